// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { ProfileOnTab } from "#renderer/clienteling/features/profile/test-support/profile-on-tab.tsx";
import { useSession } from "#renderer/state/session-store.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { ANNA, accountFactOf, PROFILES, STAFF } from "#renderer/testing/store-facts.ts";
import { button, click, draw, eventually } from "#renderer/ui/test-support/draw.tsx";
import { assertDefined } from "#shared/kernel/assert.ts";
import { addMs, DAY_MS, dayIn, instant, timeZoneSchema } from "#shared/kernel/time.ts";
import { accountFactSchema, profileFactSchema } from "#shared/sync/facts.ts";

const ZONE = timeZoneSchema.parse("Australia/Melbourne");
const NOW = instant(Date.now());

let store: StoreDevice;
beforeEach(async () => {
  store = await openStoreDevice();
  useSession.getState().signIn(assertDefined(STAFF[0], "the sample has staff").id);
});
afterEach(() => store.close());

const open = async (profileId = ANNA) => {
  const drawn = await draw(
    <DeviceProvider device={store.device}>
      <ProfileOnTab profileId={profileId} tab="overview" />
    </DeviceProvider>,
  );
  await eventually(() => expect(drawn.text()).toContain("Available to redeem"));
  return drawn;
};

/** The value under a name in the strip of facts. */
const fact = (name: string): string | null | undefined =>
  [...document.querySelectorAll("dt")].find(({ textContent }) => textContent === name)
    ?.nextElementSibling?.textContent;

test("[A11] the strip of facts says when, how often and how much somebody shops", async () => {
  const latestDay = dayIn(addMs(NOW, -3 * DAY_MS), ZONE);
  const old = dayIn(addMs(NOW, -366 * DAY_MS), ZONE);
  const account = accountFactSchema.parse({
    ...accountFactOf(ANNA, NOW),
    shopping: {
      ...{ latestDay, shopDays: 12, averageDays: 30, favouriteLocationId: 2 },
      spent: [
        [old, 90_000],
        [latestDay, 12_345],
      ],
    },
  });
  store.feed.put("accounts", [account]);
  const { text } = await open();
  await eventually(() => expect(fact("Last visit")).toBe("3 days ago"));
  expect(fact("Spent in 12 months")).toBe("$123.45");
  expect(fact("Visits")).toBe("12");
  expect(text()).toContain("usually every 30 days");
  expect(text()).toContain("mostly Chapel Street");
});

test("of somebody who has bought nothing, it says so", async () => {
  await open(assertDefined(PROFILES[1], "the sample has two profiles").id);
  await eventually(() => expect(fact("Last visit")).toBe("None yet"));
  expect(fact("Spent in 12 months")).toBe("$0.00");
  expect(fact("Visits")).toBe("0");
});

test("a tap reaches the customer where they allow it, and says why not where they don't (DOMAIN §3.5)", async () => {
  const comms = { phone_promo: true, sms_promo: false, email_promo: true, email_optout: true };
  const profile = profileFactSchema.parse({
    ...PROFILES[0],
    attributes: [
      { kind: "comms", key: "comms", body: comms },
      { kind: "appearance", key: null, body: { size_top: "M" } },
    ],
  });
  store.feed.put("profiles", [profile]);
  const { text } = await open();
  await eventually(() => expect(text()).toContain("SMS: doesn't want offers"));
  const links = [...document.querySelectorAll("main a[href*=':']")];
  expect(links.map((link) => link.getAttribute("href"))).toEqual(["tel:+61412345678"]);
  expect(text()).toContain("Email: opted out");
  expect(text()).toContain("TopM");
});

test("what was bought last leads to the purchases", async () => {
  const { text } = await open();
  await eventually(() => button("All purchases"));
  await click(button("All purchases"));
  await eventually(() => expect(text()).not.toContain("Available to redeem"));
  expect(document.querySelector("[aria-current=page]")?.textContent).toBe("Purchases");
});
