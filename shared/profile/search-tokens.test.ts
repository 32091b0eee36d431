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
import { searchTokensOf, searchWaysOf } from "./search-tokens.ts";

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
