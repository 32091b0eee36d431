import { describe, expect, test } from "vitest";
import { parseQuery, QUERY_LENGTH_MAX, type SearchQuery } from "./search-query.ts";

/** What a text means; for those that mean something. */
const parsed = (text: string, phone: string | null = null): SearchQuery => {
  const query = parseQuery(text, phone);
  if (query === null) throw new Error(`${JSON.stringify(text)} searches for nothing`);
  return query;
};

describe("a text in the search box (DOMAIN §20.5 no. 1)", () => {
  test("may be a name, with or without one of its words", () => {
    expect(parsed("  Anna  Smith ")).toEqual({
      words: ["anna", "smith"],
      wordsWithTypos: ["anna", "smith"],
      respelled: [["annasmith"]],
      besides: [],
      phone: null,
      wholePhone: null,
      email: null,
      identifier: "annasmith",
      closeIdentifiers: [],
      identifierPrefix: "annasmith",
      withoutOne: ["smith", "anna"],
    });
  });

  test("may be a name beside a number, which counts as one word", () => {
    expect(parsed("smith  0412 345")).toMatchObject({
      besides: ["smith"],
      phone: { international: [], national: "0412345" },
      email: null,
      identifierPrefix: "0412345",
      withoutOne: ["0412 345", "smith"],
    });
    expect(parsed("smith 12")).toMatchObject({
      besides: [],
      phone: null,
      identifierPrefix: "smith12",
    });
  });

  test("may have an email address beside other words, and then no typos", () => {
    expect(parsed("smith Anna@Example.com 412")).toMatchObject({
      wordsWithTypos: [],
      besides: ["smith"],
      phone: { international: [], national: "412" },
      email: "anna@example.com",
      identifierPrefix: "412",
      withoutOne: ["412 anna@example.com", "smith anna@example.com", "smith 412"],
    });
    expect(parsed("smith anna@example.com").besides).toEqual(["smith"]);
    expect(parsed("smith anna@example.com").identifierPrefix).toBe("smithannaexamplecom");
  });

  test("means the same without what isn't shown of a number, a link, or the kind of dash", () => {
    expect(parsed("•••052").phone).toEqual({ international: [], national: "052" });
    expect(parsed("••• 052").email).toBe("052");
    expect(parsed("anna•smith").email).toBeNull();
    expect(parsed("Tel: 0412").phone).toEqual({ international: [], national: "0412" });
    expect(parsed("0412–345").phone).toEqual({ international: [], national: "0412345" });
  });

  test.for([
    ["", null],
    [" \u200b\t", null],
    ["x".repeat(QUERY_LENGTH_MAX), "x".repeat(120)],
    ["x".repeat(QUERY_LENGTH_MAX + 1), null],
    [`${" ".repeat(3 * QUERY_LENGTH_MAX)}${"x".repeat(QUERY_LENGTH_MAX)}`, "x".repeat(120)],
    [`anna${" ".repeat(4 * QUERY_LENGTH_MAX - 4)}`, "anna"],
    [`anna${" ".repeat(4 * QUERY_LENGTH_MAX - 3)}`, null],
  ] as const)("%#: nothing or far too much searches for nothing", ([text, word]) => {
    expect(parseQuery(text)?.words ?? null).toEqual(word === null ? null : [word]);
  });
});

describe("the digits of a phone number", () => {
  test.for<[string, readonly string[], string | null]>([
    ["0412 345 678", [], "0412345678"],
    ["123", [], "123"],
    ["(02) 9374-4000", [], "0293744000"],
    ["+61 (0)412 345", ["61412345"], null],
    // What is dialled before a country code: 00 in most countries, 0011, 010 or 011 in others.
    ["00 44 7700", ["447700"], "00447700"],
    ["0011 44 7700", ["11447700", "447700"], "0011447700"],
    ["011 44 77", ["4477"], "0114477"],
    ["010 44 77", ["4477"], "0104477"],
    ["012 44 77", [], "0124477"],
    ["00 123", ["123"], "00123"],
    ["00 12", [], "0012"],
    ["412 0011 234", [], "4120011234"],
    ["4120 01 234", [], "412001234"],
  ])("in %j may follow these: %j, or are dialled as %s", ([text, international, national]) => {
    expect(parsed(text).phone).toEqual({ international, national });
  });

  test.for(["12", "V123", "a412+", "anna"])("there are none in %j", (text) => {
    expect(parsed(text).phone).toBeNull();
  });

  test("of the whole text are those of its E.164 form", () => {
    expect(parsed("0412 345 678", "+61412345678").wholePhone).toBe("61412345678");
    expect(parsed("0412 345 678").wholePhone).toBeNull();
  });
});

describe("an email address, or the start of one", () => {
  test.for<[string, string | null]>([
    ["Anna@Example.com", "anna@example.com"],
    ["anna@XN--MLLER-KVA.de", "anna@muller.de"],
    ["anna.no", "anna.no"],
    ["anna@", "anna@"],
    ["anna@ex", "anna@ex"],
    ["smith anna@ex", "anna@ex"],
    ["mailto:anna@example.com", "anna@example.com"],
    ['("<anna@example.com>"),;', "anna@example.com"],
    ["a,b@c;d@e", "a,b@c;d@e"],
    ["a(b@c", "a(b@c"],
    ["anna smith", null],
  ])("in %j is %j", ([text, email]) => {
    expect(parsed(text).email).toBe(email);
  });
});

describe("an identifier", () => {
  test.for<[string, string, string | null]>([
    ["VIP-77", "vip77", "vip77"],
    ["V1", "v1", null],
    ["V12", "v12", "v12"],
    // A phone number by itself is one as it is written.
    ["+61 (0)412", "610412", "610412"],
    ["**", "**", null],
  ])("%j is %j whole, and %j at its start", ([text, identifier, identifierPrefix]) => {
    expect(parsed(text)).toMatchObject({ identifier, identifierPrefix });
  });

  test("of digits has other forms, with more or fewer zeros at the start", () => {
    const { identifier, closeIdentifiers } = parsed("00123");
    expect(identifier).toBe("00123");
    expect(closeIdentifiers.slice(0, 4)).toEqual(["123", "0123", "000123", "0000123"]);
    expect(closeIdentifiers).not.toContain("00123");
    expect(parsed("VIP-77").closeIdentifiers).toEqual([]);
  });
});

test("a text of two to eight words may miss one of them", () => {
  expect(parsed("a").withoutOne).toEqual([]);
  expect(parsed("a b c").withoutOne).toEqual(["b c", "a c", "a b"]);
  expect(parsed("a b c d e f g h").withoutOne).toHaveLength(8);
  expect(parsed("a b c d e f g h i").withoutOne).toEqual([]);
});
