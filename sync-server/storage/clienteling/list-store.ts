import { type RawBuilder, sql } from "kysely";
import { HOLDING } from "#shared/clienteling/list-reservation.ts";
import type { ListId, ListItemId, LocationId, ProductId, ProfileId } from "#shared/kernel/ids.ts";
import type { ProfileType } from "#shared/profile/profile-type.ts";
import type { ColumnTable, ListedField } from "#sync-server/storage/column-table.ts";
import type { ListQuery, Page } from "#sync-server/storage/list-query.ts";
import { recordStore } from "#sync-server/storage/record-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { readNumbers, readPage, readRecords } from "#sync-server/storage/table-queries.ts";
import {
  type ListItemRecord,
  type ListRecord,
  type ListReservation,
  type ListShareRecord,
  listItemTable,
  listReservationTable,
  listShareTable,
  listTable,
} from "./list-table.ts";

export const listStore = recordStore(listTable);
export const listItemStore = recordStore(listItemTable);
export const listShareStore = recordStore(listShareTable);
export const listReservationStore = recordStore(listReservationTable);

/** A page of the lists of one profile. */
export const listListsOf = (
  deps: ReadDeps,
  profileId: ProfileId,
  query: ListQuery<ListedField<typeof listTable>>,
): Promise<Page<ListRecord>> =>
  readPage(deps, listTable, query, [sql`lists.profile_id = ${profileId}`]);

/** The handles of a profile's lists. */
export const readListHandles = async (
  deps: ReadDeps,
  profileId: ProfileId,
): Promise<readonly Pick<ListRecord, "id" | "handle">[]> =>
  readRecords(deps, listTable, sql`profile_id = ${profileId}`, sql`order by id`);

/** The list of a profile that devices name so ([X15]); null if it has none. */
export const findListNamed = async (
  deps: ReadDeps,
  profileId: ProfileId,
  ref: string,
): Promise<ListRecord | null> => {
  const condition = sql`profile_id = ${profileId} and ${MADE_REF} = ${ref}`;
  return (await readRecords(deps, listTable, condition))[0] ?? null;
};

/**
 * The same of somebody who was taken for one person with this profile, until that merge was undone
 * (profile/SPEC.md [I8]).
 */
export const findListOfParted = async (
  deps: ReadDeps,
  profileId: ProfileId,
  ref: string,
): Promise<ListRecord | null> => {
  const { tenantId } = deps;
  const condition = sql`${MADE_REF} = ${ref} and profile_id in (
    select loser_id from profile_merges
    where tenant_id = ${tenantId} and profile_id = ${profileId} and unmerged_at is not null
    union all
    select profile_id from profile_merges
    where tenant_id = ${tenantId} and loser_id = ${profileId} and unmerged_at is not null)`;
  return (await readRecords(deps, listTable, condition))[0] ?? null;
};

/** The item of a list that devices name so ([X15]); null if there is none. */
export const findItemNamed = async (
  deps: ReadDeps,
  listId: ListId,
  ref: string,
): Promise<ListItemRecord | null> => {
  const condition = sql`list_id = ${listId} and ${MADE_REF} = ${ref}`;
  return (await readRecords(deps, listItemTable, condition))[0] ?? null;
};

/** The same as `madeRef`. */
const MADE_REF = sql`coalesce(command_id, cast(id as text))`;

/** The numbers of a profile's lists. */
export const readListIdsOf = (deps: ReadDeps, profileId: ProfileId): Promise<readonly number[]> =>
  readNumbers(deps, listTable, sql`profile_id = ${profileId}`);

/** A page of the items of one list. */
export const listItemsOf = (
  deps: ReadDeps,
  listId: ListId,
  query: ListQuery<ListedField<typeof listItemTable>>,
): Promise<Page<ListItemRecord>> =>
  readPage(deps, listItemTable, query, [sql`list_items.list_id = ${listId}`]);

/** A page of what one profile has reserved. */
export const listReservationsOf = (
  deps: ReadDeps,
  profileId: ProfileId,
  query: ListQuery<ListedField<typeof listReservationTable>>,
): Promise<Page<ListReservation>> =>
  readPage(deps, listReservationTable, query, [sql`list_reservations.profile_id = ${profileId}`]);

/** The records of a table in whose column one of these ids is. */
const readAmong = async <Row, Value>(
  deps: ReadDeps,
  table: ColumnTable<Row, Value, never, never>,
  column: string,
  ids: readonly number[],
  order: RawBuilder<unknown> = sql`id`,
): Promise<readonly Value[]> =>
  ids.length === 0
    ? []
    : readRecords(
        deps,
        table,
        sql`${sql.ref(column)} in (${sql.join(ids)})`,
        sql`order by ${sql.ref(column)}, ${order}`,
      );

/** The items of lists, those with a position first. */
export const readItemsOf = (
  deps: ReadDeps,
  listIds: readonly ListId[],
): Promise<readonly ListItemRecord[]> =>
  readAmong(
    deps,
    listItemTable,
    "list_id",
    listIds,
    sql`case when position is null then 1 else 0 end, position, id`,
  );

/** The shares of lists that haven't expired. */
export const readSharesOf = async (
  deps: ReadDeps,
  listIds: readonly ListId[],
  now: number,
): Promise<readonly ListShareRecord[]> =>
  (await readAmong(deps, listShareTable, "list_id", listIds)).filter(
    ({ expiresAt }) => expiresAt === null || expiresAt >= now,
  );

/** What is or was reserved of items. */
export const readReservationsOf = (
  deps: ReadDeps,
  itemIds: readonly ListItemId[],
): Promise<readonly ListReservation[]> =>
  readAmong(deps, listReservationTable, "list_item_id", itemIds);

/** How many of each item are reserved or bought, by whomever; nothing for none. */
export const readReservedOf = async (
  deps: ReadDeps,
  itemIds: readonly ListItemId[],
): Promise<ReadonlyMap<ListItemId, number>> => {
  if (itemIds.length === 0) return new Map();
  const { rows } = await sql<{ readonly id: ListItemId; readonly reserved: number }>`
    select list_item_id as id, sum(quantity) as reserved from list_reservations
    where tenant_id = ${deps.tenantId} and list_item_id in (${sql.join(itemIds)})
      and status in (${sql.join(HOLDING)})
    group by list_item_id
  `.execute(deps.sql);
  return new Map(rows.map(({ id, reserved }) => [id, Number(reserved)]));
};

/** Deletes items with the reservations of them. */
export const deleteItems = async (
  deps: WriteDeps,
  itemIds: readonly ListItemId[],
): Promise<void> => {
  if (itemIds.length === 0) return;
  for (const [table, column] of [
    ["list_reservations", "list_item_id"],
    ["list_items", "id"],
  ] as const) {
    await sql`
      delete from ${sql.table(table)}
      where tenant_id = ${deps.tenantId} and ${sql.ref(column)} in (${sql.join(itemIds)})
    `.execute(deps.sql);
  }
};

/** Deletes the shares of a list. */
export const deleteSharesOf = async (deps: WriteDeps, listId: ListId): Promise<void> => {
  await deps.sql
    .deleteFrom("list_shares")
    .where("tenant_id", "=", deps.tenantId)
    .where("list_id", "=", listId)
    .execute();
};

/** A list on devices, and whose feed it is in. */
export type ListInFeed = {
  readonly id: ListId;
  readonly region: string;
  readonly homeLocationId: LocationId | null;
  readonly profileType: ProfileType;
};

/** The lists that a product is in, of numbers after one of them; at most `limit`. */
export const readListsWithProduct = async (
  deps: ReadDeps,
  productId: ProductId,
  after: number,
  limit: number,
): Promise<readonly ListInFeed[]> => {
  const { rows } = await sql<ListInFeed>`
    select l.id, p.region, p.home_location_id as "homeLocationId",
      p.profile_type as "profileType"
    from (
      select distinct list_id from list_items
      where tenant_id = ${deps.tenantId} and product_id = ${productId} and list_id > ${after}
      order by list_id limit ${limit}
    ) as found
    join lists as l on l.tenant_id = ${deps.tenantId} and l.id = found.list_id
    join profiles as p on p.tenant_id = l.tenant_id and p.id = l.profile_id
    order by l.id
  `.execute(deps.sql);
  return rows;
};
