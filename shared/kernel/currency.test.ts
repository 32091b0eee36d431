import { expect, test } from "vitest";
import { type Currency, currencyOf, isCurrencyCode, perCurrency } from "./currency.ts";

test.for([
  ["AUD", 2],
  ["JPY", 0],
  ["KWD", 3],
] as const)("amounts in %s have %i decimals (ISO 4217)", ([code, digits]) => {
  expect(currencyOf(code)).toEqual({ code, digits });
  expect(isCurrencyCode(code)).toBe(true);
});

test("a code that ISO 4217 doesn't have is no currency, and has two decimals where it's shown", () => {
  expect(isCurrencyCode("ABC")).toBe(false);
  expect(isCurrencyCode("aud")).toBe(false);
  expect(currencyOf("ABC")).toEqual({ code: "ABC", digits: 2 });
});

test("what depends on the currency is made once for each", () => {
  const madeFor: string[] = [];
  const shown = perCurrency(({ code, digits }: Currency) => {
    madeFor.push(code);
    return { digits };
  });
  const [aud, jpy] = [shown(currencyOf("AUD")), shown(currencyOf("JPY"))];
  expect([aud, jpy]).toEqual([{ digits: 2 }, { digits: 0 }]);
  expect(shown(currencyOf("AUD"))).toBe(aud);
  expect(madeFor).toEqual(["AUD", "JPY"]);
});
