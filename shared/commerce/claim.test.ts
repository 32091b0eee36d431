import { expect, test } from "vitest";
import { cents } from "#shared/kernel/money.ts";
import { addMs, calendarDaySchema, instant, timeZoneSchema } from "#shared/kernel/time.ts";
import { MELBOURNE, NOW } from "#shared/testing/build.ts";
import {
  type ClaimableSale,
  type ClaimStatus,
  claimKey,
  claimStatusAt,
  isSaleOf,
  isSameReceipt,
  onReceipt,
  type Receipt,
  receiptLookupKey,
  totalsToLookUp,
  whyNotOfDay,
} from "./claim.ts";

const day = (text: string) => calendarDaySchema.parse(text);
const receipt: Receipt = {
  receiptRef: "R-0010042",
  day: day("2026-03-03"),
  totalE4: 895_000,
  locationCode: "CBD-1",
};
const sale: ClaimableSale = {
  receiptRef: "R-0010042",
  transactedAt: NOW,
  timezone: MELBOURNE,
  totalCents: cents(8_950),
  currency: "AUD",
  isVoid: false,
  locationCodes: ["3000", "CBD-1"],
};

test.for<[string, Partial<ClaimableSale>, boolean]>([
  ["says the same", {}, true],
  ["writes its number in another way", { receiptRef: "r 0010042" }, true],
  ["has another number", { receiptRef: "R-10042" }, false],
  ["has no number", { receiptRef: null }, false],
  ["came to a cent more", { totalCents: cents(8_951) }, false],
  ["came to a cent less", { totalCents: cents(8_949) }, false],
  ["was the same day in its own zone", { transactedAt: instant(Date.UTC(2026, 2, 2, 13)) }, true],
  [
    "was the day before in its own zone",
    { transactedAt: instant(Date.UTC(2026, 2, 2, 12, 59, 59)) },
    false,
  ],
  [
    "was the day before where the clocks are behind",
    {
      transactedAt: instant(Date.UTC(2026, 2, 2, 13)),
      timezone: timeZoneSchema.parse("Australia/Perth"),
    },
    false,
  ],
  ["writes its store in another way", { locationCodes: ["cbd 1"] }, true],
  ["was at another store", { locationCodes: ["3000", "CBD-2"] }, false],
  ["names no store", { locationCodes: [] }, false],
  ["is void", { isVoid: true }, false],
])("[J1] whether a claim means a sale that %s", ([, more, is]) => {
  expect(isSaleOf(receipt, { ...sale, ...more })).toBe(is);
});

test.for([
  [1, true],
  [0, false],
  [-8_950, false],
] as const)("[J1] a sale of %d can be claimed: %s", ([total, can]) => {
  const totalCents = cents(total);
  const totalE4 = onReceipt(totalCents, "AUD");
  expect(isSaleOf({ ...receipt, totalE4 }, { ...sale, totalCents })).toBe(can);
});

test.for([
  ["JPY", 5000, 5000, true],
  ["JPY", 50, 5000, false],
  ["KWD", 5.12, 5120, true],
  ["KWD", 51.2, 5120, false],
  ["USD", 50, 5000, true],
  ["USD", 49.99, 4999, true],
  ["USD", 49.99, 499_900, false],
  ["CLF", 0.0001, 1, true],
] as const)(
  "[J1] a sale in %s is claimed by %d if its minor units are %d: %s",
  ([currency, said, total, is]) => {
    const totalE4 = Math.round(said * 10_000);
    const foreign = { ...sale, currency, totalCents: cents(total) };
    expect(isSaleOf({ ...receipt, totalE4 }, foreign)).toBe(is);
    if (is) expect(totalsToLookUp(totalE4)).toContain(total);
  },
);

test.for<[string, Partial<Receipt>, boolean]>([
  ["says the same", {}, true],
  ["writes it in another way", { receiptRef: "r0010042", locationCode: "cbd1" }, true],
  ["has another number", { receiptRef: "R-0010043" }, false],
  ["is of another day", { day: day("2026-03-04") }, false],
  ["has another total", { totalE4: 0 }, false],
  ["is of another store", { locationCode: "CBD-2" }, false],
])("[J4] whether a claim repeats one that %s", ([, more, is]) => {
  expect(isSameReceipt(receipt, { ...receipt, ...more })).toBe(is);
});

test.for([
  ["r-10 042", "R10042"],
  ["#", "#"],
  ["", ""],
] as const)("[J1] “%s” is compared as “%s”", ([text, key]) => {
  expect(claimKey(text)).toBe(key);
});

test.for([
  ["R-0010042", "10042"],
  ["r 0010042", "10042"],
  ["a-12", "A12"],
  ["A12", "A12"],
] as const)("[J1] a sale with receipt %s is looked up by %s", ([text, key]) => {
  expect(receiptLookupKey(text)).toBe(key);
});

test.for([
  ["2026-03-04", "in_the_future"],
  ["2026-03-03", null],
  ["2026-02-22", null],
  ["2026-02-21", "too_long_before_joining"],
] as const)("[J3] a sale of %s, a week before joining on 1 March: %s", ([of, why]) => {
  const policy = { daysBeforeJoining: 7 };
  const dates = { today: day("2026-03-03"), joined: day("2026-03-01"), policy };
  expect(whyNotOfDay(day(of), dates)).toBe(why);
});

test.for<[ClaimStatus, number, ClaimStatus]>([
  ["pending", 0, "pending"],
  ["pending", 999, "pending"],
  ["pending", 1000, "expired"],
  ["claimed", 1000, "claimed"],
  ["rejected", 1000, "rejected"],
])("[J5] a claim that is %s, %d ms after its end, is %s", ([status, ms, is]) => {
  expect(claimStatusAt({ status, expiresAt: NOW }, addMs(NOW, ms))).toBe(is);
});
