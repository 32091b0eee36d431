import { describe, expect, it } from "vitest";
import { definitionIdSchema, locationIdSchema } from "#shared/kernel/ids.ts";
import { dayOrInstantSchema } from "#shared/kernel/time.ts";
import { RATE_DEFAULTS, type Rate, rateSchema } from "./rate.ts";
import { tiedWith } from "./rate-ties.ts";

const rate = (n: number, more: Partial<Rate> = {}): Rate => ({
  ...rateSchema.parse({
    ...{ ...RATE_DEFAULTS, id: definitionIdSchema.parse(n), kind: "rate", version: 1 },
    ...{ name: `Rate ${n}`, handle: `rate-${n}`, pointHandle: "points", rateMicro: 20_000 },
  }),
  ...more,
});
const isTied = (a: Partial<Rate>, b: Partial<Rate>): boolean => {
  const [first, second] = [rate(1, a), rate(2, b)];
  const tied = tiedWith(first, [first, second], "product").length === 1;
  expect(tiedWith(second, [first, second], "product")).toHaveLength(tied ? 1 : 0);
  return tied;
};
const day = (text: string) => dayOrInstantSchema.parse(text);
const BRAND = { "==": [{ var: "brand" }, "X"] };
const TAG = { in: ["gold", { var: "flattened_tags" }] };

describe("rates that tie", () => {
  it("[Q9] are those that rank alike and can apply to the same sale", () => {
    expect(isTied({}, {})).toBe(true);
    expect(isTied({ productConditions: BRAND }, { productConditions: BRAND })).toBe(true);
    const [ends, starts] = [day("2026-12-24"), day("2026-12-24")];
    expect(isTied({ endTime: ends }, { startTime: starts })).toBe(true);
    // Each names one place, and a sale can be at both.
    const place = { locationId: locationIdSchema.parse(1) };
    expect(isTied(place, { region: "vic" })).toBe(true);
  });

  it("[Q9] aren't those that something else decides between, or that never meet", () => {
    expect(isTied({}, { priority: 1 })).toBe(false);
    expect(isTied({}, { isDefault: true })).toBe(false);
    expect(isTied({}, { region: "vic" })).toBe(false);
    expect(isTied({ region: "nsw" }, { region: "vic" })).toBe(false);
    expect(isTied({ code: "A" }, { code: "B" })).toBe(false);
    expect(isTied({}, { pointHandle: "other" })).toBe(false);
    expect(isTied({}, { isPublished: false })).toBe(false);
    expect(isTied({}, { isArchived: true })).toBe(false);
    expect(isTied({ productConditions: BRAND }, { profileConditions: TAG })).toBe(false);
    expect(isTied({ profileConditions: BRAND }, { profileConditions: TAG })).toBe(false);
    expect(isTied({ endTime: day("2026-12-23") }, { startTime: day("2026-12-24") })).toBe(false);
  });
});
