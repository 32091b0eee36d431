// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { ProfileOnTab } from "#renderer/clienteling/features/profile/test-support/profile-on-tab.tsx";
import { useSession } from "#renderer/state/session-store.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { ANNA, PROFILES, STAFF } from "#renderer/testing/store-facts.ts";
import { button, click, draw, eventually, field, type } from "#renderer/ui/test-support/draw.tsx";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { addMs, DAY_MS, dayIn, instant, timeZoneSchema } from "#shared/kernel/time.ts";
import { clientelingFactSchema } from "#shared/sync/facts.ts";

const staffId = assertDefined(STAFF[0], "the sample has staff").id;
const BEN = assertDefined(PROFILES[1], "the sample has two profiles").id;
const ZONE = timeZoneSchema.parse("Australia/Melbourne");
const now = instant(Date.now());
const daysAgo = (days: number) => dayIn(addMs(now, -days * DAY_MS), ZONE);

let store: StoreDevice;

beforeEach(async () => {
  store = await openStoreDevice();
  useSession.getState().signIn(staffId);
});
afterEach(() => store.close());

const open = async () => {
  const drawn = await draw(
    <DeviceProvider device={store.device}>
      <ProfileOnTab profileId={ANNA} tab="purchases" />
    </DeviceProvider>,
  );
  await eventually(() => expect(drawn.text()).toContain("Add a receipt"));
  return drawn;
};

const add = async (receipt: string, total: string) => {
  await click(button("Add a receipt"));
  await type(field("Receipt number"), receipt);
  await type(field("Total"), total);
  await click(button("Add receipt"));
};

test("[J7] a receipt is added offline, shown as not sent, and taken back", async () => {
  const drawn = await open();
  await store.goOffline();
  await add("G-7", "48.5");
  await eventually(() => expect(drawn.text()).toContain("Not synced yet"));
  expect(drawn.text()).toContain("G-7$48.50 · ");
  expect(drawn.text()).toContain("Collins Street");
  // The same receipt, differently typed.
  await add("g 7", "48.50");
  await eventually(() => expect(drawn.text()).toContain("This receipt was already added"));
  await click(button("Cancel"));
  await click(button("Undo receipt G-7"));
  await eventually(() => expect(drawn.text()).not.toContain("G-7"));
});

test("[J7] the device refuses what it knows the server would", async () => {
  const claim = (profileId: ProfileId, more: object = {}) =>
    store.device.claimSale({
      ...{ profileId, staffId },
      receipt: {
        ...{ receiptRef: "88410192", day: daysAgo(4), totalE4: 1_698_500, locationCode: "S1" },
        ...more,
      },
    });
  const refused = (reason: string) => ({ ok: false, error: { reason } });
  expect(await claim(ANNA)).toMatchObject(refused("already_theirs"));
  expect(await claim(BEN)).toMatchObject(refused("already_credited"));
  expect(await claim(ANNA, { day: daysAgo(-2) })).toMatchObject(refused("in_the_future"));
  expect(await claim(ANNA, { day: "2020-01-01" })).toMatchObject({
    error: { reason: "too_long_before_joining", daysBeforeJoining: 7 },
  });
  expect(await claim(ANNA, { receiptRef: " " })).toMatchObject(refused("not_readable"));
  // Another total is another sale, of which only the server can know.
  expect(await claim(BEN, { totalE4: 1_698_400 })).toMatchObject({ ok: true });
});

test("[J7] a claim that waits says until when, and one that ended why", async () => {
  const claim = (id: number, status: string, receiptRef: string, days: number) =>
    clientelingFactSchema.parse({
      ...{ id: `claim:${id}`, profileId: ANNA, reverseAt: 0, kind: "claim" },
      claim: {
        ...{ id, receiptRef, day: "2026-03-01", totalE4: 480_000, locationCode: "S1", staffId },
        ...{ status, expiresAt: addMs(now, days * DAY_MS) },
      },
    });
  store.feed.put("clienteling", [
    claim(1, "pending", "G-1", 9),
    claim(2, "rejected", "G-2", 9),
    claim(3, "pending", "G-3", -3),
    claim(4, "rejected", "G-4", -30),
  ]);
  const drawn = await open();
  await eventually(() => expect(drawn.text()).toMatch(/G-1.*Waiting for the till to send this/));
  expect(drawn.text()).toMatch(/G-2.*This sale already belongs to a customer/);
  expect(drawn.text()).toMatch(/G-3.*No sale like this arrived by/);
  expect(drawn.text()).not.toContain("G-4");
});
