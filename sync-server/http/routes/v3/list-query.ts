import { unreachable } from "#shared/kernel/assert.ts";
import { parseDecimalCents } from "#shared/kernel/money.ts";
import { entriesOf } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { firstInstantOf, lastInstantOf, parseV3, type TimeZone } from "#shared/kernel/time.ts";
import type { ColumnKind } from "#sync-server/storage/column.ts";
import type { Filter, FilterValue, ListQuery } from "#sync-server/storage/list-query.ts";
import type { FieldErrors } from "./refusals.ts";

/** Parses the text after `=` into the column's type; null if it is invalid. */
export type ReadFilter = (text: string) => FilterValue | null;

/** The fields that a list can filter and sort by, from their API names to their storage names. */
export type FilterTable<Field extends string> = Readonly<
  Record<string, { readonly field: Field; readonly read: ReadFilter; readonly isSortable: boolean }>
>;

/** How a filter's text is parsed, by the kind of its column. */
const READERS: Readonly<Record<ColumnKind, ReadFilter>> = {
  text: (text) => text,
  code: (text) => text.trim().toUpperCase(),
  uuid: (text) => text.trim().toLowerCase(),
  whole: (text) => (/^-?\d{1,15}$/.test(text) ? Number(text) : null),
  cents: (text) => parseDecimalCents(text),
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
const PAGE_NUMBER_MAX = 1_000_000;
const VALUES_MAX = 200;
const SECOND_MS = 1000;
const SEARCH_LENGTH_MAX = 200;
const OPERATORS = ["eq", "ne", "gt", "gte", "lt", "lte"] as const;

/** The requested page: its number and size. */
export type AskedPage = { readonly number: number; readonly size: number };

export type AskedList<Field extends string> = {
  readonly query: ListQuery<Field>;
  readonly page: AskedPage;
};

/**
 * Parses `page[size]`, `page[number]`, `sort`, `filter[field]` and `filter[field][operator]`
 * (DOMAIN §1.2). An unknown field is an error, not ignored: a filter that does nothing would return
 * everyone.
 */
export const parseListQuery = <Field extends string>(
  asked: Readonly<Record<string, unknown>>,
  table: FilterTable<Field>,
  options: {
    readonly canSearch?: boolean;
    /** The zone of a day in a filter. */
    readonly zone: TimeZone;
  },
): Result<AskedList<Field>, FieldErrors> => {
  const errors: Record<string, string[]> = {};
  const complain = (name: string, message: string) => {
    errors[name] = [...(errors[name] ?? []), message];
  };
  const filters: Filter<Field>[] = [];
  let search: string | null = null;
  for (const [name, value] of Object.entries(asked)) {
    if (name === "search") {
      if (options.canSearch !== true) complain(name, "this list can't be searched");
      else if (typeof value !== "string") complain(name, "is set more than once");
      else search = searchOf(value);
      continue;
    }
    const match = /^filter\[([^[\]]{1,64})\](?:\[([a-z]{1,16})\])?$/.exec(name);
    if (!match?.[1]) {
      if (name.startsWith("filter"))
        complain(name, "is not a filter: write filter[field] or filter[field][operator]");
      continue;
    }
    const text = typeof value === "string" ? value : null;
    if (text === null) {
      complain(name, "is set more than once");
    } else if (match[1] === "search" && options.canSearch === true) {
      search = searchOf(text);
    } else {
      const read = readFilter(table, match[1], match[2] ?? "eq", text, options.zone);
      if (typeof read === "string") complain(name, read);
      else filters.push(...read);
    }
  }
  const sort = readSort(asked["sort"], table, complain);
  const size = readPage(
    asked["page[size]"],
    "page[size]",
    PAGE_SIZE_DEFAULT,
    PAGE_SIZE_MAX,
    complain,
  );
  const number = readPage(asked["page[number]"], "page[number]", 1, PAGE_NUMBER_MAX, complain);
  if (Object.keys(errors).length > 0) return err(errors);
  const query = { filters, search, sort, limit: size, offset: (number - 1) * size };
  return ok({ query, page: { number, size } });
};

const searchOf = (text: string): string | null => text.trim().slice(0, SEARCH_LENGTH_MAX) || null;

type Complain = (name: string, message: string) => void;

const readFilter = <Field extends string>(
  table: FilterTable<Field>,
  name: string,
  operator: string,
  text: string,
  zone: TimeZone,
): readonly Filter<Field>[] | string => {
  const known = Object.hasOwn(table, name) ? table[name] : undefined;
  if (!known) return `is not a field of this list; it has ${Object.keys(table).join(", ")}`;
  const { field, read } = known;
  if (operator === "nullable") {
    const isNull = READERS.flag(text);
    return isNull === null ? "must be true or false" : [{ field, operator, isNull: isNull === 1 }];
  }
  if (operator === "in") {
    const texts = text.split(",");
    const values = texts.map((part) => read(part.trim())).filter((value) => value !== null);
    if (read === READERS.moment && values.some((value) => typeof value === "string")) {
      return NO_DAY;
    }
    if (values.length < texts.length) return "has an invalid value";
    return values.length > VALUES_MAX
      ? `must not have more than ${VALUES_MAX} values`
      : [{ field, operator, values }];
  }
  const compare = OPERATORS.find((each) => each === operator);
  if (!compare)
    return `is not an operator; use one of ${[...OPERATORS, "in", "nullable"].join(", ")}`;
  if (read === READERS.moment) return readMoment(field, compare, text, zone);
  const value = read(text);
  return value === null ? "is not valid" : [{ field, operator: compare, value }];
};

const NO_DAY = "needs a time of day; only eq, gt, gte, lt and lte work with a day";

/** The API shows whole seconds, so a filter by a second matches all of it; one by a day, the day. */
const readMoment = <Field extends string>(
  field: Field,
  operator: (typeof OPERATORS)[number],
  text: string,
  zone: TimeZone,
): readonly Filter<Field>[] | string => {
  const written = parseV3(text);
  if (written === null) return "is not valid";
  const value = firstInstantOf(written, zone);
  const next = lastInstantOf(written, zone) + SECOND_MS;
  if (operator === "eq") {
    return [
      { field, operator: "gte", value },
      { field, operator: "lt", value: next },
    ];
  }
  if (typeof written === "number") return [{ field, operator, value }];
  switch (operator) {
    case "gt":
      return [{ field, operator: "gte", value: next }];
    case "lte":
      return [{ field, operator: "lt", value: next }];
    case "gte":
    case "lt":
      return [{ field, operator, value }];
    case "ne":
      return NO_DAY;
    default:
      return unreachable(operator);
  }
};

const readSort = <Field extends string>(
  asked: unknown,
  table: FilterTable<Field>,
  complain: Complain,
): ListQuery<Field>["sort"] => {
  if (asked === undefined || asked === "") return [];
  if (typeof asked !== "string" || asked.length > 300) {
    complain("sort", "must be field names separated by commas");
    return [];
  }
  return asked.split(",").flatMap((part) => {
    const name = part.replace(/^-/, "").trim();
    const known = Object.hasOwn(table, name) ? table[name] : undefined;
    if (known?.isSortable) {
      return [{ field: known.field, isDescending: part.startsWith("-") }];
    }
    complain("sort", `can't be by ${name}`);
    return [];
  });
};

const readPage = (
  asked: unknown,
  name: string,
  fallback: number,
  max: number,
  complain: Complain,
): number => {
  if (asked === undefined || asked === "") return fallback;
  const number = typeof asked === "string" && /^\d{1,9}$/.test(asked) ? Number(asked) : 0;
  if (number < 1 || number > max) complain(name, `must be a whole number from 1 to ${max}`);
  return number;
};
