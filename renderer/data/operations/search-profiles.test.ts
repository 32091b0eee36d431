import fc from "fast-check";
import { expect, test } from "vitest";
import { createSearchIndex } from "#renderer/search/search-index.ts";
import type { SearchRow } from "#renderer/search/search-row.ts";
import { profileIdSchema } from "#shared/kernel/ids.ts";
import { normalisePhone } from "#shared/profile/phone.ts";
import {
  type AcceptedText,
  acceptedCards,
  acceptedEmails,
  acceptedNames,
  acceptedPhones,
  PHONE_COUNTRY,
} from "#shared/testing/accepted-texts.ts";

const ID = profileIdSchema.parse("00000000-0000-4000-8000-000000000001");
const BARE: SearchRow = {
  id: ID,
  firstName: "Quentin",
  lastName: "Quixote",
  email: null,
  phone: null,
  identifiers: [],
};

const fields: readonly (readonly [
  string,
  fc.Arbitrary<AcceptedText>,
  (stored: string) => SearchRow,
])[] = [
  ["phone", acceptedPhones, (phone) => ({ ...BARE, phone })],
  ["second phone", acceptedPhones, (secondaryPhone) => ({ ...BARE, secondaryPhone })],
  ["email", acceptedEmails, (email) => ({ ...BARE, email })],
  ["card", acceptedCards, (card) => ({ ...BARE, identifiers: [card] })],
  ["first name", acceptedNames, (firstName) => ({ ...BARE, firstName })],
  ["last name", acceptedNames, (lastName) => ({ ...BARE, lastName })],
];

test.each(fields)(
  "whatever text a device accepts for a %s when saving, it finds again when searching with that same text",
  (_, texts, rowOf) => {
    fc.assert(
      fc.property(texts, ({ text, stored }) => {
        const index = createSearchIndex([rowOf(stored)]);
        const { hits } = index.search(text, 5, normalisePhone(text, PHONE_COUNTRY));
        expect(hits).toMatchObject([{ id: ID, exact: true }]);
      }),
      { numRuns: 500 },
    );
  },
);
