import { type Selectable, type SqlBool, sql } from "kysely";
import {
  definitionIdSchema,
  locationIdSchema,
  lotIdSchema,
  profileIdSchema,
  redemptionIdSchema,
} from "#shared/kernel/ids.ts";
import { entriesOf } from "#shared/kernel/object.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { unitSchema } from "#shared/ledger/entry.ts";
import { redemptionTypeSchema } from "#shared/redemption/redemption-type.ts";
import {
  amount,
  listed,
  moment,
  nullable,
  numberOf,
  owner,
  text,
  textOf,
  uuidOf,
  whole,
} from "#sync-server/storage/column.ts";
import {
  columnTable,
  type ListedField,
  type RecordOf,
  type RowOf,
} from "#sync-server/storage/column-table.ts";
import { type ListQuery, type Page, selectPage } from "#sync-server/storage/list-query.ts";
import { oneOf } from "#sync-server/storage/one-of.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { columnsListed } from "#sync-server/storage/table-queries.ts";
import { visibleRows } from "#sync-server/storage/visible-rows.ts";
import { ITEM_ENTRIES } from "./redemption-table.ts";

/** An item of a redemption: what it drew from one lot, or a reversal or return gave back. */
export const redemptionItemTable = columnTable("redemption_items", {
  /** The number of its ledger entry. */
  id: listed(whole),
  redemption_id: listed(numberOf(redemptionIdSchema)),
  redemption_type: listed(textOf(redemptionTypeSchema)),
  profile_id: owner(listed(uuidOf(profileIdSchema))),
  unit: listed(textOf(unitSchema)),
  definition_id: listed(nullable(numberOf(definitionIdSchema))),
  lot_id: textOf(lotIdSchema),
  amount: whole,
  value_cents: listed(amount),
  location_id: listed(nullable(numberOf(locationIdSchema))),
  transaction_external_id: listed(nullable(text)),
  redeemed_at: listed(moment),
  recorded_at: moment,
});
export type RedemptionItem = RecordOf<typeof redemptionItemTable>;
export type RedemptionItemField = ListedField<typeof redemptionItemTable>;

/** Which entries of a redemption's command are its items. */
export const isItem = sql<SqlBool>`(${sql.raw(
  entriesOf(ITEM_ENTRIES)
    .map(
      ([type, kinds]) =>
        `(redemptions.type = '${type}' and ${oneOf("ledger_entries.kind", kinds)})`,
    )
    .join(" or "),
)})`;

/** The items of all redemptions. */
export const itemRows = sql`
  select ledger_entries.seq as id, redemptions.tenant_id, redemptions.id as redemption_id,
    redemptions.type as redemption_type, redemptions.profile_id, ledger_entries.unit,
    ledger_entries.definition_id, ledger_entries.lot_id, ledger_entries.amount,
    ledger_entries.value_cents, redemptions.location_id, redemptions.transaction_external_id,
    redemptions.redeemed_at, ledger_entries.recorded_at
  from redemptions join ledger_entries on ledger_entries.tenant_id = redemptions.tenant_id
    and ledger_entries.command_id = redemptions.command_id
  where ${isItem}`;

type ItemRow = Selectable<RowOf<typeof redemptionItemTable>>;

/** A page of the items of all redemptions. */
export const listRedemptionItems = async (
  deps: ReadDeps,
  query: ListQuery<RedemptionItemField>,
  countMax?: number,
): Promise<Page<RedemptionItem>> => {
  const { name: from, key, owner: whose } = redemptionItemTable;
  const fields = columnsListed(redemptionItemTable);
  const source = { from, rows: itemRows, key, owner: whose, fields };
  const page = await selectPage<ItemRow, RedemptionItemField>(
    deps,
    countMax === undefined ? source : { ...source, countMax },
    query,
  );
  return { ...page, rows: page.rows.map(redemptionItemTable.recordOf) };
};

/** When redemptions happened: `until` isn't in it. */
export type ItemSpan = { readonly from: Instant; readonly until: Instant };

/** A page of the items of the redemptions of a span, oldest first; the first is after null. */
export const readItemsOfSpan = async (
  deps: ReadDeps,
  { from, until }: ItemSpan,
  { after, limit }: { readonly after: RedemptionItem | null; readonly limit: number },
): Promise<readonly RedemptionItem[]> => {
  const rest = after
    ? sql`(redeemed_at > ${after.redeemedAt} or id > ${after.id})`
    : sql`redeemed_at >= ${from}`;
  const { rows } = await sql<ItemRow>`
    select * ${itemsOf(deps, { from: after?.redeemedAt ?? from, until })} and ${rest}
    order by redeemed_at, id limit ${limit}
  `.execute(deps.sql);
  return rows.map(redemptionItemTable.recordOf);
};

/** How many items the redemptions of a span have, counted up to a limit. */
export const countItemsOfSpan = async (
  deps: ReadDeps,
  span: ItemSpan,
  limit: number,
): Promise<number> => {
  const { rows } = await sql<{ total: number }>`
    select count(*) as total from (select 1 ${itemsOf(deps, span)} limit ${limit}) as found
  `.execute(deps.sql);
  return Number(rows[0]?.total ?? 0);
};

const itemsOf = (deps: ReadDeps, { from, until }: ItemSpan) => {
  const conditions = [
    sql`tenant_id = ${deps.tenantId} and redeemed_at >= ${from} and redeemed_at < ${until}`,
    ...visibleRows(deps, redemptionItemTable.owner).map((each) => sql`(${each})`),
  ];
  return sql`from (${itemRows}) as redemption_items where ${sql.join(conditions, sql` and `)}`;
};
