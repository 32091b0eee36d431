import { type Selectable, type SqlBool, sql } from "kysely";
import type { TransactionItem } from "#shared/commerce/transaction.ts";
import {
  type ProfileId,
  type TransactionId,
  type TransactionItemId,
  transactionIdSchema,
} from "#shared/kernel/ids.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { type Cents, cents } from "#shared/kernel/money.ts";
import type { ListedField } from "#sync-server/storage/column-table.ts";
import { parseExtra } from "#sync-server/storage/json-column.ts";
import { type ListQuery, type Page, selectPage } from "#sync-server/storage/list-query.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import {
  type Parameter,
  placeholderRows,
  rowsStatement,
  writeRows,
} from "#sync-server/storage/statement.ts";
import { columnsListed } from "#sync-server/storage/table-queries.ts";
import type { Tables } from "#sync-server/storage/tables.ts";
import { heldBy, heldTransactions } from "./holding.ts";

/** A line of a transaction, with what only the server stores. */
export type ItemRecord = TransactionItem & {
  readonly externalId: string | null;
  readonly priceCurrentCents: Cents | null;
  readonly priceOriginalCents: Cents | null;
  readonly priceTaxCents: Cents | null;
  /** v3 fields that no rule reads. */
  readonly extra: ExtraFields;
};

/** Writes the lines of a transaction, many per statement, over those that it has. */
export const appendItems = async (
  deps: WriteDeps,
  id: TransactionId,
  items: readonly ItemRecord[],
): Promise<void> => {
  await insertItems(
    deps,
    items.map((item, position) => valuesOfItem(deps, id, item, position)),
  );
};

const ITEM_COLUMNS = 12;

const insertItems = writeRows(
  (rows) =>
    `insert into transaction_items (tenant_id, transaction_id, position, name, sku, external_id,
       quantity, price_sell_cents, price_current_cents, price_original_cents, price_tax_cents, extra)
     values ${placeholderRows(rows, ITEM_COLUMNS)}
     on conflict (transaction_id, position) do update set name = excluded.name,
       sku = excluded.sku, external_id = excluded.external_id, quantity = excluded.quantity,
       price_sell_cents = excluded.price_sell_cents,
       price_current_cents = excluded.price_current_cents,
       price_original_cents = excluded.price_original_cents,
       price_tax_cents = excluded.price_tax_cents, extra = excluded.extra`,
);

/**
 * Replaces a transaction's lines. Those with an id keep it, wherever they were; the others of it
 * are deleted.
 */
export const replaceItems = async (
  deps: WriteDeps,
  id: TransactionId,
  items: readonly (ItemRecord & { readonly id: number | null; readonly was: number | null })[],
): Promise<void> => {
  const kept = items.flatMap(({ id: line, was }, place) =>
    line === null ? [] : [{ line, was, place }],
  );
  const lines = kept.map(({ line }) => line);
  await deps.sql
    .deleteFrom("transaction_items")
    .where("tenant_id", "=", deps.tenantId)
    .where("transaction_id", "=", id)
    .$if(lines.length > 0, (query) => query.where("id", "not in", lines))
    .execute();
  const placed = kept.map(({ line, place }) => sql`when ${line} then cast(${place} as integer)`);
  // Out of each other's way first: no two may be at one place.
  const places = [sql<number>`-1 - position`, sql<number>`case id ${sql.join(placed, sql` `)} end`];
  for (const position of kept.some(({ was, place }) => was !== place) ? places : []) {
    await deps.sql
      .updateTable("transaction_items")
      .set({ position })
      .where("tenant_id", "=", deps.tenantId)
      .where("transaction_id", "=", id)
      .execute();
  }
  await appendItems(deps, id, items);
};

/**
 * The lines of many transactions in one query: by transaction id, in order, each with its own id.
 */
export const readItemsOf = async (
  deps: ReadDeps,
  ids: readonly number[],
): Promise<ReadonlyMap<number, readonly (ItemRecord & { readonly id: number })[]>> => {
  const byTransaction = new Map<number, (ItemRecord & { readonly id: number })[]>();
  if (ids.length === 0) return byTransaction;
  const rows = await deps.sql
    .selectFrom("transaction_items")
    .selectAll()
    .where("tenant_id", "=", deps.tenantId)
    .where("transaction_id", "in", ids)
    .orderBy("transaction_id")
    .orderBy("position")
    .execute();
  for (const row of rows) {
    const items = byTransaction.get(row.transaction_id) ?? [];
    items.push({ id: row.id, ...itemOfRow(row) });
    byTransaction.set(row.transaction_id, items);
  }
  return byTransaction;
};

/** What lines are filtered and sorted by. */
export const itemList = {
  listed: {
    id: { kind: "whole" },
    transaction_id: { kind: "whole" },
    name: { kind: "text" },
    sku: { kind: "text" },
    external_id: { kind: "text" },
  },
} as const;
type ItemField = ListedField<typeof itemList>;

/** A line with its own id, and that of its transaction. */
export type LineOf = ItemRecord & { readonly id: number; readonly transactionId: TransactionId };

/**
 * A page of the lines of a profile's transactions, but for those that an item of a list is linked
 * to and those of void transactions.
 */
export const listUnassignedItems = async (
  deps: ReadDeps,
  query: ListQuery<ItemField>,
  profileId: ProfileId,
): Promise<Page<LineOf>> => {
  const name = "transaction_items";
  const ofProfile = sql<SqlBool>`transaction_items.transaction_id in (
    select t.id from transactions as t
    where t.tenant_id = ${deps.tenantId} and t.profile_id = ${profileId} and t.is_void = 0)`;
  const isInNoList = sql<SqlBool>`not exists (select 1 from list_items as l
    where l.tenant_id = transaction_items.tenant_id
      and l.transaction_item_id = transaction_items.id)`;
  const fields = columnsListed({ name, ...itemList });
  const source = {
    from: name,
    key: "id",
    owner: null,
    fields,
    conditions: [ofProfile, isInNoList],
  };
  const page = await selectPage<Selectable<Tables["transaction_items"]>, ItemField>(
    deps,
    source,
    query,
  );
  return {
    ...page,
    rows: page.rows.map(lineOfRow),
  };
};

/** One line, with the transaction that it is of; null if there is none. */
export const readItem = async (deps: ReadDeps, id: TransactionItemId): Promise<LineOf | null> => {
  const row = await deps.sql
    .selectFrom("transaction_items")
    .selectAll()
    .where("tenant_id", "=", deps.tenantId)
    .where("id", "=", id)
    .executeTakeFirst();
  return row ? lineOfRow(row) : null;
};

const lineOfRow = (row: Selectable<Tables["transaction_items"]>): LineOf => ({
  id: row.id,
  transactionId: transactionIdSchema.parse(row.transaction_id),
  ...itemOfRow(row),
});

/**
 * The brands that profiles have bought and not brought back. Lines say their brand themselves:
 * nothing that is counted depends on products.
 */
export const readBrandsBought = async (
  deps: ReadDeps,
  profileIds: readonly ProfileId[],
): Promise<ReadonlyMap<ProfileId, readonly string[]>> => {
  const byProfile = new Map<ProfileId, string[]>();
  if (profileIds.length === 0) return byProfile;
  const parameters = [...heldBy(deps, profileIds), deps.tenantId];
  for (const { holder: id, brand } of await selectBrands(deps, profileIds.length, parameters)) {
    byProfile.set(id, [...(byProfile.get(id) ?? []), brand]);
  }
  return byProfile;
};

type BrandRow = { readonly holder: ProfileId; readonly brand: string };

/** Quantities have four decimals, and their sum some noise. */
const selectBrands = rowsStatement<BrandRow>((count, { textIn, flagIn }) => {
  const brand = textIn(textIn("i.extra", "product_variant"), "brand");
  return `with found as (${heldTransactions(["id"], { profiles: count })})
     select found.holder, ${brand} as brand
     from found cross join transaction_items as i
     where i.tenant_id = ? and i.transaction_id = found.id and i.extra like '%"brand"%'
       and coalesce(${flagIn("i.extra", "is_void")}, 0) = 0 and coalesce(${brand}, '') <> ''
     group by found.holder, ${brand}
     having sum(i.quantity) > 0.00005`;
});

const itemOfRow = (row: Selectable<Tables["transaction_items"]>): ItemRecord => ({
  name: row.name,
  sku: row.sku,
  externalId: row.external_id,
  quantity: row.quantity,
  priceSellCents: cents(row.price_sell_cents),
  priceCurrentCents: centsOf(row.price_current_cents),
  priceOriginalCents: centsOf(row.price_original_cents),
  priceTaxCents: centsOf(row.price_tax_cents),
  extra: parseExtra(row.extra),
});

const valuesOfItem = (
  deps: WriteDeps,
  id: TransactionId,
  item: ItemRecord,
  position: number,
): readonly Parameter[] => [
  deps.tenantId,
  id,
  position,
  item.name,
  item.sku,
  item.externalId,
  item.quantity,
  item.priceSellCents,
  item.priceCurrentCents,
  item.priceOriginalCents,
  item.priceTaxCents,
  JSON.stringify(item.extra),
];

const centsOf = (value: number | null): Cents | null => (value === null ? null : cents(value));
