import { sql } from "kysely";
import type { CustomFieldId } from "#shared/kernel/ids.ts";
import type { ListQuery, Page } from "#sync-server/storage/list-query.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import {
  deleteRecord,
  insertRecord,
  lockRecord,
  readPage,
  readRecords,
  updateRecord,
} from "#sync-server/storage/table-queries.ts";
import {
  type CustomFieldField,
  type CustomFieldRecord,
  customFieldTable,
  type NewCustomFieldRecord,
} from "./custom-field-table.ts";

/** What names a custom field. */
export type CustomFieldKey = Pick<CustomFieldRecord, "namespace" | "handle">;

/** A page of the tenant's custom fields. */
export const listCustomFields = (
  deps: ReadDeps,
  query: ListQuery<CustomFieldField>,
): Promise<Page<CustomFieldRecord>> => readPage(deps, customFieldTable, query);

/** One custom field of the tenant; null if there is none. */
export const findCustomField = async (
  deps: ReadDeps,
  { namespace, handle }: CustomFieldKey,
): Promise<CustomFieldRecord | null> => {
  const condition = sql`namespace = ${namespace} and handle = ${handle}`;
  return (await readRecords(deps, customFieldTable, condition))[0] ?? null;
};

/** The same, locked. */
export const lockCustomField = async (
  deps: WriteDeps,
  key: CustomFieldKey,
): Promise<CustomFieldRecord | null> => {
  const found = await findCustomField(deps, key);
  return found && lockRecord(deps, customFieldTable, found.id);
};

/** Writes a new custom field and gives it its id. */
export const appendCustomField = (
  deps: WriteDeps,
  fields: Omit<NewCustomFieldRecord, "createdAt" | "updatedAt">,
): Promise<CustomFieldRecord> =>
  insertRecord(deps, customFieldTable, { ...fields, createdAt: deps.now, updatedAt: deps.now });

/** Updates what is set of a custom field. */
export const updateCustomFieldRow = (
  deps: WriteDeps,
  id: CustomFieldId,
  fields: Partial<CustomFieldRecord>,
): Promise<void> => updateRecord(deps, customFieldTable, id, { ...fields, updatedAt: deps.now });

/** Deletes a custom field. */
export const removeCustomField = (deps: WriteDeps, id: CustomFieldId): Promise<void> =>
  deleteRecord(deps, customFieldTable, id);
