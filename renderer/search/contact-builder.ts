import {
  finalDigits,
  foldEmail,
  nationalDigits,
  normaliseIdentifier,
  phoneDigits,
} from "#shared/profile/contact-forms.ts";
import { createColumnBuilder } from "./column.ts";
import { createDigitColumnBuilder } from "./digit-column.ts";
import type { SearchRow } from "./search-row.ts";

/** How many identifiers of one profile are kept. */
const IDENTIFIERS_MAX = 32;

/** Creates a builder for the columns of emails, phones and identifiers. */
export const createContactBuilder = () => {
  const emails = createColumnBuilder();
  const phones = createDigitColumnBuilder("forwards");
  const nationalPhones = createDigitColumnBuilder("forwards");
  const reversedPhones = createDigitColumnBuilder("backwards");
  const identifiers = createColumnBuilder();
  const reversedIdentifiers = createDigitColumnBuilder("backwards");

  const addPhone = (phone: string | null | undefined, added: number): void => {
    const digits = phone ? phoneDigits(phone) : null;
    if (digits === null) return;
    phones.add(added, digits);
    nationalPhones.add(added, nationalDigits(digits));
    reversedPhones.add(added, digits);
  };

  return {
    addRow: (row: SearchRow<string>, added: number): void => {
      const email = row.email === null ? null : foldEmail(row.email);
      if (email !== null) emails.give(emails.enter(email));
      emails.endRow();
      addPhone(row.phone, added);
      addPhone(row.secondaryPhone, added);
      for (const identifier of row.identifiers.slice(0, IDENTIFIERS_MAX)) {
        const normalised = normaliseIdentifier(identifier);
        if (normalised === null) continue;
        identifiers.give(identifiers.enter(normalised));
        const ending = finalDigits(normalised);
        if (ending !== null) reversedIdentifiers.add(added, ending);
      }
      identifiers.endRow();
    },
    build: function* (order: Uint32Array, rowOf: Uint32Array) {
      const numbers = {
        phones: phones.build(rowOf),
        nationalPhones: nationalPhones.build(rowOf),
        reversedPhones: reversedPhones.build(rowOf),
        reversedIdentifiers: reversedIdentifiers.build(rowOf),
      };
      yield;
      return {
        ...numbers,
        emails: yield* emails.build(order),
        identifiers: yield* identifiers.build(order),
      };
    },
  };
};
