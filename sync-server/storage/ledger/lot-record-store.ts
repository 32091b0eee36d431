import { type Selectable, type SqlBool, sql } from "kysely";
import type { DefinitionId, LotId, ProfileId, TransactionId } from "#shared/kernel/ids.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import type { Unit } from "#shared/ledger/entry.ts";
import { isJoined } from "#shared/ledger/lot.ts";
import type { ListedField } from "#sync-server/storage/column-table.ts";
import { saleIsBack } from "#sync-server/storage/commerce/sale-is-back.ts";
import {
  type FieldSql,
  type ListQuery,
  type Page,
  selectPage,
} from "#sync-server/storage/list-query.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { columnsListed, readRecords } from "#sync-server/storage/table-queries.ts";
import type { Tables } from "#sync-server/storage/tables.ts";
import { readLotEnds } from "./lot-ends-store.ts";
import { type LotRecord, lotTable } from "./lot-table.ts";

/**
 * What lots are filtered and sorted by: columns, their definition's handle, and whether the sale
 * that issued them by a level or a welcome has come back (redemption/SPEC.md [B7]).
 */
export const lotList = {
  listed: {
    ...lotTable.listed,
    definition_handle: { kind: "text", isSortable: false },
    kept_after_return: { kind: "flag", isSortable: false },
  },
} as const;
export type LotField = ListedField<typeof lotList>;

/**
 * A page of the lots issued from definitions, of everyone or of one profile. Shortfalls and deleted
 * lots are left out.
 */
export const listLots = async (
  deps: ReadDeps,
  unit: Unit,
  query: ListQuery<LotField>,
  profileId: ProfileId | null = null,
): Promise<Page<LotRecord>> => {
  const conditions = [
    sql<SqlBool>`lots.unit = ${unit}`,
    sql<SqlBool>`lots.definition_id is not null`,
    sql<SqlBool>`lots.deleted_at is null`,
    ...(profileId === null ? [] : [sql<SqlBool>`lots.profile_id = ${profileId}`]),
  ];
  const { name: from, key, owner } = lotTable;
  const source = { from, key, owner, fields: fieldsOf(deps), conditions };
  const page = await selectPage<Selectable<Tables["lots"]>, LotField>(deps, source, query);
  return { ...page, rows: page.rows.map(lotTable.recordOf) };
};

/** The sale that issued it by a level or a welcome has come back. */
const IS_KEPT = saleIsBack(sql`t.tenant_id = lots.tenant_id and t.id = lots.source_transaction_id`);

const fieldsOf = (deps: ReadDeps): Readonly<Record<LotField, FieldSql>> => ({
  ...columnsListed(lotTable),
  kept_after_return: { column: sql`case when ${IS_KEPT} then 1 else 0 end` },
  definition_handle: {
    column: "d.handle",
    within: {
      key: "lots.definition_id",
      select: sql`select d.id from definitions as d where d.tenant_id = ${deps.tenantId}`,
    },
  },
});

/**
 * The lot of this unit and number that was issued from a definition; null when there is none, or it
 * was deleted.
 */
export const readLotRecord = async (
  deps: ReadDeps,
  unit: Unit,
  number: number,
): Promise<LotRecord | null> => {
  const condition = sql`unit = ${unit} and number = ${number} and definition_id is not null
    and deleted_at is null`;
  return (await readRecords(deps, lotTable, condition))[0] ?? null;
};

/** The same for several numbers; missing ones are left out. */
export const readLotsByNumber = async (
  deps: ReadDeps,
  unit: Unit,
  numbers: readonly number[],
): Promise<readonly LotRecord[]> => {
  if (numbers.length === 0) return [];
  const condition = sql`unit = ${unit} and number in (${sql.join(numbers)})
    and definition_id is not null and deleted_at is null`;
  return readRecords(deps, lotTable, condition);
};

/** What a profile has claimed of these definitions, without what head office has deleted. */
export const readClaimedLots = async (
  deps: ReadDeps,
  profileId: ProfileId,
  definitionIds: readonly DefinitionId[],
): Promise<readonly LotRecord[]> => {
  if (definitionIds.length === 0) return [];
  const condition = sql`profile_id = ${profileId} and source_type = 'claim' and deleted_at is null
    and definition_id in (${sql.join(definitionIds)})`;
  return readRecords(deps, lotTable, condition);
};

/** What was issued because a transaction reached a level or a tier ([M11]). */
export const readLotsReachedBy = (
  deps: ReadDeps,
  id: TransactionId,
): Promise<readonly LotRecord[]> => readRecords(deps, lotTable, sql`source_transaction_id = ${id}`);

/** How many lots of a unit there are, and how many of them something was taken from. */
export const countLots = async (
  deps: ReadDeps,
  unit: Unit,
): Promise<{ readonly all: number; readonly used: number }> => {
  const { all, used } = await deps.sql
    .selectFrom("lots")
    .select((builder) => builder.fn.countAll().as("all"))
    .select(sql<number>`sum(case when remaining < initial then 1 else 0 end)`.as("used"))
    .where("tenant_id", "=", deps.tenantId)
    .where("unit", "=", unit)
    .where("definition_id", "is not", null)
    .where("deleted_at", "is", null)
    .executeTakeFirstOrThrow();
  return { all: Number(all), used: Number(used ?? 0) };
};

/** The number of a lot. */
export const readLotNumber = async (deps: ReadDeps, lotId: LotId): Promise<number> => {
  const row = await deps.sql
    .selectFrom("lots")
    .select("number")
    .where("tenant_id", "=", deps.tenantId)
    .where("lot_id", "=", lotId)
    .executeTakeFirstOrThrow();
  return row.number;
};

/** Lots by their ids, also deleted ones, for showing the entries on them. */
export const readLotRecords = async (
  deps: ReadDeps,
  lotIds: readonly string[],
): Promise<readonly LotRecord[]> => {
  const records: LotRecord[] = [];
  for (let at = 0; at < lotIds.length; at += LOTS_AT_ONCE) {
    const some = sql.join(lotIds.slice(at, at + LOTS_AT_ONCE));
    records.push(...(await readRecords(deps, lotTable, sql`lot_id in (${some})`)));
  }
  return records;
};

/** The number of the lot that each of these is joined into; those that aren't are left out. */
export const readJoinedNumbers = async (
  deps: ReadDeps,
  lotIds: readonly LotId[],
): Promise<ReadonlyMap<LotId, number>> => {
  const { joinedInto: into } = await readLotEnds(deps, lotIds);
  // A joined lot may have given points back to another ([L16]), and isn't joined into that.
  const joined = (await readLotRecords(deps, [...new Set(into.values())])).filter(isJoined);
  const numbers = new Map(joined.map(({ lotId, number }) => [String(lotId), number]));
  return new Map(
    [...into].flatMap(([lotId, id]) => {
      const number = numbers.get(id);
      return number === undefined ? [] : [[lotId, number]];
    }),
  );
};

/** Far below the number of values that a statement may have. */
const LOTS_AT_ONCE = 1_000;

/** Whether a lot of this unit has this id from another system. Deleting the lot frees the id. */
export const isLotExternalIdTaken = async (
  deps: ReadDeps,
  unit: Unit,
  externalId: string,
): Promise<boolean> => {
  const row = await deps.sql
    .selectFrom("lots")
    .select("number")
    .where("tenant_id", "=", deps.tenantId)
    .where("unit", "=", unit)
    .where("external_id", "=", externalId)
    .where("deleted_at", "is", null)
    .executeTakeFirst();
  return row !== undefined;
};

/**
 * Writes the fields of a lot that no entry holds: another system's id, free fields, and whether it
 * was deleted.
 */
export const describeLot = async (
  deps: WriteDeps,
  lotId: LotId,
  fields: {
    readonly externalId: string | null;
    readonly extra: ExtraFields;
    readonly isDeleted?: boolean;
  },
): Promise<void> => {
  await deps.sql
    .updateTable("lots")
    .set({
      external_id: fields.externalId,
      extra: JSON.stringify(fields.extra),
      updated_at: deps.now,
      deleted_at: fields.isDeleted ? deps.now : null,
    })
    .where("tenant_id", "=", deps.tenantId)
    .where("lot_id", "=", lotId)
    .execute();
};
