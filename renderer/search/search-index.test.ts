import { describe, expect, it } from "vitest";
import { sha256Hex } from "#shared/kernel/canonical.ts";
import { profileIdSchema } from "#shared/kernel/ids.ts";
import { QUERY_LENGTH_MAX } from "#shared/profile/search-query.ts";
import { createSearchIndex, createSearchIndexInSlices } from "./search-index.ts";
import { SEARCH_HITS_MAX, type SearchRow } from "./search-row.ts";
import { SEGMENT_FORMAT } from "./segment.ts";

const idOf = (serial: number) =>
  profileIdSchema.parse(`00000000-0000-4000-8000-${String(serial).padStart(12, "0")}`);

const row = (
  serial: number,
  firstName: string,
  lastName: string,
  more: Partial<SearchRow> = {},
): SearchRow => ({
  id: idOf(serial),
  firstName,
  lastName,
  email: null,
  phone: null,
  identifiers: [],
  ...more,
});

const PEOPLE = [
  row(1, "John", "Smith", { email: "john.smith@example.com", phone: "+61412345678" }),
  row(2, "Jo", "Smithson", { phone: "+61298765432", identifiers: ["2900123456789"] }),
  row(3, "Smith", "Jones", { email: "smith@acme.example" }),
  row(4, "Anne-Marie", "O'Brien", { identifiers: ["VIP-00042"] }),
  row(5, "José", "Muñoz", { phone: "+6421555678" }),
  row(6, "Zoë", "van der Berg", { phone: "+61400000001", secondaryPhone: "+61733334444" }),
  row(7, "Søren", "Strauß"),
  row(8, "李", "小龍"),
];

const index = createSearchIndex(PEOPLE);

/** First names of the hits, exact or with a typo. */
const found = (text: string, exact = true): readonly string[] =>
  index
    .search(text, 20)
    .hits.filter((hit) => hit.exact === exact)
    .map(({ id }) => PEOPLE.find((person) => person.id === id)?.firstName ?? "nobody");

describe("names", () => {
  it.each([
    ["smith", ["Smith", "John", "Jo"]],
    ["SMI", ["Smith", "John", "Jo"]],
    ["smi jo", ["Jo", "Smith", "John"]],
    ["jo smi", ["Jo", "Smith", "John"]],
    ["john smith", ["John"]],
    ["smith john", ["John"]],
    ["jose munoz", ["José"]],
    ["MUÑOZ", ["José"]],
    ["zoe berg", ["Zoë"]],
    ["vanderberg", ["Zoë"]],
    ["van der b", ["Zoë"]],
    ["soren strauss", ["Søren"]],
    ["小", ["李"]],
  ])("finds %j by words in any order, ignoring case and accents", (text, names) => {
    expect(found(text)).toEqual(names);
  });

  it.each([
    "o'brien",
    "O’Brien",
    "obrien",
    "o brien",
    "brien",
    "anne-marie",
    "annemarie",
    "anne marie",
    "Anne‑Marie O´Brien",
    "marie obr",
  ])("accepts any spelling of compounds: %j", (text) => {
    expect(found(text)).toEqual(["Anne-Marie"]);
  });

  it("matches each query word with a different word of the name", () => {
    const twins = createSearchIndex([row(1, "Sam", "Smith"), row(2, "Tom", "Smith")]);
    expect(twins.search("smith s", 20).hits.map(({ id }) => id)).toEqual([idOf(1)]);
  });

  it("ranks whole words first, then last name, first name and id", () => {
    const ranked = createSearchIndex([
      row(5, "Ann", "Leeson"),
      row(4, "Zara", "Lee"),
      row(3, "Ann", "Lee"),
      row(2, "Ann", "Lee"),
      row(1, "Lee", "Adams"),
    ]);
    expect(ranked.search("lee", 20).hits.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5].map(idOf));
  });
});

describe("phones", () => {
  it.each([
    "+61412345678",
    "+61 412 345 678",
    "+61 (0)412 345 678",
    "0061 412 345 678",
    "61412345678",
    "0412345678",
    "0412 345 678",
    "(0412) 345-678",
    "412345678",
    "０４１２３４５６７８",
  ])("finds the whole number written as %j", (text) => {
    expect(index.search(text, 20).hits).toEqual([{ id: idOf(1), matched: "phone", exact: true }]);
  });

  it("finds by the last digits, three or more", () => {
    expect(found("5678")).toEqual(["José", "John"]);
    expect(found("345678")).toEqual(["John"]);
    expect(found("678")).toEqual(["José", "John"]);
    expect(index.search("78", 20).hits).toEqual([]);
  });

  it("finds by the last digits together with a name", () => {
    expect(found("smi 5678")).toEqual(["John"]);
    expect(found("5678 jose")).toEqual(["José"]);
  });

  it("finds by the start of a number and by the second number", () => {
    expect(found("04123")).toEqual(["John"]);
    expect(found("07 3333 4444")).toEqual(["Zoë"]);
  });
});

describe("email addresses", () => {
  it.each([
    "john.smith@example.com",
    "JOHN.Smith@Example.com",
    "<john.smith@example.com>,",
    "mailto:john.smith@example.com",
    "John Smith <john.smith@example.com>",
  ])("finds the whole address in %j", (text) => {
    expect(index.search(text, 20).hits[0]).toEqual({ id: idOf(1), matched: "email", exact: true });
  });

  it("finds by the start, with or without the domain", () => {
    expect(found("john.sm")).toEqual(["John"]);
    expect(found("john.smith@ex")).toEqual(["John"]);
  });
});

describe("identifiers", () => {
  it("finds a scanned one exactly, ignoring case and punctuation", () => {
    expect(index.findByIdentifier("2900123456789")).toEqual([idOf(2)]);
    expect(index.findByIdentifier("vip 00042")).toEqual([idOf(4)]);
    expect(index.findByIdentifier("VIP-0004")).toEqual([]);
    expect(index.findByIdentifier("")).toEqual([]);
    expect(index.findByIdentifier("9".repeat(10_000))).toEqual([]);
  });

  it("returns every profile that has it, for the caller to choose", () => {
    const shared = createSearchIndex([
      row(1, "Bo", "Young", { identifiers: ["A1"] }),
      row(2, "Al", "Old", { identifiers: ["a-1"] }),
    ]);
    expect(shared.findByIdentifier("A1")).toEqual([idOf(2), idOf(1)]);
  });

  it("ranks a whole identifier before a phone number before an email address before a name", () => {
    const ranked = createSearchIndex([
      row(1, "412345678", "Name"),
      row(2, "Mail", "Name", { email: "412345678" }),
      row(3, "Phone", "Name", { phone: "+61412345678" }),
      row(4, "Card", "Name", { identifiers: ["412345678"] }),
      row(5, "Longer", "Card", { identifiers: ["4123456789"] }),
    ]);
    expect(ranked.search("412345678", 20).hits).toEqual([
      { id: idOf(4), matched: "identifier", exact: true },
      { id: idOf(3), matched: "phone", exact: true },
      { id: idOf(2), matched: "email", exact: true },
      { id: idOf(1), matched: "name", exact: true },
      { id: idOf(5), matched: "identifier", exact: true },
    ]);
  });
});

describe("typos", () => {
  it.each(["jonh smith", "john smiht", "jhon smth", "hohn smith", "mith john", "john smitth"])(
    "forgives one in each word of %j",
    (text) => {
      const answer = index.search(text, 20);
      expect(answer.fuzzy).toBe(true);
      expect(answer.hits[0]).toEqual({ id: idOf(1), matched: "name", exact: false });
    },
  );

  it("are tolerated in a number or an address", () => {
    expect(found("0412345687", false)).toEqual(["John"]);
    expect(found("29001234567", true)).toEqual(["Jo"]);
    expect(found("2900123456798", false)).toEqual(["Jo"]);
    expect(found("john.smiht@example.com", false)).toEqual(["John"]);
  });

  it("aren't tolerated when there are enough exact hits", () => {
    const many = createSearchIndex([
      row(1, "Ann", "Marsh"),
      row(2, "Bob", "Marsh"),
      row(3, "Cat", "Marsh"),
      row(4, "Dan", "Marsk"),
    ]);
    expect(many.search("marsh", 20)).toMatchObject({ hits: { length: 3 }, fuzzy: false });
    many.remove(idOf(3));
    const { hits, fuzzy } = many.search("marsh", 20);
    expect(fuzzy).toBe(true);
    expect(hits.map(({ exact }) => exact)).toEqual([true, true, false]);
  });

  it("add nothing to a match of a whole number or address", () => {
    const near = createSearchIndex([
      row(1, "Ann", "Marsh", { phone: "+61412345678" }),
      row(2, "Bob", "Lowe", { phone: "+61412345679" }),
    ]);
    expect(near.search("0412345678", 20)).toEqual({
      hits: [{ id: idOf(1), matched: "phone", exact: true }],
      fuzzy: false,
    });
  });

  it("aren't tolerated in a word of three letters", () => {
    expect(createSearchIndex([row(1, "Kim", "Ng")]).search("kin", 20).hits).toEqual([]);
  });
});

describe("changes", () => {
  it("the last row with an id counts, at once and later", () => {
    const twice = createSearchIndex([
      row(1, "Old", "Name"),
      row(2, "An", "Other"),
      row(1, "New", "Name"),
    ]);
    expect(twice.size).toBe(2);
    expect(twice.search("old", 20).hits).toEqual([]);
    expect(twice.search("new", 20).hits).toHaveLength(1);
    twice.upsert(row(1, "Newer", "Name"));
    expect(twice.size).toBe(2);
    expect(twice.search("newer", 20).hits).toHaveLength(1);
    twice.rebuild();
    expect(twice.search("name", 20).hits.map(({ id }) => id)).toEqual([idOf(1)]);
  });

  it("removes a row that was just added and found", () => {
    const index = createSearchIndex([row(1, "Ann", "Lee")]);
    index.upsert(row(2, "Bob", "Lee"));
    index.upsert(row(3, "Cat", "Lee"));
    expect(index.search("lee", 20).hits).toHaveLength(3);
    index.remove(idOf(2));
    expect(index.search("lee", 20).hits.map(({ id }) => id)).toEqual([idOf(1), idOf(3)]);
  });

  it("the last of several rebuilds counts, whichever ends first", () => {
    const index = createSearchIndex([row(1, "Ann", "Lee")]);
    const early = index.rebuildInSlices();
    early.next();
    index.upsert(row(2, "Bob", "Lee"));
    const late = index.rebuildInSlices();
    late.next();
    while (!late.next().done);
    while (!early.next().done);
    expect(index.search("lee", 20).hits.map(({ id }) => id)).toEqual([idOf(1), idOf(2)]);
  });

  it("asks for a rebuild after many changes, and not after one", () => {
    const growing = createSearchIndex([]);
    growing.upsert(row(0, "A", "B"));
    expect(growing.needsRebuild).toBe(false);
    for (let i = 1; i < 2000; i++) growing.upsert(row(i, `Pat${i}`, "Lee"));
    expect(growing.needsRebuild).toBe(true);
    growing.rebuild();
    expect(growing.needsRebuild).toBe(false);
    expect(growing.size).toBe(2000);
  });

  it("builds and rebuilds in slices", () => {
    const rows = Array.from({ length: 3500 }, (_, i) => row(i, "Pat", `Lee${i}`));
    const building = createSearchIndexInSlices(rows);
    let slices = 1;
    let built = building.next();
    for (; !built.done; built = building.next()) slices++;
    expect(slices).toBeGreaterThan(3);
    expect(built.value.size).toBe(3500);
    const rebuilding = built.value.rebuildInSlices();
    rebuilding.next();
    built.value.remove(idOf(7));
    built.value.upsert(row(8, "Kim", "Changed"));
    rebuilding.return();
    expect(built.value.search("lee7", 20).hits.map(({ id }) => id)).not.toContain(idOf(7));
    for (const _ of built.value.rebuildInSlices()) built.value.remove(idOf(9));
    expect(built.value.search("lee9", 20).hits.map(({ id }) => id)).not.toContain(idOf(9));
    expect(built.value.search("kim changed", 20).hits).toHaveLength(1);
    expect(built.value.size).toBe(3498);
  });
});

describe("snapshots", () => {
  it("match their format number; a change of format needs a new number", () => {
    const { built, changed } = index.snapshot();
    expect(changed.size).toBe(0);
    expect({ [SEGMENT_FORMAT]: sha256Hex(JSON.stringify(built)) }).toMatchInlineSnapshot(`
      {
        "5": "0c0afeec6bc2ca05759e734f9aed89ea40e68c6d6ba7d42d7584762ee498eac8",
      }
    `);
  });

  it("are the same object until a rebuild, and list what has changed", () => {
    const growing = createSearchIndex([row(1, "Ann", "Lee")]);
    const { built } = growing.snapshot();
    growing.upsert(row(2, "Bob", "Lee"));
    growing.remove(idOf(1));
    expect(growing.snapshot().built).toBe(built);
    expect([...growing.snapshot().changed].toSorted()).toEqual([idOf(1), idOf(2)]);
    growing.rebuild();
    expect(growing.snapshot().built).not.toBe(built);
    expect(growing.snapshot().changed.size).toBe(0);
  });
});

describe("bounds", () => {
  it.each([
    "",
    " ",
    "\u0000",
    "*",
    ".*",
    "(((((",
    "[",
    "\\",
    "+",
    "@",
    "00",
    "000",
    "(0)",
    "-'-",
    "🎉",
    "👩‍👩‍👧",
    "\ud83d",
    "x".repeat(QUERY_LENGTH_MAX + 1),
    "a ".repeat(100_000),
  ])("finds nothing, without failing, for input %#", (text) => {
    expect(index.search(text, 20)).toEqual({ hits: [], fuzzy: false });
  });

  it("returns no more hits than asked for, and never more than the cap", () => {
    const crowd = createSearchIndex(
      Array.from({ length: 500 }, (_, i) => row(i, "Pat", `Lee${i}`)),
    );
    expect(crowd.search("pat", 5).hits).toHaveLength(5);
    expect(crowd.search("pat", 1_000_000).hits).toHaveLength(SEARCH_HITS_MAX);
    for (const limit of [0, -1, Number.NaN]) expect(crowd.search("pat", limit).hits).toEqual([]);
  });

  it("finds nothing in an empty index", () => {
    const empty = createSearchIndex([]);
    expect(empty.search("john", 20)).toEqual({ hits: [], fuzzy: false });
    expect(empty.findByIdentifier("1")).toEqual([]);
    expect(empty.size).toBe(0);
    expect(empty.remove(idOf(1))).toBe(false);
  });
});

describe("found though written otherwise", () => {
  const index = createSearchIndex([
    row(1, "Ada", "Byron", { phone: "+61412345052", identifiers: ["2950700000048"] }),
    row(2, "小龍", "李"),
    row(3, "สมชาย", "ใจดี"),
    row(4, "김철수", ""),
    row(5, "Grace Brewster", "Hopper", { identifiers: ["C-7731"] }),
    row(6, "J@ne", "!!!"),
  ]);
  const serials = (text: string) =>
    index
      .search(text, 20)
      .hits.map(({ id, exact }) => `${Number(id.slice(-6))}${exact ? "" : "~"}`);

  it.each([
    "+61–412–345–052",
    "\u202a+61 412 345 052\u202c",
    "tel:+61412345052",
    "٠٤١٢٣٤٥٠٥٢",
    "0011 61 412 345 052",
    "011 61 412 345 052",
    "00 61 412 345 052",
  ])("a number as pasted is found: %j", (text) => {
    expect(serials(text)).toEqual(["1"]);
  });

  it.each([
    ["052", "1"],
    ["5052", "1"],
    ["45052", "1"],
    ["••• 052", "1"],
    ["•••048", "1"],
    ["00048", "1"],
    ["731", "5"],
  ])("the last three to five digits of a phone or card are found: %s", (text, serial) => {
    expect(serials(text)).toContain(serial);
  });

  it.each([
    ["李小龍", "2"],
    ["小龍", "2"],
    ["小龍李", "2"],
    ["李 小龍", "2"],
    ["龍", "2"],
    ["สมชายใจดี", "3"],
    ["ใจดี", "3"],
    ["철수", "4"],
  ])("names written without spaces are found: %s", (text, serial) => {
    expect(serials(text)).toContain(serial);
  });

  it.each([
    ["ada byron quixote", "1~"],
    ["quixote 345 052", "1~"],
    ["hopper 99999", "5~"],
    ["grace C-7731", "5~"],
  ])("one unmatched extra word still finds people, as inexact: %s", (text, hit) => {
    expect(serials(text)).toContain(hit);
  });

  it.each(["j@ne", "!!!"])("a name of odd characters is found: %s", (text) => {
    expect(serials(text)).toEqual(["6"]);
  });
});
