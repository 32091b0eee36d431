import { describe, expect, test } from "vitest";
import { cardNumberOf } from "#shared/incentive/credits/card-number.ts";
import { cardLookupSchema, cardPaymentSchema, cardSettlementSchema } from "./gift-card.ts";

const idOf = (version: number) => `0190c000-0000-${version}000-8000-000000000001`;
const number = cardNumberOf("123456789012345");
const payment = {
  ...{ number, pin: "1234", commandId: idOf(7), amountCents: 500 },
  ...{ staffId: "0190c000-0000-7000-8000-000000000002", receiptRef: "R-1" },
};

const takes = (more: object) => cardPaymentSchema.safeParse({ ...payment, ...more }).success;

describe("[C11] the id that a device gives its payment", () => {
  test("is none that comes from the key of an API caller", () => {
    const own = { commandId: idOf(7) };
    expect(cardSettlementSchema.parse(own)).toEqual(own);
    expect(takes(own)).toBe(true);
    const ofApi = cardSettlementSchema.safeParse({ commandId: idOf(5) });
    expect(ofApi.success).toBe(false);
    expect(ofApi.error?.issues[0]).toMatchObject({ path: ["commandId"] });
    expect(ofApi.error?.issues[0]?.message).toContain("version 5");
    expect(takes({ commandId: idOf(5) })).toBe(false);
  });
});

describe("[C6] a gift card is presented", () => {
  test.for<readonly [pin: string | null, isTaken: boolean]>([
    [null, true],
    ["", false],
    ["1", true],
    ["1".repeat(16), true],
    ["1".repeat(17), false],
  ])("with a PIN of up to 16 characters, or none: %s", ([pin, isTaken]) => {
    expect(takes({ pin })).toBe(isTaken);
    expect(cardLookupSchema.safeParse({ number, pin }).success).toBe(isTaken);
  });

  test.for<readonly [receiptRef: string | null, kept: string | null | undefined]>([
    [null, null],
    [" ", undefined],
    [" R ", "R"],
    ["R".repeat(100), "R".repeat(100)],
    ["R".repeat(101), undefined],
  ])("for a receipt with a number of up to 100 characters: %s", ([receiptRef, kept]) => {
    const parsed = cardPaymentSchema.safeParse({ ...payment, receiptRef });
    expect(parsed.data?.receiptRef).toBe(kept);
  });
});
