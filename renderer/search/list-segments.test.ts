import { expect, test } from "vitest";
import { locationIdSchema, profileIdSchema, staffIdSchema } from "#shared/kernel/ids.ts";
import { instant } from "#shared/kernel/time.ts";
import { dayOfYear } from "#shared/profile/day-of-year.ts";
import { createSearchIndex, type SearchIndex } from "./search-index.ts";
import type { SearchRow } from "./search-row.ts";

const [HERE, THERE] = [1, 2].map((id) => locationIdSchema.parse(id));
const idOf = (serial: number) =>
  profileIdSchema.parse(`00000000-0000-4000-8000-${String(serial).padStart(12, "0")}`);
const row = (serial: number, lastName: string, more: Partial<SearchRow> = {}): SearchRow => ({
  id: idOf(serial),
  firstName: "Kim",
  lastName,
  email: null,
  phone: null,
  identifiers: [],
  ...more,
});

const PEOPLE = [
  row(1, "Mast", { birthday: dayOfYear(12, 30), homeId: HERE ?? null }),
  row(2, "Anchor", { birthday: dayOfYear(1, 2), homeId: HERE ?? null }),
  row(3, "Keel", { birthday: dayOfYear(1, 5), joinedAt: instant(3000) }),
  row(4, "Bow", { birthday: dayOfYear(12, 28), joinedAt: instant(5000), homeId: THERE ?? null }),
];
const ALL = { homeId: null, offset: 0, limit: 10 };

const serials = (index: SearchIndex, request: Parameters<SearchIndex["list"]>[0]) => {
  const { count, ids } = index.list(request);
  return [count, ids.map((id) => Number(id.slice(-4)))];
};

test("a list by name takes in later changes where they belong, and has pages", () => {
  const index = createSearchIndex(PEOPLE);
  expect(serials(index, { ...ALL, show: "all" })).toEqual([4, [2, 4, 3, 1]]);
  index.upsert(row(5, "Capstan"));
  index.upsert(row(2, "Zenith"));
  index.upsert(row(6, "Aft"));
  index.remove(idOf(4));
  expect(serials(index, { ...ALL, show: "all" })).toEqual([5, [6, 5, 3, 1, 2]]);
  expect(serials(index, { ...ALL, show: "all", offset: 1, limit: 2 })).toEqual([5, [5, 3]]);
  index.rebuild();
  expect(serials(index, { ...ALL, show: "all" })).toEqual([5, [6, 5, 3, 1, 2]]);
});

test("a week of birthdays goes on into the next year", () => {
  const week = { show: "birthdays", from: dayOfYear(12, 29), through: dayOfYear(1, 4) } as const;
  const index = createSearchIndex(PEOPLE);
  expect(serials(index, { ...ALL, ...week })).toEqual([2, [1, 2]]);
  index.upsert(row(3, "Keel", { birthday: dayOfYear(1, 1) }));
  expect(serials(index, { ...ALL, ...week })).toEqual([3, [1, 3, 2]]);
});

test("who has joined comes latest first, and who shops here is told apart", () => {
  const index = createSearchIndex(PEOPLE);
  expect(serials(index, { ...ALL, show: "joined", since: instant(3000) })).toEqual([2, [4, 3]]);
  expect(serials(index, { ...ALL, show: "all", homeId: HERE ?? null })).toEqual([2, [2, 1]]);
  index.rebuild();
  expect(serials(index, { ...ALL, show: "all", homeId: THERE ?? null })).toEqual([1, [4]]);
  expect(index.isHere(idOf(4), HERE ?? null)).toBe(false);
  expect(index.isHere(idOf(3), null)).toBe(true);
});

test("[X30] [X33] a book and the VIPs come by name, with what has changed since", () => {
  const [mia, ben] = [1, 2].map((n) =>
    staffIdSchema.parse(`019700cc-0000-7000-8000-00000000000${n}`),
  );
  const associateId = mia ?? null;
  if (associateId === null) throw new Error("no id");
  const index = createSearchIndex([
    row(1, "Mast", { associateId, vip: { from: 0, until: 50 } }),
    row(2, "Anchor", { associateId: ben ?? null, vip: { from: 60, until: 90 } }),
    row(3, "Keel", { associateId }),
  ]);
  const book = { ...ALL, show: "book", associateId } as const;
  expect(serials(index, book)).toEqual([2, [3, 1]]);
  expect(serials(index, { ...ALL, show: "vip", at: instant(50) })).toEqual([1, [1]]);
  expect(serials(index, { ...ALL, show: "vip", at: instant(60) })).toEqual([1, [2]]);
  index.upsert(row(2, "Anchor", { associateId }));
  index.upsert(row(3, "Keel"));
  for (const rebuild of [() => undefined, index.rebuild]) {
    rebuild();
    expect(serials(index, book)).toEqual([2, [2, 1]]);
    expect(serials(index, { ...ALL, show: "vip", at: instant(60) })).toEqual([0, []]);
  }
});
