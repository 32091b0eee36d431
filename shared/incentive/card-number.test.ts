import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CARD_RANDOM_DIGITS, cardNumberOf, parseCardNumber } from "./card-number.ts";

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
});
