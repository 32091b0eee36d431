import { type Selectable, sql } from "kysely";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { type Cents, cents } from "#shared/kernel/money.ts";
import { type Instant, instant } from "#shared/kernel/time.ts";
import { type HandReason, handReasonSchema } from "#shared/ledger/by-hand.ts";
import {
  type EntryKind,
  type EntrySource,
  entryKindSchema,
  type Unit,
  unitSchema,
} from "#shared/ledger/entry.ts";
import type { Page } from "#sync-server/storage/list-query.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import type { Tables } from "#sync-server/storage/tables.ts";
import { type SourceRow, sourceOf } from "./source-columns.ts";

/** A ledger entry with the profile's running balances. */
export type LedgerLine = {
  readonly number: number;
  readonly entryId: string;
  readonly kind: EntryKind;
  readonly unit: Unit;
  readonly definitionId: number | null;
  readonly lotId: string;
  readonly amount: number;
  readonly valueCents: Cents;
  readonly expiresAt: Instant | null;
  readonly source: EntrySource;
  readonly reason: HandReason | null;
  readonly reference: string | null;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  /**
   * The sum of each unit's entries up to and including this one. Lots that expired later still
   * count.
   */
  readonly balances: Readonly<Record<Unit, number>>;
};

/**
 * A page of a profile's ledger, newest entry first. The running balances need the whole history.
 */
export const listLedger = async (
  deps: ReadDeps,
  profileId: ProfileId,
  page: { readonly limit: number; readonly offset: number },
): Promise<Page<LedgerLine>> => {
  const [lines, count] = await Promise.all([
    sql<Row>`
      select * from (${history(deps, profileId)}) as history
      order by sequence desc limit ${page.limit} offset ${page.offset}
    `.execute(deps.sql),
    deps.sql
      .selectFrom("ledger_entries")
      .select((builder) => builder.fn.countAll().as("total"))
      .where("tenant_id", "=", deps.tenantId)
      .where("profile_id", "=", profileId)
      .executeTakeFirstOrThrow(),
  ]);
  return { rows: lines.rows.map(lineOf), total: Number(count.total) };
};

/** One entry of a profile's ledger by its number; null if there is none. */
export const readLedgerLine = async (
  deps: ReadDeps,
  profileId: ProfileId,
  number: number,
): Promise<LedgerLine | null> => {
  const { rows } = await sql<Row>`
    select * from (${history(deps, profileId)}) as history where seq = ${number}
  `.execute(deps.sql);
  return rows[0] ? lineOf(rows[0]) : null;
};

type Row = Omit<Selectable<Tables["ledger_entries"]>, keyof SourceRow> &
  SourceRow & {
    readonly [U in Unit as BalanceColumn<U>]: number;
  };
type BalanceColumn<U extends Unit> = `${U}_balance`;

const balanceColumn = (unit: Unit): BalanceColumn<Unit> => `${unit}_balance`;

const runningBalance = (unit: Unit) => sql`
  cast(sum(case when unit = ${unit} then amount else 0 end) over w as bigint)
    as ${sql.ref(balanceColumn(unit))}
`;

const history = (deps: ReadDeps, profileId: ProfileId) => sql`
  select ledger_entries.*, ${sql.join(unitSchema.options.map(runningBalance))}
  from ledger_entries
  where tenant_id = ${deps.tenantId} and profile_id = ${profileId}
  window w as (order by sequence)
`;

const lineOf = (row: Row): LedgerLine => ({
  number: row.seq,
  entryId: row.entry_id,
  kind: entryKindSchema.parse(row.kind),
  unit: unitSchema.parse(row.unit),
  definitionId: row.definition_id,
  lotId: row.lot_id,
  amount: row.amount,
  valueCents: cents(row.value_cents),
  expiresAt: row.expires_at === null ? null : instant(row.expires_at),
  source: sourceOf(row),
  reason: row.reason === null ? null : handReasonSchema.parse(row.reason),
  reference: row.reference,
  occurredAt: instant(row.occurred_at),
  recordedAt: instant(row.recorded_at),
  balances: {
    reward: row.reward_balance,
    point: row.point_balance,
    benefit: row.benefit_balance,
    credit: row.credit_balance,
  },
});
