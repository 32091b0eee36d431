import { type Selectable, sql } from "kysely";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { type Cents, cents } from "#shared/kernel/money.ts";
import { entriesOf, mapTable } from "#shared/kernel/object.ts";
import { type Instant, instant } from "#shared/kernel/time.ts";
import { type HandReason, handReasonSchema } from "#shared/ledger/by-hand.ts";
import {
  type EntryKind,
  type EntrySource,
  entryKindSchema,
  type Unit,
  unitSchema,
} from "#shared/ledger/entry.ts";
import { SOURCES } from "#shared/ledger/entry-source.ts";
import type { ListedField } from "#sync-server/storage/column-table.ts";
import {
  type FieldSql,
  type ListQuery,
  type Page,
  selectPage,
} from "#sync-server/storage/list-query.ts";
import { readChainIds } from "#sync-server/storage/profile/profile-store.ts";
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

/** What a ledger is filtered and sorted by. */
export const ledgerList = {
  listed: {
    id: { kind: "whole" },
    type: { kind: "text" },
    kind: { kind: "text" },
    definition_id: { kind: "whole" },
    source_transaction_id: { kind: "whole" },
    reason: { kind: "text" },
    reference: { kind: "text" },
    occurred_at: { kind: "moment" },
    created_at: { kind: "moment" },
  },
} as const;
export type LedgerField = ListedField<typeof ledgerList>;

const TRANSACTION_SOURCES = entriesOf(SOURCES)
  .filter(([, { isTransaction }]) => isTransaction)
  .map(([type]) => `'${type}'`)
  .join(", ");

const FIELDS: Readonly<Record<LedgerField, FieldSql>> = {
  ...mapTable(ledgerList.listed, (_, name) => ({ column: `history.${name}` })),
  id: { column: "history.seq" },
  created_at: { column: "history.recorded_at" },
  // As the API shows it: what a transaction caused is of that.
  type: {
    column: sql.raw(`case when history.source_type in (${TRANSACTION_SOURCES}) then 'transaction'
      else history.unit end`),
  },
};

/**
 * A page of a profile's ledger, newest entry first unless sorted. The running balances need the
 * whole history, whatever is filtered.
 */
export const listLedger = async (
  deps: ReadDeps,
  profileId: ProfileId,
  query: ListQuery<LedgerField>,
): Promise<Page<LedgerLine>> => {
  const newestFirst = [{ field: "id", isDescending: true }] as const;
  const chains = await readChainIds(deps, profileId);
  const page = await selectPage<Row, LedgerField>(
    deps,
    {
      ...{ from: "history", rows: history(deps, chains), key: "seq", owner: null },
      counted: sql`select * from ledger_entries
        where tenant_id = ${deps.tenantId} and profile_id in (${sql.join(chains)})`,
      fields: FIELDS,
    },
    query.sort.length > 0 ? query : { ...query, sort: newestFirst },
  );
  return { ...page, rows: page.rows.map(lineOf) };
};

/** One entry of a profile's ledger by its number; null if there is none. */
export const readLedgerLine = async (
  deps: ReadDeps,
  profileId: ProfileId,
  number: number,
): Promise<LedgerLine | null> => {
  const chains = await readChainIds(deps, profileId);
  const { rows } = await sql<Row>`
    select * from (${history(deps, chains)}) as history where seq = ${number}
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

const history = (deps: ReadDeps, chains: readonly ProfileId[]) => sql`
  select ledger_entries.*, ${sql.join(unitSchema.options.map(runningBalance))}
  from ledger_entries
  where tenant_id = ${deps.tenantId} and profile_id in (${sql.join(chains)})
  window w as (order by seq)
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
