import { firstValueFrom } from "rxjs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  createTestClock,
  createTestDisk,
  type TestClock,
} from "#renderer/data/testing/test-parts.ts";
import { openTill, type Till } from "#renderer/data/testing/till.ts";
import { type FeedServer, startFeedServer } from "#renderer/testing/feed-server.ts";
import { accountFact, profileIdOf, STAFF_ID } from "#renderer/testing/sample-facts.ts";
import { goOffline as cutOff, openSmallShop } from "#renderer/testing/small-shop.ts";
import { profileIdSchema, staffIdSchema } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const profileId = profileIdSchema.parse(profileIdOf(1));
const staffId = staffIdSchema.parse(STAFF_ID);

let feed: FeedServer;
let clock: TestClock;
let till: Till;

beforeEach(async () => {
  feed = await startFeedServer();
  clock = createTestClock();
});
afterEach(async () => {
  await till.device.dispose();
  await feed.close();
});

/** A customer whose 20.00 expires in ten days, and another 5.00 that starts in ten days. */
const openShop = async (floorLimits: object = {}, disk = createTestDisk()) => {
  const [lot] = accountFact(1).lots;
  const inTenDays = Date.now() + 10 * DAY_MS;
  const lots = [
    { ...lot, issuedAt: Date.now() - 10 * DAY_MS, expiresAt: inTenDays },
    { ...lot, lotId: `${profileIdOf(7)}:0`, activeAt: inTenDays, initial: 500, remaining: 500 },
  ];
  const accounts = [accountFact(1, 2000, { lots })];
  till = await openSmallShop(feed, { floorLimits, accounts, disk, parts: { clock } });
};
const goOffline = () => cutOff(feed, till);
const balance = async () =>
  (await firstValueFrom(till.device.profile$(profileId)))?.balances.combinedCents;
const redeem = () =>
  till.device.redeem({ profileId, amountCents: cents(100), staffId, receiptRef: null });
const TOO_OLD = {
  ok: false,
  error: { by: "device", refusal: { reason: "snapshot_too_old" } },
};

describe.for([
  ["ahead", 40 * DAY_MS],
  ["behind", -40 * DAY_MS],
] as const)("[S18] a device clock that is 40 days %s while online", ([, offMs]) => {
  beforeEach(async () => {
    clock.turn(offMs);
    await openShop();
  });

  test("takes its time from the server: balances are right, and it says that its clock is wrong", async () => {
    expect(await balance()).toBe(2000);
    expect(Math.abs(till.device.now() - Date.now())).toBeLessThan(MINUTE_MS);
    const status = await firstValueFrom(till.device.status$);
    expect(Math.abs(status.clockAheadMs - offMs)).toBeLessThanOrEqual(MINUTE_MS);
    expect(Math.abs((status.lastContactAt ?? 0) - Date.now())).toBeLessThan(MINUTE_MS);
  });

  test("dates what is done offline rightly, also after a restart", async () => {
    await goOffline();
    expect(await redeem()).toMatchObject({ ok: true });
    const { disk } = till;
    await till.device.dispose();
    till = await openTill(disk, { clock });
    expect(await balance()).toBe(1900);
    expect(await redeem()).toMatchObject({ ok: true });
    const { commands } = JSON.parse(await till.device.exportPending());
    for (const { command } of commands) {
      expect(Math.abs(command.occurredAt - Date.now())).toBeLessThan(MINUTE_MS);
    }
    expect(commands).toHaveLength(2);
  });
});

test("[S18] offline, the warning about the clock follows the clock, also over a restart", async () => {
  clock.turn(40 * DAY_MS);
  await openShop();
  await goOffline();
  const aheadMs = async () => {
    till.device.syncNow();
    return (await firstValueFrom(till.device.status$)).clockAheadMs;
  };
  clock.turn(-40 * DAY_MS);
  await expect.poll(aheadMs).toBe(0);
  clock.turn(-40 * DAY_MS);
  await expect.poll(aheadMs).toBeLessThan(-39 * DAY_MS);
  const { disk } = till;
  await till.device.dispose();
  clock.turn(40 * DAY_MS);
  till = await openTill(disk, { clock });
  expect((await firstValueFrom(till.device.status$)).clockAheadMs).toBe(0);
});

test("[S18] a clock that is right to within minutes is not mentioned", async () => {
  clock.turn(4 * MINUTE_MS);
  await openShop();
  expect((await firstValueFrom(till.device.status$)).clockAheadMs).toBe(0);
});

test("[F3] a clock that was 40 days ahead and is then corrected doesn't make the copy look fresh", async () => {
  clock.turn(40 * DAY_MS);
  await openShop({ maxSnapshotAgeMs: 24 * HOUR_MS });
  await goOffline();
  clock.turn(-40 * DAY_MS);
  expect(await redeem()).toMatchObject({ ok: true });
  clock.turn(25 * HOUR_MS);
  expect(await redeem()).toMatchObject(TOO_OLD);
  const { disk } = till;
  await till.device.dispose();
  till = await openTill(disk, { clock });
  expect(await redeem()).toMatchObject(TOO_OLD);
});
