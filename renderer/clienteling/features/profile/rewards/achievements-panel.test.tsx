// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { ProfileOnTab } from "#renderer/clienteling/features/profile/test-support/profile-on-tab.tsx";
import { useSession } from "#renderer/state/session-store.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { ANNA, STAFF } from "#renderer/testing/store-facts.ts";
import { draw, eventually } from "#renderer/ui/test-support/draw.tsx";
import { cycleOf } from "#shared/incentive/achievements/achievement-cycle.ts";
import { NOTHING_UNLOCKED } from "#shared/incentive/achievements/unlocked.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { addMs, dayIn, instant, timeZoneSchema } from "#shared/kernel/time.ts";
import { progressFactSchema } from "#shared/sync/facts.ts";

const DAY_MS = 86_400_000;
const ZONE = timeZoneSchema.parse("Australia/Melbourne");
const now = instant(Date.now());
const today = dayIn(now, ZONE);

let store: StoreDevice;
beforeEach(async () => {
  store = await openStoreDevice();
  useSession.getState().signIn(assertDefined(STAFF[0], "the sample has staff").id);
});
afterEach(() => store.close());

const level = (name: string, trigger: number, more: object = {}) => ({
  ...{ name, trigger, displayNumber: trigger, description: null, repeats: false },
  ...{ repeatInterval: null, allowMultipleEarn: false, unlocks: [], meta: null },
  ...more,
});

let defined = 0;
const held = (
  name: string,
  more: { readonly definition?: object; readonly [key: string]: unknown },
) => ({
  ...{ zone: ZONE, joinedOn: "2020-01-01", cycle: { from: null, before: null } },
  ...{ score: 0, later: [], unlocked: { ever: NOTHING_UNLOCKED, inCycle: NOTHING_UNLOCKED } },
  ...more,
  definition: {
    ...{ id: 100 + ++defined, name, description: null, shortDescription: null },
    ...{ displayOption: "visible", period: null, enableAnnualEarnCycle: false },
    levels: [level("Ten", 10)],
    ...more.definition,
  },
});

const give = (...achievements: readonly object[]) =>
  store.feed.put("progress", [progressFactSchema.parse({ id: ANNA, achievements, tiers: [] })]);

const open = () =>
  draw(
    <DeviceProvider device={store.device}>
      <ProfileOnTab profileId={ANNA} tab="rewards" />
    </DeviceProvider>,
  );

const panel = () =>
  [...document.querySelectorAll("section")].find(
    (section) => section.querySelector("h2")?.textContent === "Achievements",
  ) ?? null;
const rows = () =>
  [...(panel()?.querySelectorAll("li") ?? [])].map((row) =>
    [...row.querySelectorAll("p")].map((line) => line.textContent),
  );
const bars = () =>
  [...(panel()?.querySelectorAll("progress") ?? [])].map((bar) => [
    bar.getAttribute("aria-label"),
    bar.value,
    bar.textContent,
  ]);

test("[M8] shows how far the customer has come, with or without the server", async () => {
  const reached = {
    ...NOTHING_UNLOCKED,
    levels: [{ trigger: 10, at: addMs(now, -3 * DAY_MS) }],
  };
  give(
    held("Ten visits", { score: 250, definition: { shortDescription: "A coffee for the tenth" } }),
    held("Regular", {
      score: 1200,
      unlocked: { ever: reached, inCycle: reached },
      definition: { levels: [level("Bronze", 10, { repeats: true, repeatInterval: 5 })] },
    }),
    held("Once", { score: 1000, unlocked: { ever: reached, inCycle: reached } }),
  );
  const { text } = await open();
  await eventually(() => expect(rows()).toHaveLength(3));
  expect(rows()).toEqual([
    ["Ten visits", "2.5 of 10", "A coffee for the tenth", "Next: Ten"],
    ["Regular", "12 of 15", expect.stringMatching(/^Bronze, reached /), "Next: Bronze (11)"],
    ["Once", "10", expect.stringMatching(/^Ten, reached /)],
  ]);
  expect(bars()).toEqual([
    ["Ten visits", 25, "2.5 of 10"],
    ["Regular", 80, "12 of 15"],
    ["Once", 100, "10"],
  ]);
  await store.goOffline();
  expect(text()).toContain("2.5 of 10");
});

test("[M3] [M8] a cycle that has ended starts at 0, and hides what is hidden until it counts", async () => {
  const period = "monthly";
  const cycle = cycleOf({ period, enableAnnualEarnCycle: false }, today, today);
  const lastMonth = cycleOf(
    { period, enableAnnualEarnCycle: false },
    dayIn(addMs(now, -40 * DAY_MS), ZONE),
    today,
  );
  const later = [{ day: today, gained: 0, lost: 100 }];
  give(
    held("This month", { score: 400, later, cycle, definition: { period } }),
    held("Last month", { score: 900, cycle: lastMonth, definition: { period } }),
    held("Hidden", {
      score: 900,
      cycle: lastMonth,
      definition: { period, displayOption: "hidden" },
    }),
  );
  await open();
  await eventually(() => expect(rows()).toHaveLength(2));
  expect(rows()).toEqual([
    ["This month", "3 of 10", expect.stringMatching(/^Next: Ten, until .+ \(.+\)$/)],
    ["Last month", "0 of 10", expect.stringMatching(/^Next: Ten, until /)],
  ]);
});

test("shows no panel to a customer for whom nothing was counted", async () => {
  const { text } = await open();
  await eventually(() => expect(text()).toContain("Available to redeem"));
  expect(panel()).toBeNull();
});
