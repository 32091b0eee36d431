import { expect, test } from "vitest";
import { SOURCES } from "./entry-source.ts";

type Rule = keyof (typeof SOURCES)["api"];
const sourcesWith = (rule: Rule, is: boolean): readonly string[] =>
  Object.entries(SOURCES).flatMap(([source, rules]) => (rules[rule] === is ? [source] : []));

test("[W8] only an exchange is paid for with points", () => {
  expect(sourcesWith("isExchange", true)).toEqual(["exchange"]);
});

test("[N4] only a claim is taken by the customer", () => {
  expect(sourcesWith("isClaim", true)).toEqual(["claim"]);
});

test("only a sale's points were decided by its rates", () => {
  expect(sourcesWith("isTransaction", true)).toEqual(["transaction"]);
});

test("[G4] a sale counts its own use of a budget; what is given back or joined was counted before", () => {
  expect(sourcesWith("usesBudget", false)).toEqual(["transaction", "redemption", "join"]);
  expect(sourcesWith("takesCode", false)).toEqual(["transaction", "redemption", "join"]);
});

test("[G8] points of a sale have shares of their own, also once they are given back or joined", () => {
  expect(sourcesWith("mayHaveShares", true)).toEqual(["transaction", "redemption", "join"]);
});

test("[W13] only redemptions and exchanges spend", () => {
  expect(sourcesWith("isSpending", true)).toEqual(["redemption", "exchange"]);
});
