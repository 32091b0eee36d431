// @vitest-environment jsdom
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { useSession } from "#renderer/state/session-store.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { accountFactOf, PROFILES, STAFF } from "#renderer/testing/store-facts.ts";
import { click, draw, eventually } from "#renderer/ui/test-support/draw.tsx";
import { assertDefined } from "#shared/kernel/assert.ts";
import { commandIdSchema, locationIdSchema } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { addMs, DAY_MS, dayIn, instant, timeZoneSchema } from "#shared/kernel/time.ts";
import { StoreScreen } from "./store-screen.tsx";

const NOW = instant(Date.now());
const ZONE = timeZoneSchema.parse("Australia/Melbourne");
const HERE = locationIdSchema.parse(1);
const [associate, manager] = [0, 6].map((place) => assertDefined(STAFF[place], "staff"));
let store: StoreDevice;

/** Shops here, has redeemed here today, and owes something since yesterday. */
const BART = assertDefined(PROFILES[2], "Bart").id;

beforeAll(async () => {
  store = await openStoreDevice();
  const [today, weekAgo] = [dayIn(NOW, ZONE), dayIn(addMs(NOW, -7 * DAY_MS), ZONE)];
  store.feed.put("accounts", [
    {
      ...accountFactOf(BART, NOW),
      shopping: {
        ...{ latestDay: today, shopDays: 2, averageDays: null, favouriteLocationId: HERE },
        spent: [
          [weekAgo, cents(4000)],
          [today, cents(12_500)],
        ],
      },
      redemptions: [
        {
          commandId: commandIdSchema.parse("0190c000-0000-7000-8000-000000000001"),
          ...{ amountCents: cents(1500), at: NOW, locationId: HERE, staffId: null },
          ...{ receiptRef: null, isReversed: false },
        },
      ],
      outstanding: [
        { unit: "reward", definitionId: null, amount: 1735, since: addMs(NOW, -DAY_MS) },
      ],
    },
  ]);
  store.device.syncNow();
  const owing = { show: "owing", homeId: HERE, offset: 0, limit: 1 } as const;
  await vi.waitFor(
    async () => expect((await store.device.listCustomers(owing)).count).toBe(1),
    10_000,
  );
});
afterAll(() => store.close());

const open = (staff: (typeof STAFF)[number] | undefined, onBack = () => undefined) => {
  useSession.getState().signIn(assertDefined(staff, "staff").id);
  const ignore = () => undefined;
  return draw(
    <DeviceProvider device={store.device}>
      <StoreScreen onOpen={ignore} onSync={ignore} onHandOver={ignore} onBack={onBack} />
    </DeviceProvider>,
  );
};

test("[X34] a manager sees what the store's customers did today, who owes what, and the team", async () => {
  const { text, close } = await open(manager);
  await eventually(() => expect(text()).toContain("$125.00"));
  expect(text()).toContain("$40.00 a week ago");
  expect(text()).toContain("Redeemed here$15.00");
  expect(text()).toContain("Visits to the till1");
  await eventually(() => expect(text()).toContain("$17.35"));
  expect(text()).toContain("Bartholomew");
  await eventually(() => expect(text()).toContain("Manager · 0 customers"));
  await close();
});

test("[X34] an associate who opens its address is told that it isn't for them", async () => {
  let wentBack = false;
  const { text, close } = await open(associate, () => {
    wentBack = true;
  });
  await eventually(() => expect(text()).toContain("Only managers see this"));
  expect(text()).not.toContain("To be recovered");
  await click(assertDefined(document.querySelector("main button"), "a way back"));
  expect(wentBack).toBe(true);
  await close();
});
