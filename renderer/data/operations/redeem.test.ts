import { filter, firstValueFrom } from "rxjs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { DeviceParts } from "#renderer/data/assembly/device-parts.ts";
import type { Journal } from "#renderer/data/journal/journal.ts";
import {
  createTestClock,
  createTestDisk,
  type TestClock,
} from "#renderer/data/testing/test-parts.ts";
import { openTill, type Till } from "#renderer/data/testing/till.ts";
import { type FeedServer, pushResponse, startFeedServer } from "#renderer/testing/feed-server.ts";
import { accountFact, profileIdOf, STAFF_ID } from "#renderer/testing/sample-facts.ts";
import { goOffline as cutOff, openSmallShop } from "#renderer/testing/small-shop.ts";
import { lotIdSchema, profileIdSchema, staffIdSchema } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { err, ok } from "#shared/kernel/result.ts";

const HOUR_MS = 3_600_000;
const staffId = staffIdSchema.parse(STAFF_ID);
const profile = (n: number) => profileIdSchema.parse(profileIdOf(n));

let feed: FeedServer;
let till: Till;
let clock: TestClock;

const openShop = async (
  floorLimits: object = {},
  disk = createTestDisk(),
  parts: Partial<DeviceParts> = {},
) => {
  till = await openSmallShop(feed, { floorLimits, disk, parts: { clock, ...parts } });
};

beforeEach(async () => {
  feed = await startFeedServer();
  clock = createTestClock();
});
afterEach(async () => {
  await till.device.dispose();
  await feed.close();
});

const goOffline = () => cutOff(feed, till);
const redeem = (n: number, amountCents: number) =>
  till.device.redeem({
    profileId: profile(n),
    amountCents: cents(amountCents),
    staffId,
    receiptRef: null,
  });
const view = async (n: number) => {
  const seen = await firstValueFrom(till.device.profile$(profile(n)));
  if (!seen) throw new Error("no such profile");
  return seen;
};
const balance = async (n: number) => (await view(n)).balances.combinedCents;
/** The feed never shows what was redeemed, so once it is done the whole balance is back. */
const untilDone = (n: number, cents: number) =>
  firstValueFrom(
    till.device.profile$(profile(n)).pipe(filter((seen) => seen?.balances.combinedCents === cents)),
  );
const declined = (reason: string) => ({ ok: false, error: { by: "device", refusal: { reason } } });

describe("offline", () => {
  test("[F2] redeems at risk at once and shows what is left, but never more than that", async () => {
    await openShop();
    await goOffline();
    expect(
      await till.device.previewRedeem({ profileId: profile(1), amountCents: cents(1500) }),
    ).toMatchObject({ mode: "at_risk", plan: { plannedCents: 1500 } });
    expect(await redeem(1, 1500)).toMatchObject({ ok: true, value: { status: "at_risk" } });
    expect(await view(1)).toMatchObject({
      balances: { combinedCents: 500 },
      confirmedBalances: { combinedCents: 2000 },
      pendingRedemptions: [{ amountCents: 1500, mode: "at_risk" }],
      atRisk: { maxCents: 500 },
    });
    expect(await redeem(1, 501)).toMatchObject(declined("insufficient_balance"));
    expect(await redeem(1, 500)).toMatchObject({ ok: true });
    expect(await balance(1)).toBe(0);
  });

  test.each([
    ["[F1]", { allowanceCents: 0 }, "at_risk_off"],
    ["[F4]", { maxPerRedemptionCents: 400 }, "over_per_redemption"],
    ["[F5]", { maxSharePercent: 20 }, "over_share"],
    ["[F6]", { maxPerProfileCents: 450 }, "over_per_profile"],
    ["[F7]", { allowanceCents: 499 }, "over_allowance"],
  ])("%s %j declines on the spot and writes nothing", async (_id, limits, reason) => {
    await openShop(limits);
    await goOffline();
    expect(await redeem(1, 500)).toMatchObject(declined(reason));
    expect(await firstValueFrom(till.device.pending$)).toEqual([]);
  });

  test("[K3] [K5] discounts stay within the limits of the sale, with what was redeemed for it before", async () => {
    const saleLimits = { minBasketCents: 0, maxSharePercent: 50, maxPerSaleCents: null };
    till = await openSmallShop(feed, { policy: { saleLimits }, parts: { clock } });
    await goOffline();
    const redeemFor = (amountCents: number, basketCents: number | null, receiptRef = "R-1") =>
      till.device.redeem({
        ...{ profileId: profile(1), staffId, receiptRef, amountCents: cents(amountCents) },
        basketCents: basketCents === null ? null : cents(basketCents),
      });
    expect(await redeemFor(100, null)).toMatchObject(declined("basket_needed"));
    expect(await redeemFor(401, 800)).toMatchObject(declined("over_basket_share"));
    expect(await redeemFor(300, 800)).toMatchObject({ ok: true });
    expect(await redeemFor(101, 800)).toMatchObject(declined("over_basket_share"));
    expect(await redeemFor(101, 800, "R-2")).toMatchObject({ ok: true });
    expect(await redeemFor(100, 800)).toMatchObject({ ok: true });
    expect(await redeemFor(1, 800)).toMatchObject(declined("over_basket_share"));
  });

  test("[F6] [F7] redemptions add up towards the limits until the server answers", async () => {
    await openShop({ maxCountPerProfile: 2, allowanceCents: 500 });
    await goOffline();
    expect(await redeem(1, 100)).toMatchObject({ ok: true });
    expect(await redeem(1, 100)).toMatchObject({ ok: true });
    expect(await redeem(1, 100)).toMatchObject(declined("too_many_for_profile"));
    expect(await redeem(2, 301)).toMatchObject(declined("over_allowance"));
    expect(await redeem(2, 300)).toMatchObject({ ok: true });
    expect(await redeem(3, 1)).toMatchObject(declined("over_allowance"));
    feed.faults.push = null;
    feed.faults.pull = null;
    till.device.syncNow();
    await till.untilPending(0);
    await goOffline();
    expect(await redeem(3, 500)).toMatchObject({ ok: true });
  });

  test("[F7] concurrent redemptions never spend an allowance twice", async () => {
    await openShop({ allowanceCents: 1000, maxCountPerProfile: 100 });
    await goOffline();
    const results = await Promise.all(
      Array.from({ length: 10 }, (_, n) => redeem(1 + (n % 3), 300)),
    );
    expect(results.filter((result) => result.ok)).toHaveLength(3);
  });

  test("[F3] declines when the facts are too old, even after a restart", async () => {
    await openShop({ maxSnapshotAgeMs: 24 * HOUR_MS });
    await goOffline();
    clock.turn(25 * HOUR_MS);
    expect(await redeem(1, 100)).toMatchObject(declined("snapshot_too_old"));
    const { disk } = till;
    await till.device.dispose();
    till = await openTill(disk, { clock });
    expect(await redeem(1, 100)).toMatchObject(declined("snapshot_too_old"));
  });

  test("[F3] [S8] after the clock was set back, nothing at risk until the server answers", async () => {
    await openShop();
    await goOffline();
    clock.turn(-2 * HOUR_MS);
    expect(await redeem(1, 100)).toMatchObject(declined("clock_went_back"));
    const { disk } = till;
    await till.device.dispose();
    till = await openTill(disk, { clock });
    expect(await redeem(1, 100)).toMatchObject(declined("clock_went_back"));
    feed.faults.pull = null;
    feed.faults.push = null;
    const pullsBefore = feed.seen.pulls.length;
    till.device.syncNow();
    await till.until(({ connection }) => connection === "online");
    // At most three pulls run at once, so the server has answered one.
    await expect.poll(() => feed.seen.pulls.length).toBeGreaterThan(pullsBefore + 3);
    await goOffline();
    expect(await redeem(1, 100)).toMatchObject({ ok: true });
  });

  test("a device that must enrol again redeems nothing", async () => {
    await openShop();
    feed.faults.pull = { status: 403, code: "must_enrol" };
    till.device.syncNow();
    await till.until(({ connection }) => connection === "must_enrol");
    expect(await redeem(1, 100)).toMatchObject(declined("at_risk_off"));
  });
});

describe("what was redeemed and is done", () => {
  const MAX_TWO_AN_HOUR = [
    { counted: "redemption", per: "device", maxPerHour: 2, whenOver: "block" },
  ];
  const restart = async () => {
    await till.device.dispose();
    till = await openTill(till.disk, { clock });
  };

  test("[H5] counts towards a limit for an hour, also after a restart", async () => {
    const policy = { velocityLimits: MAX_TWO_AN_HOUR };
    till = await openSmallShop(feed, { policy, parts: { clock } });
    for (const amountCents of [100, 200]) {
      expect(await redeem(1, amountCents)).toMatchObject({ value: { status: "confirmed" } });
    }
    await untilDone(1, 2000);
    await goOffline();
    expect(await redeem(2, 100)).toMatchObject(declined("too_many_an_hour"));
    await restart();
    expect(await redeem(2, 100)).toMatchObject(declined("too_many_an_hour"));
    clock.turn(HOUR_MS);
    expect(await redeem(2, 100)).toMatchObject({ ok: true, value: { status: "at_risk" } });
  });

  test("is shown for a quarter of an hour, the latest first, also after a restart", async () => {
    const seen = async () => (await view(1)).recentRedemptions.map((each) => each.amountCents);
    await openShop();
    await redeem(1, 700);
    await redeem(1, 300);
    await untilDone(1, 2000);
    expect(await seen()).toEqual([300, 700]);
    await goOffline();
    await restart();
    expect(await seen()).toEqual([300, 700]);
    clock.turn(HOUR_MS / 4);
    expect(await seen()).toEqual([]);
  });
});

test.each(["device_revoked", "unauthorised"] as const)(
  "[S20] a lost device that is shut out (%s) keeps what it hasn't sent, and can export it to a file",
  async (code) => {
    const disk = createTestDisk();
    await openShop({}, disk);
    await goOffline();
    const redeemed = await redeem(1, 100);
    expect(redeemed).toMatchObject({ ok: true, value: { status: "at_risk" } });
    feed.faults.pull = { status: 401, code };
    feed.faults.push = { status: 401, code };
    till.device.syncNow();
    await till.until(({ connection }) => connection === "must_enrol");
    await till.device.dispose();
    till = await openTill(disk, { clock });
    await till.until(({ connection }) => connection === "must_enrol");
    await till.until(({ pendingCount }) => pendingCount === 1);
    const { commands } = JSON.parse(await till.device.exportPending());
    expect(commands).toMatchObject([{ command: { kind: "redeem", amountCents: 100 } }]);
  },
);

describe("online", () => {
  test("waits for the verdict and shows the new balance without counting it twice", async () => {
    await openShop();
    expect(await redeem(1, 700)).toMatchObject({ ok: true, value: { status: "confirmed" } });
    expect(await balance(1)).toBe(1300);
    feed.put("accounts", [accountFact(1, 1300, { version: 2, recordedAt: Date.now() })]);
    await firstValueFrom(
      till.device
        .profile$(profile(1))
        .pipe(filter((seen) => seen?.confirmedBalances.combinedCents === 1300)),
    );
    expect(await balance(1)).toBe(1300);
  });

  test("a refusal says what is available, and needs no attention because it was just read", async () => {
    await openShop();
    feed.faults.onPush = (commands) =>
      pushResponse(
        "e1",
        2,
        commands.map((command) => ({
          ...verdictFor(command),
          status: "refused",
          reason: "insufficient_balance",
          availableCents: 300,
        })),
      );
    expect(await redeem(1, 700)).toMatchObject({
      ok: false,
      error: { by: "server", reason: "insufficient_balance", availableCents: 300 },
    });
    const status = await till.untilPending(0);
    expect(status.attentionCount).toBe(0);
    expect(await balance(1)).toBe(2000);
  });

  test("without an answer in time it is unconfirmed, still pending and still taken off", async () => {
    await openShop({}, createTestDisk(), { verdictWaitMs: 300 });
    feed.faults.onPush = () => "never";
    expect(await redeem(1, 700)).toMatchObject({ ok: true, value: { status: "unconfirmed" } });
    expect(await balance(1)).toBe(1300);
    await expect
      .poll(() => firstValueFrom(till.device.pending$))
      .toMatchObject([{ mode: "online", wasSent: true }]);
  });

  test("more than the balance is declined on the spot", async () => {
    await openShop();
    expect(await redeem(1, 2001)).toMatchObject({
      error: { by: "device", refusal: { reason: "insufficient_balance", availableCents: 2000 } },
    });
    expect(await redeem(1, 0)).toMatchObject(declined("amount_not_positive"));
    expect(feed.seen.pushes).toEqual([]);
  });
});

describe("[S16] durable or not done", () => {
  test("when the journal refuses, nothing is redeemed or pending and the place stays free", async () => {
    const disk = createTestDisk();
    let isFull = false;
    const journal: Journal = {
      ...disk.journal,
      append: (record) =>
        isFull ? Promise.resolve(err({ reason: "disk_full" })) : disk.journal.append(record),
    };
    await openShop({}, { ...disk, journal });
    await goOffline();
    isFull = true;
    expect(await redeem(1, 100)).toMatchObject({
      error: { refusal: { reason: "not_durable", cause: "disk_full" } },
    });
    expect(await firstValueFrom(till.device.pending$)).toEqual([]);
    isFull = false;
    expect(await redeem(1, 100)).toMatchObject({ ok: true });
  });

  test("a command that only the journal has is restored at the next start", async () => {
    const disk = createTestDisk();
    await openShop({}, disk);
    await goOffline();
    const redeemed = await redeem(1, 100);
    await till.device.dispose();
    // The browser has lost its databases, but not the journal and the secrets.
    const { journal, secrets } = disk;
    till = await openTill({ ...createTestDisk(), journal, secrets }, { clock });
    const pending = await firstValueFrom(till.device.pending$);
    expect(pending).toMatchObject([
      { commandId: redeemed.ok ? redeemed.value.commandId : "", amountCents: 100, canUndo: false },
    ]);
  });

  test("[F2] [S6] after a power cut lost the account, a redemption is taken off again at the next start", async () => {
    const disk = createTestDisk();
    await openShop({}, disk);
    expect(await redeem(1, 700)).toMatchObject({ ok: true, value: { status: "confirmed" } });
    // As if pulled facts had not reached the disk.
    await untilDone(1, 2000);
    await till.device.dispose();
    feed.faults.pull = { status: 503, code: "unavailable" };
    till = await openTill(disk, { clock });
    expect(await balance(1)).toBe(1300);
    expect(await redeem(1, 1301)).toMatchObject(declined("insufficient_balance"));
  });

  test("an undone command stays undone", async () => {
    const disk = createTestDisk();
    await openShop({}, disk);
    await goOffline();
    await redeem(1, 100);
    const [first] = await firstValueFrom(till.device.pending$);
    if (!first) throw new Error("nothing pending");
    const undone = await till.device.undo(first.commandId);
    await till.device.dispose();
    const { journal, secrets } = disk;
    till = await openTill({ ...createTestDisk(), journal, secrets }, { clock });
    const pending = await firstValueFrom(till.device.pending$);
    expect(pending.map(({ kind }) => kind)).toEqual([undone.ok ? "withdrawn" : "redeem"]);
  });

  test("answered commands leave the journal, except the newest, which shows the last place used", async () => {
    const disk = createTestDisk();
    await openShop({}, disk);
    for (let n = 0; n < 5; n += 1) await redeem(1, 100);
    await till.untilPending(0);
    await till.device.dispose();
    till = await openTill(disk, { clock });
    const content = await disk.journal.read();
    expect(content).toMatchObject(ok({ records: [{ type: "command" }] }));
  });
});

test("[S8] a command says when the server last answered, by the server's clock", async () => {
  await openShop();
  await goOffline();
  clock.turn(3 * HOUR_MS);
  await redeem(1, 100);
  const text = await till.device.exportPending();
  const { command } = JSON.parse(text).commands[0];
  expect(command.elapsedSinceContactMs).toBeGreaterThanOrEqual(3 * HOUR_MS);
  expect(command.occurredAt - command.lastContactAt).toBeGreaterThanOrEqual(3 * HOUR_MS - 1000);
  expect(command).toMatchObject({
    kind: "redeem",
    mode: "at_risk",
    policyVersion: 1,
    locationId: 1,
  });
});

const verdictFor = (command: unknown) => ({
  commandId: commandIdOf(command),
  detail: null,
  shortfallCents: null,
  redemptionId: null,
  accountVersion: null,
  profileId: null,
  wasClamped: false,
  wasFrozen: false,
  recordedAt: Date.now(),
});

const commandIdOf = (command: unknown): string =>
  typeof command === "object" && command !== null && "commandId" in command
    ? String(command.commandId)
    : "";

describe("benefits", () => {
  const COFFEE = `0189dddd-0000-7000-8000-000000000001:0`;
  const coffee = { unit: "benefit", definitionId: 9, initial: 2, remaining: 2 };
  const openCafe = async () => {
    const [reward] = accountFact(1).lots;
    const lots = [reward, { ...reward, ...coffee, lotId: COFFEE }];
    till = await openSmallShop(feed, {
      accounts: [accountFact(1, 2000, { lots })],
      parts: { clock },
    });
  };
  const use = () =>
    till.device.redeemBenefit({
      profileId: profile(1),
      lotId: lotIdSchema.parse(COFFEE),
      staffId,
    });

  test("[N5] are used once the server agrees, and not without it", async () => {
    await openCafe();
    expect(await use()).toMatchObject({ ok: true, value: { status: "confirmed" } });
    expect(await balance(1)).toBe(2000);
    await goOffline();
    expect(await use()).toMatchObject(declined("server_needed"));
  });
});
