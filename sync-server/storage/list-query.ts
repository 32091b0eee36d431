import { type RawBuilder, type SqlBool, sql } from "kysely";
import { foldCase } from "#shared/kernel/fold-case.ts";
import { dialectOf } from "./dialect.ts";
import type { ReadDeps } from "./sql.ts";
import { visibleRows } from "./visible-rows.ts";

/** The value that a column is compared with. */
export type FilterValue = string | number;

/** One condition on one field, from a closed list of operators (DOMAIN §1.2). */
export type Filter<Field extends string> = {
  readonly field: Field;
  /** What is named inside of the field: a custom field, or a path in JSON. */
  readonly names?: readonly string[];
} & (
  | { readonly operator: "eq" | "ne" | "gt" | "gte" | "lt" | "lte"; readonly value: FilterValue }
  | { readonly operator: "in"; readonly values: readonly FilterValue[] }
  | { readonly operator: "nullable"; readonly isNull: boolean }
);

/** A list request: conditions that must all hold, an order, and one page. */
export type ListQuery<Field extends string> = {
  readonly filters: readonly Filter<Field>[];
  /** Words that must all match; null for none. */
  readonly search: string | null;
  readonly sort: readonly { readonly field: Field; readonly isDescending: boolean }[];
  readonly limit: number;
  readonly offset: number;
};

export type Page<Row> = {
  readonly rows: readonly Row[];
  readonly total: number;
  /** Whether searching or counting stopped at its limit: more rows may match than `total` says. */
  readonly isCapped: boolean;
};

/** How a field is compared: with a column, or with rows that belong to this one. */
export type FieldSql = {
  /** The name of a column, or an expression over one. */
  readonly column: string | RawBuilder<unknown>;
  /** Whether to ignore case. */
  readonly isCaseless?: boolean;
  /** A column that holds it as `foldCase` writes it, for an index: see `foldedOf`. */
  readonly folded?: string;
  /**
   * The rows that belong to this one, as `select … from … where …`, for relations such as
   * `identities.identifier`. With `key`, matches rows whose `key` column is among the selected
   * values, which finds few of many by an index; without it, rows for which any exist. You can't
   * sort by these.
   */
  readonly within?: {
    readonly key?: string;
    readonly select: RawBuilder<unknown>;
    /**
     * The column that is selected, if a value of the field selects each row once and an index has
     * them in that order: then a page in the order of keys ends where it is full, however many
     * rows match.
     */
    readonly inOrderOf?: string;
  };
  /** How to compare what a filter names inside of it: see `json-filters.ts`. */
  readonly named?: (deps: ReadDeps, names: readonly string[]) => FieldSql;
};

/** How many rows a list counts: beyond that it says that there are more. */
const COUNT_MAX = 10_000;
/** The same if it is filtered: each row may have to be read. */
const COUNT_MAX_FILTERED = 1_000;

/**
 * Reads one page of a table and counts the matching rows, up to a limit. The order is
 * always total: the key breaks ties, in the direction of the last field, so that a list sorted the
 * other way is the same list backwards.
 */
export const selectPage = async <Row, Field extends string>(
  deps: ReadDeps,
  source: {
    readonly from: string;
    /** A query to read instead of the table, under the name `from`. */
    readonly rows?: RawBuilder<unknown>;
    /** The same with fewer columns, if counting those would cost more. */
    readonly counted?: RawBuilder<unknown>;
    readonly key: string;
    /** The keys that a search has found, best first: only these rows match, in this order. */
    readonly ranked?: readonly string[];
    /** How many rows to count at most. */
    readonly countMax?: number;
    /** The column with the profile that a row belongs to, as in a column table. */
    readonly owner: string | null;
    readonly fields: Readonly<Record<Field, FieldSql>>;
    /** In addition to the tenant. */
    readonly conditions?: readonly RawBuilder<SqlBool>[];
  },
  query: ListQuery<Field>,
): Promise<Page<Row>> => {
  const { from, rows: selected, counted = selected, key, owner, fields, conditions = [] } = source;
  const { ranked } = source;
  const { countMax = query.filters.length > 0 ? COUNT_MAX_FILTERED : COUNT_MAX } = source;
  const leading =
    ranked === undefined && query.sort.length === 0
      ? query.filters.find(
          ({ field, operator }) =>
            operator === "eq" && fields[field].within?.inOrderOf !== undefined,
        )
      : undefined;
  const lead = leading && leadingRows(deps, fields[leading.field], leading);
  const keyed = lead?.key ?? sql.ref(`${from}.${key}`);
  const joined =
    ranked === undefined
      ? sql`${lead ? sql` join ${lead.rows} on ${lead.key} = ${sql.ref(`${from}.${key}`)}` : sql``}`
      : sql` join ${rankedRows(deps, ranked)} on ranked.value = ${keyed}`;
  const tableOf = (rows: RawBuilder<unknown> | undefined) =>
    sql`${rows ? sql`(${rows}) as ${sql.ref(from)}` : sql.table(from)}${joined}`;
  const where = sql.join(
    [
      sql<SqlBool>`${sql.ref(`${from}.tenant_id`)} = ${deps.tenantId}`,
      // In brackets, or an `or` in one of them would let in the rows of other tenants.
      ...[
        ...conditions,
        ...visibleRows(deps, owner),
        ...query.filters
          .filter((filter) => filter !== leading)
          .map((filter) => conditionOf(deps, fieldOf(deps, fields[filter.field], filter), filter)),
      ].map((condition) => sql<SqlBool>`(${condition})`),
    ],
    sql` and `,
  );
  const order = sql.join([
    ...query.sort.map(
      ({ field, isDescending }) =>
        sql`${comparedOf(deps, fields[field])} ${sql.raw(isDescending ? "desc" : "asc")}`,
    ),
    ranked !== undefined && query.sort.length === 0
      ? sql`ranked.place`
      : sql`${keyed} ${sql.raw(query.sort.at(-1)?.isDescending ? "desc" : "asc")}`,
  ]);
  const count = async (): Promise<number> => {
    const result = await sql<{ total: number }>`
      select count(*) as total from (
        select 1 from ${tableOf(counted)} where ${where} limit ${sql.lit(countMax + 1)}
      ) as found
    `.execute(deps.sql);
    return Number(result.rows[0]?.total ?? 0);
  };
  const select = async (columns: RawBuilder<unknown>) =>
    sql<Row & { readonly rows_in_all?: number }>`
      select ${columns} from ${tableOf(selected)} where ${where}
      order by ${order} limit ${query.limit} offset ${query.offset}
    `.execute(deps.sql);
  const all = sql`${sql.table(from)}.*`;
  if (query.search === null) {
    const { rows } = await select(all);
    // A page that isn't full says how many there are, and what was read for it isn't read again.
    const isLast = rows.length < query.limit && (rows.length > 0 || query.offset === 0);
    const last = query.offset + rows.length;
    const total = isLast && last <= countMax ? last : await count();
    if (total <= countMax) return { rows, total, isCapped: false };
    // At least one more than this page has, so that there is a next one.
    const seen = query.offset + rows.length + (rows.length === query.limit ? 1 : 0);
    return { rows, total: Math.max(countMax, seen), isCapped: true };
  }
  // A search costs more than the page, so count in the same statement.
  const { rows } = await select(sql`${all}, count(*) over () as rows_in_all`);
  const [first] = rows;
  if (first) return { rows, total: Number(first.rows_in_all), isCapped: false };
  return { rows, total: query.offset > 0 ? await count() : 0, isCapped: false };
};

/** The keys of the rows that match a filter, to be read in their order. */
const leadingRows = <Field extends string>(
  deps: ReadDeps,
  field: FieldSql,
  filter: Filter<Field>,
) => {
  const { select, inOrderOf } = field.within ?? {};
  if (select === undefined || inOrderOf === undefined) return undefined;
  return {
    rows: sql`(${select} and ${comparison(deps, field, filter)}) as leading_rows`,
    key: sql.ref(`leading_rows.${inOrderOf}`),
  };
};

const rankedRows = (deps: ReadDeps, keys: readonly string[]): RawBuilder<unknown> => {
  const [before = "", after = ""] = dialectOf(deps.dialect).rankedIds.split("?");
  return sql`${sql.raw(before)}${JSON.stringify(keys)}${sql.raw(after)}`;
};

const fieldOf = (
  deps: ReadDeps,
  field: FieldSql,
  { names = [] }: { readonly names?: readonly string[] },
): FieldSql => field.named?.(deps, names) ?? field;

const columnOf = ({ column }: FieldSql): RawBuilder<unknown> =>
  typeof column === "string" ? sql.ref(column) : column;

/** What a field is compared and sorted by. */
const comparedOf = (deps: ReadDeps, field: FieldSql): RawBuilder<unknown> =>
  field.isCaseless ? foldedOf(deps, field) : columnOf(field);

/**
 * A field whatever its case (DOMAIN §1.2 no. 4). Databases disagree about the case of other letters
 * than A to Z, so only these have one, unless a column holds the text as `foldCase` writes it. A
 * large table has such a column also for its index: where PostgreSQL guards the rows of each tenant
 * (DOMAIN §2.1), it uses none on `lower(…)`, which might leak a hidden row.
 */
const foldedOf = (deps: ReadDeps, field: FieldSql): RawBuilder<unknown> =>
  field.folded === undefined ? lowerIn(deps, columnOf(field)) : sql.ref(field.folded);

const lowerIn = ({ dialect }: ReadDeps, text: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`lower(${text} ${sql.raw(dialectOf(dialect).bytewise)})`;

/** What a filter compares such a field with. */
const foldedValue = (deps: ReadDeps, field: FieldSql, value: FilterValue): RawBuilder<unknown> => {
  if (!field.isCaseless) return sql`${value}`;
  return field.folded === undefined
    ? lowerIn(deps, sql`cast(${value} as text)`)
    : sql`${foldCase(String(value))}`;
};

const conditionOf = <Field extends string>(
  deps: ReadDeps,
  field: FieldSql,
  filter: Filter<Field>,
): RawBuilder<SqlBool> => {
  const compared = comparison(deps, field, filter);
  if (!field.within) return compared;
  const { key, select } = field.within;
  return key === undefined
    ? sql<SqlBool>`exists (${select} and ${compared})`
    : sql<SqlBool>`${sql.ref(key)} in (${select} and ${compared})`;
};

const comparison = <Field extends string>(
  deps: ReadDeps,
  field: FieldSql,
  filter: Filter<Field>,
): RawBuilder<SqlBool> => {
  const column = comparedOf(deps, field);
  const folded = (value: FilterValue) => foldedValue(deps, field, value);
  switch (filter.operator) {
    case "eq":
      return sql<SqlBool>`${column} = ${folded(filter.value)}`;
    case "ne":
      return sql<SqlBool>`(${column} <> ${folded(filter.value)} or ${column} is null)`;
    case "gt":
      return sql<SqlBool>`${column} > ${folded(filter.value)}`;
    case "gte":
      return sql<SqlBool>`${column} >= ${folded(filter.value)}`;
    case "lt":
      return sql<SqlBool>`${column} < ${folded(filter.value)}`;
    case "lte":
      return sql<SqlBool>`${column} <= ${folded(filter.value)}`;
    case "in":
      return filter.values.length === 0
        ? sql<SqlBool>`1 = 0`
        : sql<SqlBool>`${column} in (${sql.join(filter.values.map(folded))})`;
    case "nullable":
      return filter.isNull ? sql<SqlBool>`${column} is null` : sql<SqlBool>`${column} is not null`;
  }
};

/** A pattern for `like … escape '\'` that finds the text anywhere. */
export const likeAnywhere = (text: string): string =>
  `%${text.replaceAll(/[\\%_]/g, (special) => `\\${special}`)}%`;
