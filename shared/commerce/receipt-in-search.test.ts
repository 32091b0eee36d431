import { expect, test } from "vitest";
import { receiptInSearch, receiptKey } from "./receipt-in-search.ts";

test.each([
  ["R-0010042", "10042"],
  ["10042", "10042"],
  ["2026/03-118", "202603118"],
  ["R-４２４２", "4242"],
  ["R-12", null],
  ["000", null],
  ["", null],
])("the receipt %j is found by %j", (receipt, key) => {
  expect(receiptKey(receipt)).toBe(key);
});

test.each([
  [" R-0010042 ", { receipt: "R-0010042", key: "10042" }],
  ["2026 0042", { receipt: "2026 0042", key: "20260042" }],
  ["INV 10042", { receipt: "INV 10042", key: null }],
  ["smith", null],
  ["1".repeat(101), null],
])("a search for %j looks among receipts for %j", (text, search) => {
  expect(receiptInSearch(text)).toEqual(search);
});
