import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type AcceptedText,
  acceptedCards,
  acceptedEmails,
  acceptedNames,
  acceptedPhones,
  PHONE_COUNTRY,
} from "#shared/testing/accepted-texts.ts";
import { normalisePhone } from "./phone.ts";
import {
  searchTokensOf,
  searchWaysOf,
  searchWaysWithoutOne,
  searchWaysWithTypos,
  typoSearchOf,
  typoWordsOf,
} from "./search-tokens.ts";

type Searched = Parameters<typeof searchTokensOf>[0];

const BARE: Searched = {
  firstName: "Quentin",
  lastName: "Quixote",
  email: null,
  mobilePhone: null,
  secondaryPhone: null,
  identities: [],
};
const withCard = (identifier: string): Searched => ({
  ...BARE,
  identities: [{ handle: "card", identifier, isPrimary: true, isActive: true }],
});

/** As the server's index matches. */
const isFound = (profile: Searched, text: string): boolean => {
  const tokens = searchTokensOf(profile);
  return searchWaysOf(text, normalisePhone(text, PHONE_COUNTRY)).some((terms) =>
    terms.every((term) => term.some((word) => tokens.some((token) => token.startsWith(word)))),
  );
};

const fields: readonly (readonly [
  string,
  fc.Arbitrary<AcceptedText>,
  (stored: string) => Searched,
])[] = [
  ["phone", acceptedPhones, (mobilePhone) => ({ ...BARE, mobilePhone })],
  ["second phone", acceptedPhones, (secondaryPhone) => ({ ...BARE, secondaryPhone })],
  ["email", acceptedEmails, (email) => ({ ...BARE, email })],
  ["card", acceptedCards, withCard],
  ["first name", acceptedNames, (firstName) => ({ ...BARE, firstName })],
  ["last name", acceptedNames, (lastName) => ({ ...BARE, lastName })],
];

test.each(fields)(
  "whatever text is accepted for a %s, the server's search finds it by the same text",
  (_, texts, profileOf) => {
    fc.assert(
      fc.property(texts, ({ text, stored }) => {
        expect(isFound(profileOf(stored), text)).toBe(true);
      }),
      { numRuns: 500 },
    );
  },
);

test("both names are one token in either order, so that they are found without reading each", () => {
  const tokens = searchTokensOf({ ...BARE, firstName: "Anna Maria", lastName: "O'Hara" });
  const both = tokens.filter((token) => token.includes("+"));
  expect(both).toEqual(expect.arrayContaining(["ohara+anna", "anna+ohara", "annamaria+ohara"]));
  expect(searchWaysOf("anna oha", null)).toContainEqual([["oha+anna", "anna+oha"]]);
  expect(
    searchTokensOf({ ...BARE, firstName: "a b c d e f g", lastName: "h i j k l" }).length,
  ).toBeLessThan(60);
});

test("compounds and neighbouring words are found in other spellings, as on devices", () => {
  const profile = { ...BARE, firstName: "Maryann", lastName: "Lee" };
  expect(isFound(profile, "mary ann")).toBe(true);
  expect(isFound(profile, "mary-ann lee")).toBe(true);
  expect(isFound(profile, "mary bob")).toBe(false);
});

test("words of names, numbers, addresses and cards may have one typo; short ones none", () => {
  expect(typoWordsOf({ firstName: "Élodie Jo", lastName: "Strauß 1234" })).toEqual([
    ...["elodie", "elodiejo", "strauss", "strauss1234"],
  ]);
  const { contacts, words, doubtful } = typoSearchOf("0412 777 314", null);
  expect(contacts).toEqual(expect.arrayContaining(["412777341", "0412777341"]));
  expect(doubtful).toEqual([]);
  expect(words).toEqual(["0412", "777", "314"]);
  expect(typoSearchOf("VIP-77053", null).contacts).toContain("vip770053");
  expect(typoSearchOf("ana@b.example", null).contacts).toContain("anna@b.example");
  expect(typoSearchOf("ana@b.example", null).words).toEqual([]);
  expect(typoSearchOf("12345", null).contacts).toEqual([]);
  expect(typoSearchOf("smiht jo", null)).toEqual({
    ...{ contacts: [], words: ["smiht", "jo"], doubtful: ["smiht"] },
  });
  expect(typoSearchOf("", null)).toEqual({ contacts: [], words: [], doubtful: [] });
  const long = typoSearchOf(`${"a1".repeat(100)}@b.example`, null);
  expect(long.contacts).toEqual([]);
});

test("words with a typo are looked for two together, as both names of somebody", () => {
  const near = (word: string) => (word === "smiht" ? ["smith"] : []);
  expect(searchWaysWithTypos(typoSearchOf("ann smiht", null), near)).toEqual([
    [["smiht+ann", "ann+smiht", "smith+ann", "ann+smith"]],
  ]);
  expect(searchWaysWithTypos(typoSearchOf("smiht", null), near)).toEqual([[["smiht", "smith"]]]);
  expect(searchWaysWithTypos(typoSearchOf("ann jones", null), near)).toEqual([]);
  const three = searchWaysWithTypos(typoSearchOf("ann bo smiht", null), near);
  expect(three).toContainEqual([["smiht+ann", "ann+smiht", "smith+ann", "ann+smith"], ["bo"]]);
});

test("a search finds neither other people nor everybody", () => {
  const profile = { ...withCard("VIP-770052"), firstName: "Élodie", mobilePhone: "+61398765000" };
  for (const text of ["", " ", "•", "elodie smith", "5001", "VIP-771", "+44 398765000"]) {
    expect(isFound(profile, text), text).toBe(false);
  }
});

test("the domain of an email address isn't a token, since most people share it", () => {
  const tokens = searchTokensOf({ ...BARE, email: "anna.maria@gmail.com" });
  expect(tokens).toContain("anna.maria@gmail.com");
  expect(tokens).toEqual(expect.arrayContaining(["anna", "maria"]));
  expect(tokens).not.toContain("gmail");
  expect(tokens).not.toContain("com");
});

test("the tokens of a profile are distinct words without spaces, digits also backwards", () => {
  const profile: Searched = {
    ...withCard("VIP-007"),
    firstName: "小龍",
    lastName: "李",
    email: "a.b.@müller.de",
    mobilePhone: "+61412345678",
    secondaryPhone: "+61412345678",
  };
  expect(searchTokensOf(profile)).toEqual([
    ...["李", "小龍", "龍", "李小龍", "小龍李"],
    ...["a.b.@muller.de", "a", "b"],
    ...["61412345678", "412345678", "<87654321416"],
    ...["vip007", "<700"],
  ]);
  const ofCard = (identifier: string) => searchTokensOf(withCard(identifier)).slice(4);
  expect(ofCard("007")).toEqual(["007", "7", "<700"]);
  expect(ofCard("VIP")).toEqual(["vip"]);
  expect(ofCard(" ")).toEqual([]);
});

test.for<[string, ReturnType<typeof searchWaysOf>]>([
  [" ", []],
  ["anna", [[["anna", "anna", "anna"]], [["anna"]]]],
  [
    "smith 0078",
    [
      [["smith0078", "smith0078"]],
      [["smith"], ["0078"]],
      [["0078", "078", "<8700"], ["smith"]],
      [["smith"], ["0078"]],
    ],
  ],
  ["+61 405", [[["61405", "61405"]], [["61"], ["405"]], [["61405"]], [["61"], ["405"]]]],
  ["405", [[["405", "405", "405"]], [["405"]], [["405", "<504"]]]],
  ["007", [[["007", "7", "007"]], [["007"]], [["007", "07", "<700"]]]],
  [
    "smith a@b 412",
    [
      [["smithab412", "smithab412", "a@b"]],
      [["smith"], ["a"], ["b"], ["412"]],
      [["412", "<214"], ["smith"]],
      [["a@b"], ["412", "<214"], ["smith"]],
      [["smith"], ["a"], ["b"], ["412"]],
    ],
  ],
])("%j may mean %j", ([text, ways]) => {
  expect(searchWaysOf(text, null)).toEqual(ways);
});

test("no way is without a word, or it would find everybody", () => {
  const odd = fc.constantFrom(..." \t\u200b\u00a0\u0301•…´'-–@<>()+01aé李ﷺ🎉]C.,;\ud83d");
  const texts = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.array(odd, { maxLength: 12 }).map((all) => all.join("")),
  );
  fc.assert(
    fc.property(texts, (text) => {
      for (const way of [...searchWaysOf(text, null), ...searchWaysWithoutOne(text)]) {
        expect(way.length).toBeGreaterThan(0);
        for (const term of way) {
          expect(term.length).toBeGreaterThan(0);
          expect(term).not.toContain("");
        }
      }
    }),
    { numRuns: 1000 },
  );
});

test("a text without one of its words means what is left of it", () => {
  expect(searchWaysWithoutOne("anna 12")).toEqual([
    ...searchWaysOf("12", null),
    ...searchWaysOf("anna", null),
  ]);
  expect(searchWaysWithoutOne("anna")).toEqual([]);
  expect(searchWaysWithoutOne("")).toEqual([]);
});
