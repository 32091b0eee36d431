import type { PageNumber } from "#shared/api/envelope.ts";
import { RECEIPT_DIGITS } from "#shared/commerce/claim.ts";
import { POINT_DIGITS } from "#shared/incentive/points/point.ts";
import type { Currency } from "#shared/kernel/currency.ts";
import { parseDecimal } from "#shared/kernel/decimal.ts";
import { foldCode } from "#shared/kernel/fold-code.ts";
import { parseDecimalCents } from "#shared/kernel/money.ts";
import { entriesOf } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { firstInstantOf, lastInstantOf, type TimeZone } from "#shared/kernel/time.ts";
import { parseV3 } from "#shared/kernel/written-time.ts";
import { QUERY_LENGTH_MAX } from "#shared/profile/search-query.ts";
import type { ColumnKind } from "#sync-server/storage/column.ts";
import type { Filter, FilterValue, ListQuery } from "#sync-server/storage/list-query.ts";
import type { FieldErrors } from "./refusals.ts";

/** Parses the text after `=` into the column's type; null if it is invalid. */
export type ReadFilter = (text: string, currency: Currency) => FilterValue | null;

/** The fields that a list can filter and sort by, from their API names to their storage names. */
export type FilterTable<Field extends string> = Readonly<
  Record<string, { readonly field: Field; readonly read: ReadFilter; readonly isSortable: boolean }>
>;

/** How a filter's text is parsed, by the kind of its column. */
const READERS: Readonly<Record<ColumnKind, ReadFilter>> = {
  text: (text) => text,
  code: (text) => text.trim().toUpperCase(),
  folded: foldCode,
  uuid: (text) => text.trim().toLowerCase(),
  whole: (text) => (/^-?\d{1,15}$/.test(text) ? Number(text) : null),
  cents: parseDecimalCents,
  points: (text) => parseDecimal(text, POINT_DIGITS),
  receipt: (text) => parseDecimal(text, RECEIPT_DIGITS),
  flag: (text) =>
    text === "1" || text === "true" ? 1 : text === "0" || text === "false" ? 0 : null,
  moment: (text) => parseV3(text),
};

/** The listed columns of a table as filters, renamed to the API's names if those differ. */
export const filtersOf = <Field extends string>(
  table: {
    readonly listed: Readonly<
      Record<Field, { readonly kind: ColumnKind; readonly isSortable?: boolean }>
    >;
  },
  names: Partial<Readonly<Record<Field, string>>> = {},
): FilterTable<Field> =>
  Object.fromEntries(
    entriesOf(table.listed).map(([field, { kind, isSortable = true }]) => [
      names[field] ?? field,
      { field, read: READERS[kind], isSortable },
    ]),
  );

const PAGE_SIZE_DEFAULT = 15;
const PAGE_SIZE_MAX = 100;
const WHOLE_MAX = 1_000_000;
const WRONG_WHOLE = err(`must be a whole number from 1 to ${WHOLE_MAX}`);
const VALUES_MAX = 200;
const SECOND_MS = 1000;
const OPERATORS = ["eq", "ne", "gt", "gte", "lt", "lte"] as const;

export type AskedList<Field extends string> = {
  readonly query: ListQuery<Field>;
  readonly page: PageNumber;
};

/**
 * Parses `page[size]`, `page[number]`, `sort`, `filter[field]` and `filter[field][operator]`
 * (DOMAIN §1.2). An unknown field is an error, not ignored: a filter that does nothing would return
 * everyone. A page size above the largest is cut to it.
 */
export const parseListQuery = <Field extends string>(
  asked: Readonly<Record<string, unknown>>,
  table: FilterTable<Field>,
  options: {
    readonly canSearch?: boolean;
    readonly currency: Currency;
    /** The zone of a day in a filter. */
    readonly zone: TimeZone;
  },
): Result<AskedList<Field>, FieldErrors> => {
  const { canSearch = false } = options;
  const errors: Record<string, string[]> = {};
  const take = <T>(name: string, parsed: Result<T, string>, fallback: T): T => {
    if (parsed.ok) return parsed.value;
    errors[name] = [`The ${name} ${parsed.error}.`];
    return fallback;
  };
  const filters: Filter<Field>[] = [];
  let search: string | null = null;
  for (const [name, value] of Object.entries(asked)) {
    const [, field = "", operator = "eq"] = FILTER.exec(name) ?? [];
    if (name === "search" || (canSearch && field === "search")) {
      search = take(name, readSearch(value, canSearch), null);
    } else if (name.startsWith("filter")) {
      filters.push(...take(name, readFilter(table, field, operator, value, options), []));
    }
  }
  const sort = take("sort", readSort(asked["sort"], table), []);
  const size = take("page[size]", readWhole(asked["page[size]"], PAGE_SIZE_DEFAULT), 1);
  const limit = Math.min(size, PAGE_SIZE_MAX);
  const number = take("page[number]", readWhole(asked["page[number]"], 1), 1);
  if (Object.keys(errors).length > 0) return err(errors);
  const query = { filters, search, sort, limit, offset: (number - 1) * limit };
  return ok({ query, page: { number, size: limit } });
};

const FILTER = /^filter\[([^[\]]{1,64})\](?:\[([a-z]{1,16})\])?$/;

const REPEATED = err("is set more than once");
const TOO_LONG = err(`must not have more than ${QUERY_LENGTH_MAX} characters`);

const readSearch = (value: unknown, canSearch: boolean): Result<string | null, string> => {
  if (!canSearch) return err("isn't possible in this list");
  if (typeof value !== "string") return REPEATED;
  const text = value.trim();
  return text.length > QUERY_LENGTH_MAX ? TOO_LONG : ok(text || null);
};

const readFilter = <Field extends string>(
  table: FilterTable<Field>,
  name: string,
  operator: string,
  text: unknown,
  { zone, currency }: { readonly zone: TimeZone; readonly currency: Currency },
): Result<readonly Filter<Field>[], string> => {
  if (name === "") return err("is not a filter: write filter[field] or filter[field][operator]");
  if (typeof text !== "string") return REPEATED;
  const known = Object.hasOwn(table, name) ? table[name] : undefined;
  if (!known) {
    const names = Object.keys(table).join(", ");
    return err(`is not a field of this list; it has ${names || "none"}`);
  }
  const { field, read } = known;
  if (operator === "nullable") {
    const isNull = READERS.flag(text, currency);
    if (isNull === null) return err("must be true or false");
    return ok([{ field, operator, isNull: isNull === 1 }]);
  }
  if (operator === "in") {
    const texts = text.split(",");
    const values = texts
      .map((part) => read(part.trim(), currency))
      .filter((value) => value !== null);
    if (read === READERS.moment && values.some((value) => typeof value === "string")) {
      return NO_DAY;
    }
    if (values.length < texts.length) return INVALID;
    if (values.length > VALUES_MAX) return err(`must not have more than ${VALUES_MAX} values`);
    return ok([{ field, operator, values }]);
  }
  const compare = OPERATORS.find((each) => each === operator);
  if (!compare) return err(`must use one of ${[...OPERATORS, "in", "nullable"].join(", ")}`);
  if (read === READERS.moment) return readMoment(field, compare, text, zone);
  const value = read(text, currency);
  return value === null ? INVALID : ok([{ field, operator: compare, value }]);
};

const INVALID = err("has an invalid value");

const NO_DAY = err("needs a time of day; only eq, gt, gte, lt and lte work with a day");

/**
 * The API shows whole seconds, so a filter by a second matches all of it; one by a day, the day.
 */
const readMoment = <Field extends string>(
  field: Field,
  operator: (typeof OPERATORS)[number],
  text: string,
  zone: TimeZone,
): Result<readonly Filter<Field>[], string> => {
  const written = parseV3(text);
  if (written === null) return INVALID;
  const first = firstInstantOf(written, zone);
  if (typeof written === "number" && operator !== "eq")
    return ok([{ field, operator, value: first }]);
  const parts = OF_SPAN[operator](first, lastInstantOf(written, zone) + SECOND_MS);
  return parts ? ok(parts.map((part) => ({ field, ...part }))) : NO_DAY;
};

type Bound = { readonly operator: "gte" | "lt"; readonly value: number };

/**
 * What each operator means for the time from `first` until just before `next`; null for nothing.
 */
const OF_SPAN: Readonly<
  Record<(typeof OPERATORS)[number], (first: number, next: number) => readonly Bound[] | null>
> = {
  eq: (first, next) => [
    { operator: "gte", value: first },
    { operator: "lt", value: next },
  ],
  ne: () => null,
  gt: (_first, next) => [{ operator: "gte", value: next }],
  gte: (first) => [{ operator: "gte", value: first }],
  lt: (first) => [{ operator: "lt", value: first }],
  lte: (_first, next) => [{ operator: "lt", value: next }],
};

const readSort = <Field extends string>(
  asked: unknown,
  table: FilterTable<Field>,
): Result<ListQuery<Field>["sort"], string> => {
  if (asked === undefined || asked === "") return ok([]);
  if (typeof asked !== "string" || asked.length > 300) {
    return err("must be field names separated by commas");
  }
  const sort: ListQuery<Field>["sort"][number][] = [];
  for (const part of asked.split(",")) {
    const name = part.replace(/^-/, "").trim();
    const known = Object.hasOwn(table, name) ? table[name] : undefined;
    if (!known?.isSortable) return err(`can't be by ${name}`);
    sort.push({ field: known.field, isDescending: part.startsWith("-") });
  }
  return ok(sort);
};

const readWhole = (asked: unknown, fallback: number): Result<number, string> => {
  if (asked === undefined || asked === "") return ok(fallback);
  const number = typeof asked === "string" && /^\d{1,9}$/.test(asked) ? Number(asked) : 0;
  return number >= 1 && number <= WHOLE_MAX ? ok(number) : WRONG_WHOLE;
};
