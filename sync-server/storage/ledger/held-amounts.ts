import { UNLIMITED_USES } from "#shared/incentive/benefits/benefit.ts";
import type { DefinitionId, ProfileId } from "#shared/kernel/ids.ts";
import { type Instant, lastOver } from "#shared/kernel/time.ts";
import { type Unit, unitSchema } from "#shared/ledger/entry.ts";
import { type HeldAmount, UNITS } from "#shared/redemption/unit.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { placeholders, rowsStatement } from "#sync-server/storage/statement.ts";

/**
 * What these profiles can spend at an instant ([R2]), and what they can spend later, added up in
 * the database: a person with thousands of open lots costs a list no more memory than anyone else.
 */
export const readHeldAmounts = async (
  deps: ReadDeps,
  profileIds: readonly ProfileId[],
  at: Instant,
): Promise<ReadonlyMap<ProfileId, readonly HeldAmount[]>> => {
  if (profileIds.length === 0) return new Map();
  const rows = await select(deps, profileIds.length, [
    ...[at, deps.tenantId, ...profileIds, lastOver(at)],
  ]);
  const held = new Map<ProfileId, HeldAmount[]>();
  for (const row of rows) {
    const { profile_id: id, unit, definition_id: definitionId, remaining } = row;
    const amounts = held.get(id) ?? [];
    amounts.push({ unit, definitionId, remaining, isPending: row.is_pending === 1 });
    held.set(id, amounts);
  }
  return held;
};

type HeldRow = {
  readonly profile_id: ProfileId;
  readonly unit: Unit;
  readonly definition_id: DefinitionId | null;
  readonly is_pending: number;
  readonly remaining: number;
};

const COUNTED_IN_USES = unitSchema.options
  .filter((unit) => UNITS[unit].precision === "uses")
  .map((unit) => `'${unit}'`)
  .join(", ");

/** A lot's last second counts (`isExpired`), and an unlimited one has one use left (`heldAt`). */
const select = rowsStatement<HeldRow>(
  (count, { openLots }) =>
    `select profile_id, unit, definition_id, is_pending, cast(sum(remaining) as bigint) as remaining
     from (select l.profile_id, l.unit, l.definition_id,
             case when l.unit in (${COUNTED_IN_USES}) and l.initial = ${UNLIMITED_USES} then 1
               else l.remaining end as remaining,
             case when l.active_at > ? then 1 else 0 end as is_pending
           from ${openLots}
           where l.tenant_id = ? and l.profile_id in (${placeholders(count)}) and l.remaining > 0
             and (l.expires_at is null or l.expires_at > ?)) as held
     group by profile_id, unit, definition_id, is_pending`,
);
