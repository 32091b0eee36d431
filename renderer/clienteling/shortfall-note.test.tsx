// @vitest-environment jsdom
import { filter, firstValueFrom } from "rxjs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ProfileOnTab } from "#renderer/clienteling/features/profile/test-support/profile-on-tab.tsx";
import { RedeemScreen } from "#renderer/clienteling/features/redeem/redeem-screen.tsx";
import { useSession } from "#renderer/state/session-store.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { ANNA, accountFactOf, configFacts, STAFF } from "#renderer/testing/store-facts.ts";
import { button, draw, eventually, field, submit, type } from "#renderer/ui/test-support/draw.tsx";
import { assertDefined } from "#shared/kernel/assert.ts";
import { instant } from "#shared/kernel/time.ts";
import { DeviceProvider } from "./device-context.tsx";

const SINCE = instant(Date.UTC(2025, 4, 30, 2));

let store: StoreDevice;

/** Anna's redemption ended $17.35 short. Since then she has been given $20.00. */
beforeEach(async () => {
  store = await openStoreDevice();
  useSession.getState().signIn(assertDefined(STAFF[0], "the sample has staff").id);
  const account = accountFactOf(ANNA, instant(Date.now()));
  store.feed.put("accounts", [
    {
      ...account,
      version: account.version + 1,
      lots: account.lots.slice(1, 2),
      outstanding: [{ unit: "reward", definitionId: null, amount: 1735, since: SINCE }],
    },
  ]);
  const views = store.device.profile$(ANNA);
  await firstValueFrom(views.pipe(filter((view) => (view?.owed.length ?? 0) > 0)));
});
afterEach(() => store.close());

const nothing = () => undefined;

const drawProfile = () =>
  draw(
    <DeviceProvider device={store.device}>
      <ProfileOnTab profileId={ANNA} tab="overview" />
    </DeviceProvider>,
  );

test("a profile whose redemption ended short shows in words how much, since when, and what happens to the next points", async () => {
  const { text } = await drawProfile();
  await eventually(() => expect(text()).toContain("$17.35 to be recovered."));
  expect(text()).toContain("Owed since 30 May 2025");
  expect(text()).toContain("The points they earn next pay it back first.");
});

test("if head office doesn't recover shortfalls, the profile promises the next points", async () => {
  store.feed.put(
    "config",
    configFacts().map((fact) =>
      fact.kind === "policy"
        ? { ...fact, value: { ...fact.value, version: 2, recoverShortfalls: false } }
        : fact,
    ),
  );
  const { text } = await drawProfile();
  await eventually(() =>
    expect(text()).toContain("It isn't taken from the points they earn next."),
  );
});

test("the redeem sheet and the slip show what is owed", async () => {
  const { text } = await draw(
    <DeviceProvider device={store.device}>
      <RedeemScreen
        profileId={ANNA}
        onServed={nothing}
        onDone={nothing}
        onSync={nothing}
        onGiftCard={nothing}
      />
    </DeviceProvider>,
  );
  await eventually(() => expect(text()).toContain("$17.35 to be recovered."));
  await type(field("Amount to redeem"), "5");
  await eventually(() => expect(text()).toContain("$15.00 left after"));
  await submit(button(/^Redeem \$/).form);
  await eventually(() => expect(text()).toContain("$5.00 redeemed"));
  expect(text()).toContain("Owed$17.35, paid back first from the next points");
});
