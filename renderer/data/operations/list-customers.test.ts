import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { ANNA, accountFactOf, PROFILES, STAFF } from "#renderer/testing/store-facts.ts";
import {
  type LocationId,
  locationIdSchema,
  type ProfileId,
  type StaffId,
  staffIdSchema,
} from "#shared/kernel/ids.ts";
import { addMs, DAY_MS, dayIn, type Instant, instant, UTC } from "#shared/kernel/time.ts";
import { dayOfYear } from "#shared/profile/day-of-year.ts";
import { NO_DETAILS } from "#shared/profile/profile.ts";

const NOW = instant(Date.now());
const [HERE, HER_STORE] = [1, 2].map((id) => locationIdSchema.parse(id));
const ADA = staffIdSchema.parse(STAFF[0]?.id);
const BEN = staffIdSchema.parse(STAFF[1]?.id);
const ROWS = { homeId: null, offset: 0, limit: 10 };

let store: StoreDevice;

beforeAll(async () => {
  store = await openStoreDevice();
  await vi.waitFor(async () => {
    const { count } = await store.device.listCustomers({ ...ROWS, show: "all" });
    expect(count).toBe(PROFILES.length);
  }, 10_000);
});
afterAll(() => store.close());

/** Sends accounts of customers who shop every `averageDays`, last so many days ago. */
const shop = (all: readonly (readonly [number, number, number])[]) =>
  store.feed.put(
    "accounts",
    all.map(([place, averageDays, daysAgo]) => ({
      ...accountFactOf(idAt(place), NOW),
      shopping: {
        latestDay: dayIn(addMs(NOW, -daysAgo * DAY_MS), UTC),
        shopDays: 7,
        averageDays,
        favouriteLocationId: null,
        spent: [],
      },
    })),
  );
const idAt = (place: number): ProfileId => {
  const profile = PROFILES[place];
  if (!profile) throw new Error("nobody");
  return profile.id;
};

const expiring = (homeId = HER_STORE ?? null, days = 10, from: Instant = NOW) =>
  store.device.listCustomers({
    ...{ ...ROWS, homeId, show: "expiring" },
    ...{ from, through: addMs(from, days * DAY_MS) },
  });

test("lists who has a birthday, with what they can redeem", async () => {
  const { count, ids } = await store.device.listCustomers({
    ...{ ...ROWS, show: "birthdays" },
    ...{ from: dayOfYear(9, 1), through: dayOfYear(9, 30) },
  });
  expect([count, ids]).toEqual([1, [ANNA]]);
  const [row] = await store.device.readCustomers(ids);
  expect(row).toMatchObject({ profile: { firstName: "Anna" }, shopping: null });
  expect(row?.availableCents).toBeGreaterThan(0);
  expect(row?.nextExpiry?.remaining).toBe(650);
});

test("lists whose rewards expire soon at their store, also those that come first later", async () => {
  expect(await expiring()).toEqual({ count: 1, ids: [ANNA] });
  expect(await expiring(HERE)).toEqual({ count: 0, ids: [] });
  expect(await expiring(HER_STORE, 2)).toEqual({ count: 0, ids: [] });
  // Her second reward, once the first has expired.
  expect(await expiring(HER_STORE, 20, addMs(NOW, 10 * DAY_MS))).toEqual({ count: 1, ids: [ANNA] });
});

test("[A11] lists who has lapsed by their own rhythm, and nobody before 60 days", async () => {
  shop([
    [1, 30, 100],
    [2, 30, 80],
    [4, 7, 61],
    [5, 7, 59],
  ]);
  store.device.syncNow();
  const day = dayIn(NOW, UTC);
  await expect
    .poll(() => store.device.listCustomers({ ...ROWS, show: "lapsed", day }))
    .toEqual({ count: 2, ids: [idAt(4), idAt(1)] });
});

test("a customer who exists only here is in the lists", async () => {
  const name = { firstName: "Aaron", lastName: "Aa" };
  const made = await store.device.createProfile({
    details: { ...NO_DETAILS, ...name, email: "aaron@example.com", birthDay: 2, birthMonth: 9 },
    identities: [],
    staffId: ADA,
  });
  if (!made.ok) throw new Error(made.error.reason);
  const { ids } = await store.device.listCustomers({ ...ROWS, show: "all" });
  expect(ids[0]).toBe(made.value.profileId);
});

test("[X30] [X31] who looks after a customer counts at once, and a colleague can't take them", async () => {
  const book = (associateId = ADA) =>
    store.device.listCustomers({ ...ROWS, show: "book", associateId });
  const move = (profileId: ProfileId, staffId = ADA, associateId: StaffId | null = ADA) =>
    store.device.moveCustomer({ profileId, associateId, staffId });
  const moved = await move(idAt(2));
  if (!moved.ok) throw new Error(moved.error.reason);
  expect((await move(idAt(1))).ok).toBe(true);
  expect(await book()).toEqual({ count: 2, ids: [idAt(2), idAt(1)] });
  expect(await move(idAt(2))).toMatchObject({ error: { reason: "no_changes" } });
  expect(await move(idAt(2), BEN, BEN)).toMatchObject({ error: { reason: "beyond_role" } });
  const handOver = { fromStaffId: ADA, toStaffId: BEN };
  expect(await store.device.handOverBook({ ...handOver, staffId: BEN })).toMatchObject({
    error: { reason: "beyond_role" },
  });
  expect((await store.device.handOverBook({ ...handOver, staffId: ADA })).ok).toBe(true);
  // The server moves them, so they are here until it has.
  expect((await book()).count).toBe(2);
  await store.device.undo(moved.value.commandId);
  expect(await book()).toEqual({ count: 1, ids: [idAt(1)] });
});

test("[X33] VIPs of a store are listed, by their tag", async () => {
  const vips = (homeId: LocationId | undefined) =>
    store.device.listCustomers({ ...ROWS, show: "vip", at: NOW, homeId: homeId ?? null });
  expect(await vips(HER_STORE)).toEqual({ count: 1, ids: [ANNA] });
  expect((await vips(HERE)).count).toBe(0);
});

test("[X43] lists who brought something back some weeks ago and hasn't come since", async () => {
  const cases = [
    [1, 14, -500],
    [2, 56, -1],
    [3, 13, -500],
    [4, 57, -500],
    [5, 20, 0],
  ] as const;
  store.feed.put(
    "accounts",
    cases.map(([place, daysAgo, spentCents]) => {
      const latestDay = dayIn(addMs(NOW, -daysAgo * DAY_MS), UTC);
      const rhythm = { latestDay, shopDays: 2, averageDays: null, favouriteLocationId: null };
      const spent = [[latestDay, spentCents]];
      return { ...accountFactOf(idAt(place), NOW), shopping: { ...rhythm, spent } };
    }),
  );
  store.device.syncNow();
  await vi.waitFor(async () => {
    const listed = await store.device.listCustomers({
      ...{ ...ROWS, show: "returned", day: dayIn(NOW, UTC) },
    });
    expect(listed).toEqual({ count: 2, ids: [idAt(1), idAt(2)] });
  }, 10_000);
});
