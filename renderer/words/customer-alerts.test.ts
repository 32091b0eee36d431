import { expect, test } from "vitest";
import { calendarDaySchema, DAY_MS, instant, timeZoneSchema } from "#shared/kernel/time.ts";
import { lotSchema } from "#shared/ledger/lot.ts";
import { type AlertSource, customerAlerts } from "./customer-alerts.ts";
import { createFormat } from "./format.ts";

const ZONE = timeZoneSchema.parse("Europe/London");
const format = createFormat({ locale: "en-GB", currency: "GBP", timeZone: ZONE });
const NOW = instant(Date.UTC(2026, 10, 30, 12));

const QUIET: AlertSource = {
  profile: { birthDay: null, birthMonth: null, birthYear: null },
  freeze: null,
  owed: [],
  lots: [],
  shopping: null,
  verdicts: 0,
  overruled: [],
  tier: null,
  programme: null,
};

const alertsOf = (source: Partial<AlertSource>, zone = ZONE, now = NOW) =>
  customerAlerts({ ...QUIET, ...source }, { now, zone, format });
const titlesOf = (...of: Parameters<typeof alertsOf>) => alertsOf(...of).map(({ title }) => title);

const born = (birthDay: number, birthMonth: number) => ({
  profile: { birthDay, birthMonth, birthYear: 1984 },
});

const reward = (cents: number, days: number) =>
  lotSchema.parse({
    lotId: `${newLotId()}:0`,
    unit: "reward",
    definitionId: 1,
    definitionVersion: 1,
    issuedAt: NOW,
    activeAt: NOW,
    expiresAt: NOW + days * DAY_MS,
    timezone: ZONE,
    initial: cents,
    remaining: cents,
  });
const newLotId = () => "019700cc-0000-7000-8000-000000000001";

const shopping = (latestDay: string, averageDays: number | null) => ({
  latestDay: calendarDaySchema.parse(latestDay),
  averageDays,
  shopDays: 5,
  favouriteLocationId: null,
  spent: [],
});

test("a customer of whom nothing is special has no alerts", () => {
  expect(alertsOf({})).toEqual([]);
});

test("what stops a redemption comes first, then what is to be put right, then the rest", () => {
  const kinds = alertsOf({
    ...born(3, 12),
    freeze: { reason: "review", since: NOW },
    owed: [{ unit: "reward", definitionId: null, amount: 1735, since: NOW }],
    verdicts: 1,
    overruled: ["title"],
    lots: [reward(500, 3)],
    shopping: shopping("2026-01-01", 30),
  }).map(({ kind }) => kind);
  expect(kinds).toEqual([
    "frozen",
    "owed",
    "verdict",
    "overruled",
    "birthday",
    "expiring",
    "lapsing",
  ]);
});

test("a birthday is announced from seven days before, in words", () => {
  expect(titlesOf(born(8, 12))).toEqual([]);
  expect(titlesOf(born(7, 12))).toEqual(["Birthday in 7 days (7 December)"]);
  expect(titlesOf(born(1, 12))).toEqual(["Birthday tomorrow"]);
  expect(titlesOf(born(30, 11))).toEqual(["Birthday today"]);
});

test("a birthday is the day of the store, on either side of the date line (traps 20)", () => {
  const late = instant(Date.UTC(2026, 10, 30, 10, 30));
  const [west, east] = ["Pacific/Honolulu", "Pacific/Kiritimati"].map((zone) =>
    titlesOf(born(30, 11), timeZoneSchema.parse(zone), late),
  );
  expect(west).toEqual(["Birthday today"]);
  expect(east).toEqual([]);
});

test("what expires within thirty days is added up, and the first is named", () => {
  expect(titlesOf({ lots: [reward(2000, 29), reward(390, 3), reward(900, 31)] })).toEqual([
    "£23.90 expires in the next 30 days, the first in 3 days",
  ]);
});

test("[A11] somebody is lapsing once three times their own rhythm has passed", () => {
  expect(titlesOf({ shopping: shopping("2026-08-31", 30) })).toEqual([
    "Usually shops every 30 days, but hasn't been in since 31 Aug 2026",
  ]);
  expect(titlesOf({ shopping: shopping("2026-09-02", 30) })).toEqual([]);
  expect(titlesOf({ shopping: shopping("2020-01-01", null) })).toEqual([]);
});

test("[S25] the fields that were changed twice are named and lead to the details", () => {
  expect(alertsOf({ overruled: ["title", "consent.sms_promo"] })).toMatchObject([
    { title: "Title, Offers by SMS were changed twice: choose which are right", tab: "details" },
  ]);
});
