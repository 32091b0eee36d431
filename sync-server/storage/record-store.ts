import { type RawBuilder, sql } from "kysely";
import { assert } from "#shared/kernel/assert.ts";
import { partOf } from "#shared/kernel/object.ts";
import type { ColumnTable } from "./column-table.ts";
import { dialectOf } from "./dialect.ts";
import type { ListQuery, Page } from "./list-query.ts";
import type { ReadDeps, WriteDeps } from "./sql.ts";
import {
  deleteRecord,
  insertRecord,
  readPage,
  readRecords,
  readRecordsByKey,
  updateRecord,
} from "./table-queries.ts";

/**
 * The queries that most tables need, each within the tenant. `names` are the fields by which writes
 * name a record, if that isn't its id:
 *
 *     export const customFieldStore = recordStore(customFieldTable, ["namespace", "handle"]);
 *
 * Whatever else is asked of a table is a function of its own beside its store.
 */
export const recordStore = <
  Row,
  Value extends { readonly id: string | number },
  New,
  Field extends string,
  Name extends keyof Value & string = "id",
>(
  table: ColumnTable<Row, Value, New, Field>,
  names?: readonly Name[],
) => {
  const naming: readonly (Name | "id")[] = names ?? ["id"];

  const findOne = async (
    deps: ReadDeps,
    fields: Partial<Value>,
    tail?: RawBuilder<unknown>,
  ): Promise<Value | null> => {
    const row = Object.entries(table.rowOf(fields));
    // A field that is dropped is a condition less, and without any the first record would do.
    assert(
      row.length > 0 && row.length === Object.keys(fields).length,
      `${table.name} has to be searched by fields that it has and that are set`,
    );
    if (row.some(([, value]) => value === null)) return null;
    const conditions = row.map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
    return (await readRecords(deps, table, sql.join(conditions, sql` and `), tail))[0] ?? null;
  };
  /** The records with these ids; missing ones are left out. */
  const readAll = (deps: ReadDeps, ids: readonly Value["id"][]): Promise<readonly Value[]> =>
    readRecordsByKey(deps, table, ids);

  return {
    readAll,
    /** A page of the tenant's records. */
    list: (deps: ReadDeps, query: ListQuery<Field>): Promise<Page<Value>> =>
      readPage(deps, table, query),
    /** One record; null if there is none. */
    read: async (deps: ReadDeps, id: Value["id"]): Promise<Value | null> =>
      (await readAll(deps, [id]))[0] ?? null,
    /** The record with these values, which only one can have; null if none has, or one is null. */
    find: (deps: ReadDeps, fields: Partial<Value>): Promise<Value | null> => findOne(deps, fields),
    /**
     * The record that is named, locked until the end of the transaction, so that two changes at
     * once don't undo each other; null if there is none.
     */
    lock: (deps: WriteDeps, name: Pick<Value, Name>): Promise<Value | null> =>
      findOne(deps, partOf<Value>(name, naming), sql.raw(dialectOf(deps.dialect).forUpdate)),
    /** Inserts a record and returns it with its id. */
    append: (deps: WriteDeps, record: New): Promise<Value> => insertRecord(deps, table, record),
    /** Updates the fields of a record that are set. */
    update: (deps: WriteDeps, id: Value["id"], fields: Partial<Value> | New): Promise<void> =>
      updateRecord(deps, table, id, fields),
    /** Deletes a record. */
    remove: (deps: WriteDeps, id: Value["id"]): Promise<void> => deleteRecord(deps, table, id),
  };
};
