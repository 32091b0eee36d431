import { z } from "zod";
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
import { parseListedValues } from "./listed-values.ts";
import type { FieldErrors } from "./refusals.ts";

/** Parses the text after `=` into the column's type; null if it is invalid. */
export type ReadFilter = (text: string, currency: Currency) => FilterValue | null;

/** The fields that a list can filter and sort by, from their API names to their storage names. */
export type FilterTable<Field extends string> = Readonly<
  Record<
    string,
    {
      readonly field: Field;
      readonly read: ReadFilter;
      readonly isSortable: boolean;
      /** Whether a filter names what is meant inside of it. */
      readonly isInside?: boolean;
    }
  >
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
  json: (text) => text,
  custom_fields: (text) => text,
};

/** The names of filters by what is inside of a field. */
const INSIDE: Partial<Readonly<Record<ColumnKind, (name: string) => string>>> = {
  json: (name) => `json_contains[${name}]`,
  custom_fields: () => "custom_field",
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
    entriesOf(table.listed).map(([field, { kind, isSortable = INSIDE[kind] === undefined }]) => [
      INSIDE[kind]?.(field) ?? names[field] ?? field,
      { field, read: READERS[kind], isSortable, isInside: INSIDE[kind] !== undefined },
    ]),
  );

/** What a list can be asked for, in a sentence or two for its reader. */
export const saidOf = (
  table: FilterTable<string>,
  { sorts = sortable(table) }: { readonly sorts?: readonly string[] | undefined },
): string =>
  Object.entries({ "Filtered by": Object.keys(table), "Sorted by": sorts })
    .filter(([, names]) => names.length > 0)
    .map(([verb, names]) => `${verb} ${names.join(", ")}.`)
    .join(" ");

const sortable = (table: FilterTable<string>): readonly string[] =>
  Object.keys(table).filter((name) => table[name]?.isSortable);

const PAGE_SIZE_DEFAULT = 15;
const PAGE_SIZE_MAX = 100;
const WHOLE_MAX = 1_000_000;
const VALUES_MAX = 200;
const SECOND_MS = 1000;
const OPERATORS = ["eq", "ne", "gt", "gte", "lt", "lte"] as const;

export type AskedList<Field extends string> = {
  readonly query: ListQuery<Field>;
  readonly page: PageNumber;
};

/**
 * Parses `page[size]`, `page[number]`, `limit`, `offset`, `sort`, `filter[field]` and
 * `filter[field][operator]`
 * (DOMAIN §1.2). An unknown field is an error, not ignored: a filter that does nothing would return
 * everyone. A page size above the largest is cut to it.
 */
export const parseListQuery = <Field extends string>(
  asked: Readonly<Record<string, unknown>>,
  table: FilterTable<Field>,
  options: {
    readonly canSearch?: boolean;
    /** The names that it can be sorted by, if not by all that are sortable. */
    readonly sorts?: readonly string[];
    /** Parameters of its own: see `ListOperation`. */
    readonly asParameter?: string;
    readonly asOf?: string;
    readonly currency: Currency;
    /** The zone of a day in a filter. */
    readonly zone: TimeZone;
  },
): Result<AskedList<Field>, FieldErrors> => {
  const { canSearch = false, asParameter, asOf } = options;
  const own = [asParameter, asOf].filter((name) => name !== undefined);
  const others = Object.keys(asked).filter((name) => !/^filter|^(search|sort)$/.test(name));
  const errors: Record<string, string[]> = { ...strangeParameters(others, own) };
  const take = <T>(name: string, parsed: Result<T, string>, fallback: T): T => {
    if (parsed.ok) return parsed.value;
    errors[name] = [`The ${name} ${parsed.error}.`];
    return fallback;
  };
  const filters: Filter<Field>[] = [];
  let search: string | null = null;
  for (const [name, value] of Object.entries(asked)) {
    const named = filterNamed(name);
    if (name === "search" || (canSearch && named.field === "search")) {
      search = take(name, readSearch(value, canSearch), null);
    } else if (name.startsWith("filter")) {
      const sent = { ...named, value };
      filters.push(...take(name, readFilter(table, sent, options), []));
    }
  }
  const sort = take("sort", readSort(asked["sort"], table, options.sorts), []);
  const page = readPage(asked, take);
  if (Object.keys(errors).length > 0) return err(errors);
  const query = { filters, search, sort, limit: page.size, offset: page.skipped };
  return ok({ query, page });
};

/**
 * The parameters that a list doesn't have, besides those that page it, which one that is answered
 * as a whole doesn't need; null if there are none (DOMAIN §1.2 no. 5).
 */
export const strangeParameters = (
  names: readonly string[],
  own: readonly string[] = [],
): Readonly<Record<string, string[]>> | null => {
  const strange = names.filter((name) => !PAGING.includes(name) && !own.includes(name));
  return strange.length === 0
    ? null
    : Object.fromEntries(strange.map((name) => [name, ["It is not a parameter of this list."]]));
};

const PAGING = ["page[size]", "page[number]", "limit", "offset", "include"];

type Take = <T>(name: string, parsed: Result<T, string>, fallback: T) => T;

/** `page[size]` and `page[number]`, or `limit` and `offset`. */
const readPage = (asked: Readonly<Record<string, unknown>>, take: Take): PageNumber => {
  const named = (name: string) => asked[name] !== undefined && asked[name] !== "";
  const isOffset = named("offset");
  const sizeName = named("limit") ? "limit" : "page[size]";
  const asksTwice = (one: string, other: string) => named(one) && named(other);
  if (asksTwice("limit", "page[size]")) take("limit", err("can't be sent with page[size]"), 1);
  if (asksTwice("offset", "page[number]"))
    take("offset", err("can't be sent with page[number]"), 1);
  const asksSize = take(sizeName, readWhole(asked[sizeName], PAGE_SIZE_DEFAULT), 1);
  const size = Math.min(asksSize, PAGE_SIZE_MAX);
  const number = take("page[number]", readWhole(asked["page[number]"], 1), 1);
  const skipped = isOffset
    ? take("offset", readWhole(asked["offset"], 0, 0), 0)
    : (number - 1) * size;
  const far = skipped > SKIPPED_MAX ? TOO_FAR : ok(skipped);
  take(isOffset ? "offset" : "page[number]", far, 0);
  return { number: Math.floor(skipped / size) + 1, size, skipped };
};

/** Skipping rows takes as long as reading them. */
const SKIPPED_MAX = 100_000;
const TOO_FAR = err(
  `goes beyond the first ${SKIPPED_MAX} rows; to read further, sort=id and send the last id that you have as filter[id][gt]`,
);

const FILTER = /^filter((?:\[[^[\]]{1,128}\]){1,4})(\[\])?$/;

/** A part of a path in JSON. */
const KEY = /^[\p{L}\p{N}_ -]{1,64}$/u;
const DEPTH_MAX = 8;
const UNREADABLE = /\p{C}/u;

/** What the name of a parameter says; without a field if it isn't the name of a filter. */
const filterNamed = (name: string) => {
  const [, brackets = "", whole] = FILTER.exec(name) ?? [];
  const [field = "", ...rest] = brackets.slice(1, -1).split("][");
  const { inside, names, left } = insideOf(field, rest);
  const isWhole = whole !== undefined;
  if (left.length > 1 || names.length > DEPTH_MAX) return { ...NO_FILTER, isWhole };
  return { field: inside, names, operator: left[0] ?? "eq", isWhole };
};

const NO_FILTER = { field: "", names: [], operator: "eq" } as const;

/** `custom_field[namespace][handle]` and `json_contains[meta.a.b]`; `meta->a->b` is the same. */
const insideOf = (
  field: string,
  rest: readonly string[],
): {
  readonly inside: string;
  readonly names: readonly string[];
  readonly left: readonly string[];
} => {
  if (field === "custom_field" && rest.length > 1) {
    const names = rest.slice(0, 2);
    return { inside: UNREADABLE.test(names.join("")) ? "" : field, names, left: rest.slice(2) };
  }
  if (field !== "json_contains") return { inside: field, names: [], left: rest };
  const [path = "", ...left] = rest;
  const [top = "", ...names] = path.split(/->|\./);
  const isPath = names.every((key) => KEY.test(key));
  return { inside: isPath ? `${field}[${top}]` : "", names, left };
};

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
  sent: {
    readonly field: string;
    readonly names: readonly string[];
    readonly operator: string;
    readonly value: unknown;
    /** Whether the value is one of several that are sent one by one. */
    readonly isWhole: boolean;
  },
  { zone, currency }: { readonly zone: TimeZone; readonly currency: Currency },
): Result<readonly Filter<Field>[], string> => {
  const { field: name, names, operator, value: text, isWhole } = sent;
  if (name === "") return err("is not a filter: write filter[field] or filter[field][operator]");
  const known = Object.hasOwn(table, name) ? table[name] : undefined;
  if (!known) {
    const filters = Object.keys(table).join(", ") || "none";
    return err(`is not a field of this list; it has ${filters}`);
  }
  const { field, read, isInside = false } = known;
  if (isInside && !["eq", "in"].includes(operator)) return err("must use one of eq, in");
  if (name === "custom_field" && names.length < 2) {
    return err("needs the names of a custom field: filter[custom_field][namespace][handle]");
  }
  const inside = isInside ? { names } : {};
  if (operator === "in") {
    const parsed = sentTexts.safeParse(text);
    if (!parsed.success) return INVALID;
    const texts = parseListedValues(parsed.data, isWhole);
    if (!texts.ok) return texts;
    const values = texts.value
      .map((part) => read(part, currency))
      .filter((value) => value !== null);
    if (read === READERS.moment && values.some((value) => typeof value === "string")) {
      return NO_DAY;
    }
    if (values.length < texts.value.length) return INVALID;
    if (values.length > VALUES_MAX) return err(`must not have more than ${VALUES_MAX} values`);
    return ok([{ field, operator, values, ...inside }]);
  }
  if (typeof text !== "string" || isWhole) return REPEATED;
  if (operator === "nullable") {
    const isNull = READERS.flag(text, currency);
    if (isNull === null) return err("must be true or false");
    return ok([{ field, operator, isNull: isNull === 1 }]);
  }
  const compare = OPERATORS.find((each) => each === operator);
  if (!compare) return err(`must use one of ${[...OPERATORS, "in", "nullable"].join(", ")}`);
  if (read === READERS.moment) return readMoment(field, compare, text, zone);
  const value = read(text, currency);
  return value === null ? INVALID : ok([{ field, operator: compare, value, ...inside }]);
};

const INVALID = err("has an invalid value");

const sentTexts = z.union([z.string(), z.array(z.string())]);

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
  sorts: readonly string[] | undefined,
): Result<ListQuery<Field>["sort"], string> => {
  if (asked === undefined || asked === "") return ok([]);
  if (typeof asked !== "string" || asked.length > 300) {
    return err("must be field names separated by commas");
  }
  const sort: ListQuery<Field>["sort"][number][] = [];
  for (const part of asked.split(",")) {
    const name = part.replace(/^-/, "").trim();
    const known = Object.hasOwn(table, name) ? table[name] : undefined;
    if (!known?.isSortable || sorts?.includes(name) === false) {
      const names = sorts ?? sortable(table);
      return err(
        `can't be by a field that it names; this list is sorted by ${names.join(", ") || "nothing"}`,
      );
    }
    sort.push({ field: known.field, isDescending: part.startsWith("-") });
  }
  return ok(sort);
};

const readWhole = (asked: unknown, fallback: number, min = 1): Result<number, string> => {
  if (asked === undefined || asked === "") return ok(fallback);
  const number = typeof asked === "string" && /^\d{1,9}$/.test(asked) ? Number(asked) : -1;
  return number >= min && number <= WHOLE_MAX
    ? ok(number)
    : err(`must be a whole number from ${min} to ${WHOLE_MAX}`);
};
