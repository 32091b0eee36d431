import { expect, test } from "vitest";
import { locationIdSchema } from "#shared/kernel/ids.ts";
import { isOtherSale, joinSaleKeys, saleKeyOf } from "./sale-key.ts";

const key = (
  transactionExternalId: string | null,
  transactionReceiptRef: string | null = null,
  location: number | null = null,
) =>
  saleKeyOf({
    transactionExternalId,
    transactionReceiptRef,
    locationId: location === null ? null : locationIdSchema.parse(location),
  });

test("[K5] a sale is named in any spelling", () => {
  expect(key("Sale-1", "r 1 ", 2)).toEqual({
    externalKey: "SALE1",
    receiptKey: "R1",
    locationId: 2,
  });
  expect(key(null)).toEqual({ externalKey: null, receiptKey: null, locationId: null });
});

test.each([
  [true, key("A"), key("B")],
  [false, key("A"), key("a")],
  [false, key("A", "R1"), key("A", "R2")],
  [true, key("A", "R1"), key("B", "R1")],
  [false, key("A"), key(null, "R1")],
  [true, key("A", "R1"), key(null, "R2")],
  [false, key("A", "R1", 1), key(null, "R1", 1)],
  [true, key("A", "R1", 1), key(null, "R1", 2)],
  [false, key("A", "R1", 1), key(null, "R1")],
  [false, key(null), key("A", "R1", 1)],
])("[K6] that two keys are of two sales is %s: %j and %j", (isOther, one, other) => {
  expect(isOtherSale(one, other)).toBe(isOther);
  expect(isOtherSale(other, one)).toBe(isOther);
});

test("[K5] what a redemption names comes before what its sale adds", () => {
  expect(joinSaleKeys(key("A"), key("B", "R1", 1))).toEqual(key("A", "R1", 1));
  expect(joinSaleKeys(key(null, "R2", 2), key("B", "R1", 1))).toEqual(key("B", "R2", 2));
});
