import { createColumnBuilder } from "./column.ts";
import {
  emailDomain,
  foldEmail,
  nationalDigits,
  normaliseIdentifier,
  phoneDigits,
} from "./contact-tokens.ts";
import { createDigitColumnBuilder } from "./digit-column.ts";
import { enterOnce } from "./enter-once.ts";
import type { SearchRow } from "./search-row.ts";

/** The most identifiers of one profile that are kept. */
const IDENTIFIERS_MAX = 32;

/** Takes in e-mail addresses, phone numbers and identifiers. */
export const createContactBuilder = () => {
  const emails = createColumnBuilder();
  const emailDomains = createColumnBuilder();
  const domainEntries = new Map<string, number>();
  const phones = createDigitColumnBuilder("forwards");
  const nationalPhones = createDigitColumnBuilder("forwards");
  const reversedPhones = createDigitColumnBuilder("backwards");
  const identifiers = createColumnBuilder();

  return {
    addRow: (row: SearchRow, added: number): void => {
      const email = row.email === null ? null : foldEmail(row.email);
      const domain = email === null ? null : emailDomain(email);
      emails.addRow(email === null ? [] : [emails.enter(email)]);
      emailDomains.addRow(
        domain === null ? [] : [enterOnce(domainEntries, domain, emailDomains.enter)],
      );
      for (const phone of [row.phone, row.secondaryPhone]) {
        const digits = phone ? phoneDigits(phone) : null;
        if (digits === null) continue;
        phones.add(added, digits);
        nationalPhones.add(added, nationalDigits(digits));
        reversedPhones.add(added, digits);
      }
      identifiers.addRow(
        row.identifiers.slice(0, IDENTIFIERS_MAX).flatMap((identifier) => {
          const normalised = normaliseIdentifier(identifier);
          return normalised === null ? [] : [identifiers.enter(normalised)];
        }),
      );
    },
    build: function* (order: Uint32Array, rowOf: Uint32Array) {
      const numbers = {
        phones: phones.build(rowOf),
        nationalPhones: nationalPhones.build(rowOf),
        reversedPhones: reversedPhones.build(rowOf),
      };
      yield;
      return {
        ...numbers,
        emails: yield* emails.build(order),
        emailDomains: yield* emailDomains.build(order),
        identifiers: yield* identifiers.build(order),
      };
    },
  };
};
