import fc from "fast-check";
import { oneLine } from "#shared/kernel/text.ts";
import { normaliseEmail } from "#shared/profile/email.ts";
import { foldText } from "#shared/profile/fold-text.ts";
import { canonicalIdentifier, IDENTIFIER_LENGTH_MAX } from "#shared/profile/identifier.ts";
import { normalisePhone } from "#shared/profile/phone.ts";

/** A text that may be saved in a field of a profile, and what is stored for it. */
export type AcceptedText = { readonly text: string; readonly stored: string };

/** Where the phone numbers below are dialled without a country code. */
export const PHONE_COUNTRY = "AU";

/** What pasting adds before or after a text: most often nothing. */
const noise = fc.constantFrom(
  ...["", "", "", "", "", "", " ", "\t", "\n", "\r\n", "\u00a0", "\u2028"],
  ...["\u0007", "\u00ad", "\u200b", "\u200e", "\u200f", "\ufeff"],
  ...["\u202a", "\u202c", "\u202e", "\u2066", "\u2069"],
);
const inDigitsOf = (zero: number) => (text: string) =>
  text.replace(/[0-9]/g, (digit) => String.fromCodePoint(zero + Number(digit)));
/** ASCII, full width, Arabic, Persian, Devanagari, Thai. */
const digits = fc.constantFrom(0x30, 0x30, 0xff10, 0x0660, 0x06f0, 0x0966, 0x0e50).map(inDigitsOf);

/** Cuts a text into pieces, with something between them. */
const written = (text: fc.Arbitrary<string>, between: readonly string[]) =>
  fc
    .tuple(text, fc.array(fc.constantFrom("", "", ...between), { maxLength: 20 }), noise, noise)
    .map(([whole, gaps, before, after]) => {
      const middle = Array.from(whole, (char, at) => `${char}${gaps[at] ?? ""}`).join("");
      return `${before}${middle}${after}`;
    });

const accepted = (text: fc.Arbitrary<string>, store: (text: string) => string | null) =>
  text
    .map((one) => ({ text: one, stored: store(one) }))
    .filter((one): one is AcceptedText => one.stored !== null && one.text.length <= 254);

const numbers = fc.constantFrom(
  ...["0412345678", "03 9876 5000", "(02) 9374 4000", "1300 975 707", "+61 (0)412 345 678"],
  ...["0011 44 7700 900125", "00 44 7700 900125", "+44 (0)20 7946 0958", "tel:+61412345678"],
  ...["+1-212-555-0123", "+353 86 123 4567", "+39 06 1234 5678", "+81 3-1234-5678", "61412345678"],
  ...["+61 2 9374 4000 ext. 12", "1-800-FLOWERS", "+64 21 555 678", "call 0412 345 678"],
);

export const acceptedPhones = accepted(
  fc
    .tuple(written(numbers, [" ", "-", "–", ".", "\u2011"]), digits)
    .map(([text, inScript]) => inScript(text)),
  (text) => normalisePhone(text, PHONE_COUNTRY),
);

const localPart = fc.string({
  unit: fc.constantFrom(..."abzABZ0159.!#$%&'*+/=?^_`{|}~-éßøıİΣ李ａＢ"),
  minLength: 1,
  maxLength: 12,
});
const domain = fc.constantFrom(
  ...["example.com", "EXAMPLE.com", "müller.de", "xn--mller-kva.de", "пример.рф", "ｅｘ.example"],
  ...["straße.de", "faß.example", "日本.example", "a-b.co.uk"],
);

export const acceptedEmails = accepted(
  written(
    fc.tuple(localPart, fc.constantFrom("@", "＠"), domain).map((parts) => parts.join("")),
    [],
  ),
  normaliseEmail,
);

export const acceptedCards = accepted(
  fc.oneof(
    fc
      .tuple(written(fc.stringMatching(/^[0-9]{4,14}$/), [" ", "-"]), digits)
      .map(([text, inScript]) => inScript(text)),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }),
    fc.string({ unit: fc.constantFrom(..."Ab1-/_* .ßﷺ•("), minLength: 1, maxLength: 40 }),
    fc.stringMatching(/^\][A-Z][0-9][A-Z0-9-]{3,12}$/),
  ),
  (text) => {
    const stored = canonicalIdentifier(text);
    return stored === "" || stored.length > IDENTIFIER_LENGTH_MAX ? null : stored;
  },
);

const nameWord = fc.oneof(
  fc.constantFrom(
    ...[
      "O'Brien",
      "d’Arc",
      "Anne-Marie",
      "Müller-Lüdenscheidt",
      "Strauß",
      "İpek",
      "Işık",
      "Łukasz",
    ],
    ...[
      "Đặng",
      "小龍",
      "李",
      "さくら",
      "ブルース",
      "김철수",
      "สมชาย",
      "ใจดี",
      "Ὀδυσσεύς",
      "J@ne",
      "3M",
    ],
    ...["٣", "👩‍👩‍👧", "!!!", "-", "'", "(Bob)", "Dr.", "ﬃ", "An\u200bna", "An\u202ena"],
  ),
  fc.string({ unit: fc.constantFrom("a", "b", "é", "'", "-", " "), minLength: 1, maxLength: 12 }),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }),
);

/**
 * Names; what is stored has no spaces around it, and nothing invisible. One that is nothing but an
 * accent isn't always found.
 */
export const acceptedNames = accepted(
  fc
    .tuple(noise, fc.array(nameWord, { minLength: 1, maxLength: 5 }), noise)
    .map(([before, words, after]) => `${before}${words.join(" ")}${after}`),
  (text) => {
    const stored = oneLine(text).trim();
    return foldText(stored).trim() === "" || stored.length > 120 ? null : stored;
  },
);
