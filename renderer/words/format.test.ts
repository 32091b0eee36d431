import { expect, test } from "vitest";
import { cents } from "#shared/kernel/money.ts";
import { instant, timeZoneSchema, UTC } from "#shared/kernel/time.ts";
import { createFormat } from "./format.ts";

const melbourne = createFormat({
  locale: "en-AU",
  currency: "AUD",
  timeZone: timeZoneSchema.parse("Australia/Melbourne"),
});
const berlin = createFormat({
  locale: "de-DE",
  currency: "EUR",
  timeZone: timeZoneSchema.parse("Europe/Berlin"),
});
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

test("formats money in the tenant's currency and locale", () => {
  expect(melbourne.money(cents(2000))).toBe("$20.00");
  expect(melbourne.shortMoney(cents(2000))).toBe("$20");
  expect(melbourne.shortMoney(cents(650))).toBe("$6.50");
  expect(melbourne.signedMoney(cents(-2000))).toBe("−$20.00");
  expect(plain(berlin.money(cents(123_456)))).toBe("1.234,56 €");
  expect(berlin.decimalSeparator).toBe(",");
});

test("formats times in the location's time zone", () => {
  const at = instant(Date.UTC(2025, 5, 12, 15, 5));
  expect(plain(melbourne.dateTime(at))).toMatch(/^13 Jun.* 2025, 1:05 am$/);
  expect(plain(melbourne.time(at))).toBe("1:05 am");
  expect(melbourne.date(at)).toContain("13");
  expect(berlin.date(at)).toContain("12");
  expect(melbourne.date(at, UTC)).toContain("12");
});

test("counts calendar days in the lot's zone, not periods of 24 hours", () => {
  const now = instant(Date.UTC(2025, 5, 12, 13, 30));
  const nearMidnight = instant(Date.UTC(2025, 5, 12, 14, 30));
  expect(melbourne.untilDay(nearMidnight, now)).toBe("tomorrow");
  expect(melbourne.untilDay(nearMidnight, now, UTC)).toBe("today");
});

test("gives distant dates in months and years", () => {
  const now = instant(Date.UTC(2025, 5, 12, 2));
  const until = (days: number) => melbourne.untilDay(instant(now + days * 86_400_000), now);
  expect([30, 60, 61, 90, 180].map(until)).toEqual([
    "in 30 days",
    "in 60 days",
    "in 2 months",
    "in 3 months",
    "in 6 months",
  ]);
  expect([365, 700, 731].map(until)).toEqual(["in 12 months", "in 23 months", "in 2 years"]);
});

test("says how long ago a day was, and the date of one that is long past", () => {
  const now = instant(Date.UTC(2025, 5, 12, 2));
  const past = (days: number) => melbourne.pastDay(instant(now - days * 86_400_000), now);
  expect([-1, 0, 1, 5, 14, 60].map(past)).toEqual([
    "today",
    "today",
    "yesterday",
    "5 days ago",
    "2 weeks ago",
    "8 weeks ago",
  ]);
  expect(past(61)).toBe(melbourne.date(instant(now - 61 * 86_400_000)));
  expect(melbourne.month(now)).toMatch(/^June? 2025$/);
});

test("gives ages from just now to days", () => {
  const now = instant(1_000_000_000);
  expect(melbourne.ago(instant(now - 5_000), now)).toBe("just now");
  expect(melbourne.ago(instant(now + 5_000), now)).toBe("just now");
  expect(melbourne.ago(instant(now - 4 * 60_000), now)).toMatch(/^4 mins? ago$/);
  expect(melbourne.ago(instant(now - 3 * 86_400_000), now)).toBe("3 days ago");
});

test("formats a leap day without a year", () => {
  expect(melbourne.dayOfYear(29, 2, null)).toBe("29 February");
  expect(melbourne.dayOfYear(3, 9, 1984)).toBe("3 September 1984");
});

test("falls back for an unknown locale", () => {
  expect(
    createFormat({ locale: "not a locale", currency: "AUD", timeZone: UTC }).money(cents(100)),
  ).toContain("1.00");
});

test("formats money with the decimals that ISO 4217 gives the currency", () => {
  const of = (currency: string) => createFormat({ locale: "en-AU", currency, timeZone: UTC });
  expect(of("JPY").money(cents(500))).toMatch(/500$/);
  expect(of("KWD").money(cents(1255))).toMatch(/1\.255$/);
  expect(of("KWD").shortMoney(cents(2000))).toMatch(/2$/);
  // CLDR writes Iraqi dinars without decimals; the ledger has three.
  expect(of("IQD").money(cents(1255))).toMatch(/1\.255$/);
  expect([of("JPY").currencyDigits, of("JPY").decimalSeparator]).toEqual([0, "."]);
});
