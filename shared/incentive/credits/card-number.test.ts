import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CARD_RANDOM_DIGITS,
  cardNumberOf,
  isGiftCard,
  lastFourOf,
  parseCardNumber,
} from "./card-number.ts";

const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: length, maxLength: length });
const numbers = digits(CARD_RANDOM_DIGITS).map(cardNumberOf);

/** A GTIN with its check digit (GS1 General Specifications, 7.9). */
const gtin = (body: string): string => {
  const sum = [...body]
    .reverse()
    .reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
};

describe("[C4] a card number", () => {
  it("is read as scanned or typed", async () => {
    const number = cardNumberOf("123456789012345");
    expect(number).toMatch(/^98123456789012345\d\d$/);
    for (const text of [number, `]C1${number}`, ` ${number.replace(/(\d{4})(?=\d)/g, "$1 ")}`]) {
      expect(parseCardNumber(text)).toBe(number);
    }
  });

  it("has check digits that find a wrong digit and two that changed places", async () => {
    await fc.assert(
      fc.property(numbers, fc.nat(18), fc.integer({ min: 1, max: 9 }), (number, at, by) => {
        const changed = (Number(number[at]) + by) % 10;
        const wrong = `${number.slice(0, at)}${changed}${number.slice(at + 1)}`;
        expect(parseCardNumber(wrong)).toBeNull();
        const [a = "", b = ""] = number.slice(at, at + 2);
        const swapped = `${number.slice(0, at)}${b}${a}${number.slice(at + 2)}`;
        if (a !== b && b !== "") expect(parseCardNumber(swapped)).toBeNull();
      }),
      { numRuns: 200 },
    );
  });

  it("is never the barcode of a product, coupon or shipment, however it is padded", async () => {
    const barcodes = fc.constantFrom(7, 11, 12, 13, 17).chain(digits).map(gtin);
    await fc.assert(
      fc.property(barcodes, (barcode) => {
        for (const text of [
          barcode,
          barcode.padStart(14, "0"),
          barcode.padStart(19, "0"),
          `00${barcode}`,
        ]) {
          expect(parseCardNumber(text)).toBeNull();
        }
      }),
      { numRuns: 200 },
    );
    expect(parseCardNumber("9300000000001")).toBeNull();
    expect(parseCardNumber("4111111111111111")).toBeNull();
  });

  it("has 19 digits that begin with 98, and nothing else", () => {
    const number = cardNumberOf("123456789012345");
    expect(isGiftCard(number)).toBe(true);
    // Each has a remainder of 1, as the check digits of a card have.
    const wrong = (start: string, length: number) => {
      const body = `${start}${"7".repeat(length - start.length - 2)}`;
      return `${body}${98n - ((BigInt(body) * 100n) % 97n)}`;
    };
    expect(isGiftCard(wrong("98", 19))).toBe(true);
    for (const other of [wrong("97", 19), wrong("98", 18), wrong("98", 20), wrong("89", 18)]) {
      expect(isGiftCard(other)).toBe(false);
    }
    for (const text of [`${number}x`, `x${number}`, `${number.slice(0, 9)}x${number.slice(10)}`]) {
      expect(isGiftCard(text)).toBe(false);
    }
    expect(isGiftCard("")).toBe(false);
  });

  it("is named by its last four digits", () => {
    const number = cardNumberOf("123456789012345");
    expect(number.endsWith(lastFourOf(number))).toBe(true);
    expect(lastFourOf(number)).toHaveLength(4);
  });
});
