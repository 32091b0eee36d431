import { type Selectable, sql } from "kysely";
import type { RedemptionId } from "#shared/kernel/ids.ts";
import { mapTable } from "#shared/kernel/object.ts";
import type { Unit } from "#shared/ledger/entry.ts";
import type { ListedField } from "#sync-server/storage/column-table.ts";
import { saleIsBack } from "#sync-server/storage/commerce/sale-is-back.ts";
import {
  type FieldSql,
  type ListQuery,
  type Page,
  selectPage,
} from "#sync-server/storage/list-query.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import {
  columnsListed,
  readRecords,
  readRecordsByKey,
} from "#sync-server/storage/table-queries.ts";
import type { Tables } from "#sync-server/storage/tables.ts";
import { isItem } from "./redemption-items.ts";
import type { Redemption } from "./redemption-store.ts";
import { redemptionTable } from "./redemption-table.ts";

/** The unit of which a redemption has items, by the filter that asks. */
const HAS_UNIT = {
  has_reward: "reward",
  has_point: "point",
  has_benefit: "benefit",
  has_credit: "credit",
} as const satisfies Readonly<Record<`has_${Unit}`, Unit>>;

/**
 * What redemptions are filtered and sorted by: columns, what they have items of, and whether what
 * they gave was kept when the sale came back ([B7]).
 */
export const redemptionList = {
  listed: {
    ...redemptionTable.listed,
    ...mapTable(HAS_UNIT, () => ({ kind: "flag", isSortable: false }) as const),
    kept_after_return: { kind: "flag", isSortable: false },
  },
} as const;
export type RedemptionField = ListedField<typeof redemptionList>;

/**
 * A page of all profiles' redemptions. They aren't all counted if each has to be looked up in
 * another table.
 */
export const listRedemptions = async (
  deps: ReadDeps,
  query: ListQuery<RedemptionField>,
): Promise<Page<Redemption>> => {
  const { name: from, key, owner } = redemptionTable;
  const source = { from, key, owner, fields: FIELDS };
  const page = await selectPage<Selectable<Tables["redemptions"]>, RedemptionField>(
    deps,
    source,
    query,
  );
  return { ...page, rows: page.rows.map(redemptionTable.recordOf) };
};

/** Its sale has come back, and nothing of it was given back for that. */
const IS_KEPT = sql`redemptions.type = 'redeem' and ${saleIsBack(
  sql`t.tenant_id = redemptions.tenant_id and t.redemption_id = redemptions.id`,
)} and not exists (
  select 1 from redemptions as o where o.tenant_id = redemptions.tenant_id
    and o.reverses_id = redemptions.id
) and not exists (
  select 1 from redemptions as o where o.tenant_id = redemptions.tenant_id
    and o.returns_id = redemptions.id
)`;

const FIELDS: Readonly<Record<RedemptionField, FieldSql>> = {
  ...columnsListed(redemptionTable),
  ...mapTable(HAS_UNIT, (unit) => ({
    column: sql`case when exists (
      select 1 from ledger_entries where ledger_entries.tenant_id = redemptions.tenant_id
        and ledger_entries.command_id = redemptions.command_id
        and ledger_entries.unit = ${sql.raw(`'${unit}'`)} and ${isItem}
    ) then 1 else 0 end`,
  })),
  kept_after_return: { column: sql`case when ${IS_KEPT} then 1 else 0 end` },
};

/** The reversals of these redemptions; those that weren't reversed are left out. */
export const readReversals = async (
  deps: ReadDeps,
  ids: readonly RedemptionId[],
): Promise<readonly Redemption[]> =>
  ids.length === 0
    ? []
    : readRecords(deps, redemptionTable, sql`reverses_id in (${sql.join(ids)})`);

/** The redemptions with these ids; missing ones are left out. */
export const readRedemptionsByIds = (
  deps: ReadDeps,
  ids: readonly number[],
): Promise<readonly Redemption[]> => readRecordsByKey(deps, redemptionTable, ids);
