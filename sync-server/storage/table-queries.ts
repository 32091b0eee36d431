import { type RawBuilder, type SqlBool, sql } from "kysely";
import { assertDefined } from "#shared/kernel/assert.ts";
import { mapTable, recordOf } from "#shared/kernel/object.ts";
import type { ColumnTable } from "./column-table.ts";
import { dialectOf } from "./dialect.ts";
import { customFieldIn, jsonIn } from "./json-filters.ts";
import { type FieldSql, type ListQuery, type Page, selectPage } from "./list-query.ts";
import type { ReadDeps, WriteDeps } from "./sql.ts";
import { placeholders, runText } from "./statement.ts";
import type { Tables } from "./tables.ts";
import { visibleRows } from "./visible-rows.ts";

/** The tenant's records that meet a condition. `tail` may hold an order and a limit. */
export const readRecords = async <Row, Value>(
  deps: ReadDeps,
  table: ColumnTable<Row, Value, never, never>,
  condition: RawBuilder<unknown>,
  tail: RawBuilder<unknown> = sql``,
): Promise<readonly Value[]> => {
  const { rows } = await sql<Row>`
    select * from ${sql.table(table.name)}
    where ${tenantsOwn(deps, table, condition)} ${tail}
  `.execute(deps.sql);
  return rows.map(table.recordOf);
};

/** The numbers of the tenant's records that meet a condition. */
export const readNumbers = async (
  deps: ReadDeps,
  table: Pick<ColumnTable<never, unknown, never, never>, "name" | "key" | "owner">,
  condition: RawBuilder<unknown>,
): Promise<readonly number[]> => {
  const { rows } = await sql<{ readonly number: number }>`
    select ${sql.ref(table.key)} as number from ${sql.table(table.name)}
    where ${tenantsOwn(deps, table, condition)}
  `.execute(deps.sql);
  return rows.map(({ number }) => Number(number));
};

const tenantsOwn = (
  deps: ReadDeps,
  { owner }: { readonly owner: string | null },
  condition: RawBuilder<unknown>,
): RawBuilder<unknown> => {
  // In brackets, or an `or` in the condition would let in the rows of other tenants.
  const conditions = [
    sql`tenant_id = ${deps.tenantId}`,
    ...[condition, ...visibleRows(deps, owner)].map((each) => sql`(${each})`),
  ];
  return sql.join(conditions, sql` and `);
};

/** The records with these keys; missing ones are left out. */
export const readRecordsByKey = async <Row, Value>(
  deps: ReadDeps,
  table: ColumnTable<Row, Value, never, never>,
  keys: readonly (string | number)[],
): Promise<readonly Value[]> =>
  keys.length === 0
    ? []
    : readRecords(deps, table, sql`${sql.ref(table.key)} in (${sql.join(keys)})`);

/** Whether the tenant has a row that meets a condition, whoever may see it. */
export const hasRow = async (
  deps: ReadDeps,
  table: keyof Tables,
  condition: RawBuilder<unknown>,
): Promise<boolean> => {
  const { rows } = await sql`
    select 1 from ${sql.table(table)}
    where tenant_id = ${deps.tenantId} and (${condition}) limit 1
  `.execute(deps.sql);
  return rows.length > 0;
};

/**
 * Whether a row has this handle, whatever its case (DOMAIN §1.2 no. 11). Only A to Z have a case
 * here.
 */
export const hasHandle = (
  deps: ReadDeps,
  table: keyof Tables,
  handle: string,
  condition: RawBuilder<unknown> = sql`1 = 1`,
): Promise<boolean> => {
  const bytewise = sql.raw(dialectOf(deps.dialect).bytewise);
  const same = sql`lower(handle ${bytewise}) = lower(cast(${handle} as text) ${bytewise})`;
  return hasRow(deps, table, sql`${condition} and ${same}`);
};

/** One page of the tenant's records. */
export const readPage = <Row, Value, Field extends string>(
  deps: ReadDeps,
  table: ColumnTable<Row, Value, never, Field>,
  query: ListQuery<Field>,
  /** Conditions besides the tenant and the filters. */
  conditions: readonly RawBuilder<SqlBool>[] = [],
  /** The fields that aren't compared as they are stored. */
  worked: Partial<Readonly<Record<Field, FieldSql>>> = {},
): Promise<Page<Value>> =>
  readPageBy(deps, table, query, { ...columnsListed(table), ...worked }, conditions);

/** The same by fields that the table doesn't list: each with how it is compared. */
export const readPageBy = async <Row, Value, Field extends string>(
  deps: ReadDeps,
  table: ColumnTable<Row, Value, never, never>,
  query: ListQuery<Field>,
  fields: Readonly<Record<Field, FieldSql>>,
  conditions: readonly RawBuilder<SqlBool>[] = [],
): Promise<Page<Value>> => {
  const { name: from, key, owner } = table;
  const source = { from, key, owner, fields, conditions };
  const page = await selectPage<Row, Field>(deps, source, query);
  return { ...page, rows: page.rows.map(table.recordOf) };
};

/** The listed columns of a table as a list compares them. */
export const columnsListed = <Field extends string>(
  table: Pick<ColumnTable<never, unknown, never, Field>, "name" | "listed">,
): Readonly<Record<Field, FieldSql>> =>
  mapTable(table.listed, ({ isCaseless = false, kind }, name) => {
    const column = `${table.name}.${name}`;
    if (kind === "json") return jsonIn({ column });
    if (kind === "custom_fields") return customFieldIn({ column });
    return { column, isCaseless };
  });

/** Inserts a record and returns it with what was filled in. */
export const insertRecord = async <Row, Value, New>(
  deps: WriteDeps,
  table: ColumnTable<Row, Value, New, never>,
  record: New,
): Promise<Value> => table.recordOf(await insertRow<Row, Row, New>(deps, table, record, "*"));

/** Inserts a record and returns its key alone, without reading back what may be many columns. */
export const insertForKey = async <Row, New, K extends keyof Row & string>(
  deps: WriteDeps,
  table: ColumnTable<Row, unknown, New, never>,
  record: New,
  key: K,
): Promise<Row[K]> => (await insertRow<Pick<Row, K>, Row, New>(deps, table, record, key))[key];

const insertRow = async <Returned, Row, New>(
  deps: WriteDeps,
  table: ColumnTable<Row, unknown, New, never>,
  record: New,
  returning: string,
): Promise<Returned> => {
  const row = newRowOf(deps, table, record);
  const columns = Object.keys(row);
  const names = columns.map((column) => `"${column}"`).join(", ");
  const rows = await runText<Returned>(
    deps,
    `insert into "${table.name}" (${names}) values (${placeholders(columns.length)})
     returning ${returning}`,
    Object.values(row),
  );
  return assertDefined(rows[0], "an inserted row");
};

/** Inserts or replaces a whole record by its key; the creation time stays. */
export const upsertRecord = async <Row, New>(
  deps: WriteDeps,
  table: ColumnTable<Row, unknown, New, never>,
  record: New,
): Promise<void> => {
  const row = newRowOf(deps, table, record);
  const kept = ["tenant_id", table.key, ...table.stamps.insert];
  const changed = Object.keys(row).filter((column) => !kept.includes(column));
  await sql`
    insert into ${sql.table(table.name)} (${columnsOf(row)}) values (${sql.join(Object.values(row))})
    on conflict (tenant_id, ${sql.ref(table.key)}) do update set
      ${sql.join(changed.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`))}
  `.execute(deps.sql);
};

const newRowOf = <Row, New>(
  deps: WriteDeps,
  table: ColumnTable<Row, unknown, New, never>,
  record: New,
) => ({
  tenant_id: deps.tenantId,
  ...table.rowOf(record),
  ...recordOf([...table.stamps.insert, ...table.stamps.write], deps.now),
});

const columnsOf = (row: object) => sql.join(Object.keys(row).map((column) => sql.ref(column)));

/** Updates the fields of one record that are set. Its key never changes. */
export const updateRecord = async <Row, Value, New>(
  deps: WriteDeps,
  table: ColumnTable<Row, Value, New, never>,
  key: string | number,
  fields: Partial<Value> | New,
): Promise<void> => {
  const row = { ...table.rowOf(fields), ...recordOf(table.stamps.write, deps.now) };
  const set = Object.entries(row)
    .filter(([column]) => column !== table.key)
    .map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  await sql`
    update ${sql.table(table.name)} set ${sql.join(set)}
    where tenant_id = ${deps.tenantId} and ${sql.ref(table.key)} = ${key}
  `.execute(deps.sql);
};

/** Deletes one record. */
export const deleteRecord = async (
  deps: WriteDeps,
  table: Pick<ColumnTable<never, unknown, never, never>, "name" | "key">,
  key: string | number,
): Promise<void> => {
  await sql`
    delete from ${sql.table(table.name)}
    where tenant_id = ${deps.tenantId} and ${sql.ref(table.key)} = ${key}
  `.execute(deps.sql);
};
