import type { Filter, FilterValue, ListQuery, Page } from "./list-query.ts";

/**
 * One page of rows that aren't in a table of their own: what `selectPage` is for those that are.
 */
export const listInMemory = <
  Field extends string,
  Row extends Readonly<Record<Field, FilterValue>>,
>(
  rows: readonly Row[],
  { filters, sort, offset, limit }: ListQuery<Field>,
): Page<Row> => {
  const found = rows
    .filter((row) => filters.every((filter) => matches(row[filter.field], filter)))
    .sort((a, b) => {
      const by = sort.find(({ field }) => a[field] !== b[field]);
      return by ? compare(a[by.field], b[by.field]) * (by.isDescending ? -1 : 1) : 0;
    });
  return { rows: found.slice(offset, offset + limit), total: found.length, isCapped: false };
};

const matches = (value: FilterValue, filter: Filter<string>): boolean => {
  switch (filter.operator) {
    case "in":
      return filter.values.includes(value);
    case "nullable":
      return !filter.isNull;
    default:
      return COMPARISONS[filter.operator](compare(value, filter.value));
  }
};

/** By the sign of how a row's value compares with the filter's. */
const COMPARISONS = {
  eq: (sign: number) => sign === 0,
  ne: (sign: number) => sign !== 0,
  gt: (sign: number) => sign > 0,
  gte: (sign: number) => sign >= 0,
  lt: (sign: number) => sign < 0,
  lte: (sign: number) => sign <= 0,
} as const;

const compare = (a: FilterValue, b: FilterValue): number => (a < b ? -1 : a > b ? 1 : 0);
