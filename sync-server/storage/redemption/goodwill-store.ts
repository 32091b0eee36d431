import type { CommandId, DefinitionId, StaffId } from "#shared/kernel/ids.ts";
import { type Cents, cents } from "#shared/kernel/money.ts";
import type { CalendarDay } from "#shared/kernel/time.ts";
import type { GivenInDay } from "#shared/redemption/decide-goodwill.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { statement, writeStatement } from "#sync-server/storage/statement.ts";

/** What somebody has given on a day, or approved for others ([Y5]). */
export const readGoodwillOf = async (
  deps: ReadDeps,
  staffId: StaffId,
  day: CalendarDay,
): Promise<GivenInDay> => {
  const [row] = await select(deps, [deps.tenantId, staffId, day]);
  return { cents: cents(Number(row?.cents ?? 0)), count: Number(row?.count ?? 0) };
};

const select = statement<{ readonly cents: number | string; readonly count: number | string }>(
  `select coalesce(sum(worth_cents), 0) as cents, count(*) as count from goodwill
   where tenant_id = ? and counted_for = ? and day = ?`,
);

/** Records one gift. */
export const insertGoodwill = async (
  deps: WriteDeps,
  gift: {
    readonly commandId: CommandId;
    readonly definitionId: DefinitionId;
    readonly worthCents: Cents;
    readonly reason: string;
    readonly staffId: StaffId;
    readonly approvedBy: StaffId | null;
    readonly day: CalendarDay;
  },
): Promise<void> => {
  const { commandId, definitionId, worthCents, reason, staffId, approvedBy, day } = gift;
  const by = [staffId, approvedBy, approvedBy ?? staffId];
  await insert(deps, [deps.tenantId, commandId, definitionId, worthCents, reason, ...by, day]);
};

const insert = writeStatement(
  `insert into goodwill (tenant_id, command_id, definition_id, worth_cents, reason, staff_id,
     approved_by, counted_for, day)
   values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
);
