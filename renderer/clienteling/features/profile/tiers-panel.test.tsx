// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { useSession } from "#renderer/state/session-store.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { ANNA, STAFF } from "#renderer/testing/store-facts.ts";
import { draw, eventually } from "#renderer/ui/test-support/draw.tsx";
import { ANY_COST } from "#shared/incentive/cost.ts";
import { EARNING_DEFAULTS } from "#shared/incentive/points/point.ts";
import { TIER_DEFAULTS } from "#shared/incentive/tiers/tier.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { addMs, DAY_MS, dayIn, instant, timeZoneSchema } from "#shared/kernel/time.ts";
import { configFactSchema, progressFactSchema } from "#shared/sync/facts.ts";
import { ProfileOnTab } from "./test-support/profile-on-tab.tsx";

const ZONE = timeZoneSchema.parse("Australia/Melbourne");
const now = instant(Date.now());
const daysAgo = (days: number) => dayIn(addMs(now, -days * DAY_MS), ZONE);

let store: StoreDevice;
beforeEach(async () => {
  store = await openStoreDevice();
  useSession.getState().signIn(assertDefined(STAFF[0], "the sample has staff").id);
});
afterEach(() => store.close());

const points = (id: number, handle: string, name: string) => ({
  id: `definition:${id}`,
  kind: "definition",
  value: {
    ...EARNING_DEFAULTS,
    ...ANY_COST,
    ...{ id, kind: "point", version: 1, name, handle, use: "tier", description: null },
    ...{ decimals: 0, earnRateMicro: 10_000, exchangeMilliCents: 0, expiryPeriod: null },
    ...{ expiryPeriodType: "months", absoluteExpiry: null },
    ...{ isReassignable: false, returnDebtMax: null },
  },
});
/** A tier as devices hold it: what it is now, and what it has been. */
const tier = (id: number, name: string, valueMin: number, more: object = {}) => {
  const value = {
    ...TIER_DEFAULTS,
    ...{ id, kind: "tier", version: 1, name, handle: name.toLowerCase(), valueMin: valueMin * 100 },
    ...more,
  };
  return [
    { id: `definition:${id}`, kind: "definition", value },
    {
      ...{ id: `tier_versions:${id}`, kind: "tier_versions" },
      value: { definitionId: id, versions: [{ at: 0, definition: value }] },
    },
  ];
};
const define = (...facts: readonly object[]) =>
  store.feed.put(
    "config",
    facts.map((fact) => configFactSchema.parse(fact)),
  );
const defineTiers = () =>
  define(
    points(20, TIER_DEFAULTS.programme, "Tier points"),
    ...[...tier(21, "Silver", 300), ...tier(22, "Gold", 1000)],
  );

/** Points gained that many days ago. */
const give = (
  gains: Readonly<Record<number, number>>,
  programme: string = TIER_DEFAULTS.programme,
) =>
  store.feed.put("progress", [
    progressFactSchema.parse({
      id: ANNA,
      achievements: [],
      tiers: [
        {
          ...{ programme, checkpoint: null, assignments: [] },
          days: Object.entries(gains)
            .map(([days, gained]) => [daysAgo(Number(days)), gained * 100])
            .sort(),
        },
      ],
    }),
  ]);

const open = () =>
  draw(
    <DeviceProvider device={store.device}>
      <ProfileOnTab profileId={ANNA} tab="overview" />
    </DeviceProvider>,
  );

const panel = () =>
  [...document.querySelectorAll("section")].find((section) =>
    section.querySelector("h2")?.textContent?.startsWith("Tier"),
  ) ?? null;
const rows = () =>
  [...(panel()?.querySelectorAll("li") ?? [])].map((row) =>
    [...row.querySelectorAll("p")].map((line) => line.textContent),
  );
const bars = () =>
  [...(panel()?.querySelectorAll("progress") ?? [])].map((bar) => [
    ...[bar.getAttribute("aria-label"), bar.value, bar.textContent],
  ]);
const badges = () =>
  [...document.querySelectorAll(".mantine-Badge-label")].map((badge) => badge.textContent);

test("[T15] shows the tier, the way to the next one and what keeps it, with or without the server", async () => {
  defineTiers();
  give({ 200: 400, 20: 180 });
  const { text } = await open();
  await eventually(() => expect(rows().map(([name]) => name)).toEqual(["Silver"]));
  const date = "\\d+ \\w+ \\d{4}";
  expect(rows()[0]).toEqual([
    ...["Silver", "580 of 1,000 points", "420 points to Gold"],
    expect.stringMatching(`^Silver until ${date} \\(in 5 months\\)$`),
    "Enough points to keep Silver for another year",
    expect.stringMatching(`^12-month total, changes after ${date}$`),
  ]);
  expect(bars()).toEqual([["Points to Gold", 58, "580 of 1,000 points"]]);
  expect(badges()).toContain("Silver");
  await store.goOffline();
  expect(text()).toContain("420 points to Gold");
});

test("[T3] [T15] a tier ends by the clock alone, and what keeps the highest is counted", async () => {
  defineTiers();
  give({ 800: 1100, 30: 40 });
  await open();
  await eventually(() =>
    expect(rows().map((row) => row.slice(0, 3))).toEqual([
      ["No tier yet", "40 of 300 points", "260 points to Silver"],
    ]),
  );
  expect(badges()).not.toContain("Gold");
  // Kept once already: the points that reached it counted in its first year.
  give({ 500: 1100, 30: 40 });
  await eventually(() => expect(rows()[0]?.[0]).toBe("Gold"));
  expect(rows()[0]?.slice(1)).toEqual([
    "40 of 1,000 points",
    expect.stringMatching(/^Gold until /),
    expect.stringMatching(/^960 more by \d+ \w+ \d{4} to keep Gold$/),
  ]);
  expect(bars()).toEqual([["Points to keep Gold", 4, "40 of 1,000 points"]]);
});

test("[T10] shows every programme of the region, the region's own first", async () => {
  defineTiers();
  define(
    points(30, "wine", "Wine club"),
    ...tier(31, "Cellar", 500, { programme: "wine", region: "vic", valueMaintain: 90_000 }),
    ...tier(32, "Surf", 500, { programme: "surf", region: "nsw" }),
  );
  give({ 10: 620 }, "wine");
  await open();
  await eventually(() => expect(rows()[0]?.[0]).toBe("Cellar"));
  const [cellar, none] = rows();
  expect(cellar).toEqual([
    ...["Cellar", "620 of 900 points", "Wine club"],
    expect.stringMatching(/^Cellar until /),
    expect.stringMatching(/^280 more by \d+ \w+ \d{4} to keep Cellar$/),
  ]);
  expect(none).toEqual(["No tier yet", "0 of 300 points", "Tier points", "300 points to Silver"]);
  expect(panel()?.querySelector("h2")?.textContent).toBe("Tiers");
  expect(badges()).toContain("Cellar");
});

test("[T7] follows what head office defines", async () => {
  const { text } = await open();
  await eventually(() => expect(text()).toContain("Available"));
  expect(panel()).toBeNull();
  define(
    points(20, TIER_DEFAULTS.programme, "Tier points"),
    ...tier(21, "Member", 0, { isFloor: true }),
  );
  give({ 40: 5 });
  await eventually(() => expect(rows()).toHaveLength(1));
  expect(rows()[0]).toEqual(["Member", "5 points", expect.stringMatching(/^Member since /)]);
});
