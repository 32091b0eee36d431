// @vitest-environment jsdom
import { filter, firstValueFrom } from "rxjs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { LaunchProvider, NO_LAUNCH } from "#renderer/clienteling/launch-context.tsx";
import { NO_TILL } from "#renderer/clienteling/till-launch.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { acceptedVerdict, pushResponse } from "#renderer/testing/feed-server.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { ANNA, configFacts, STAFF } from "#renderer/testing/store-facts.ts";
import {
  button,
  click,
  draw,
  eventually,
  field,
  press,
  settle,
  submit,
  type,
} from "#renderer/ui/test-support/draw.tsx";
import { createFormat, type Format } from "#renderer/words/format.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { UTC } from "#shared/kernel/time.ts";
import { redeemCommandSchema } from "#shared/sync/command.ts";
import { RedeemScreen } from "./redeem-screen.tsx";

let store: StoreDevice;
let done = 0;
let served = 0;
/** What the till hears. */
let redeemed: boolean | null = null;

beforeEach(async () => {
  store = await openStoreDevice();
  done = 0;
  served = 0;
  redeemed = null;
  useSession.getState().signIn(assertDefined(STAFF[0], "the sample has staff").id);
});

afterEach(() => store.close());

/** Draws the screen and waits until it shows the profile. */
const open = async (device = store.device, format?: Format, till = NO_TILL) => {
  const drawn = await draw(
    <DeviceProvider device={device}>
      <LaunchProvider launch={{ ...NO_LAUNCH, till }}>
        <RedeemScreen
          profileId={ANNA}
          onDone={(isRedeemed) => {
            done += 1;
            redeemed = isRedeemed;
          }}
          onServed={() => served++}
          onSync={() => {}}
          onGiftCard={() => {}}
        />
      </LaunchProvider>
    </DeviceProvider>,
    format,
  );
  await eventually(() => field("Amount to redeem"));
  return drawn;
};

/** Types an amount and waits until the screen shows the result. */
const enter = async (amount: string, shown: RegExp | string) => {
  await type(field("Amount to redeem"), amount);
  await eventually(() => expect(document.body.textContent).toMatch(shown));
};

const confirm = (times = 1) => submit(button(/^Redeem \$/).form, times);

test("submitting twice at once redeems once", async () => {
  const { text } = await open();
  await enter("20", "left after");
  store.hold();
  await confirm(2);
  await eventually(() => expect(text()).toContain("Confirming…"));
  await press(field("Amount to redeem"), "Enter", { repeat: true });
  store.release();
  await eventually(() => expect(text()).toContain("$20.00 redeemed"));
  expect(text()).toContain("Confirmed");
  expect(store.redeemCalls()).toBe(1);
  expect(store.feed.seen.pushes).toHaveLength(1);
});

test("after the slip was lost to a reload or a lock, the screen says what was just redeemed", async () => {
  const first = await open();
  expect(first.text()).not.toContain("was redeemed at");
  await enter("20", "left after");
  store.hold();
  await confirm();
  await eventually(() => expect(first.text()).toContain("Confirming…"));
  // The answer comes after the screen is gone, and changes no address by then.
  await first.close();
  const again = await open();
  await eventually(() => expect(again.text()).toContain("$20.00 isn't confirmed yet."));
  store.release();
  await eventually(() => expect(again.text()).toMatch(/\$20\.00 was redeemed at \d/));
  expect(again.text()).toContain("Redeem again only if the customer wants to use more.");
  expect(served).toBe(0);
  // Once the command is done, the feed's balance is shown, which doesn't have it.
  await firstValueFrom(
    store.device.profile$(ANNA).pipe(filter((view) => view?.balances.combinedCents === 9150)),
  );
  await again.close();
  const later = await open();
  await eventually(() => expect(later.text()).toMatch(/\$20\.00 was redeemed at \d/));
});

test("after a redemption, Enter redeems nothing more and no button has the focus", async () => {
  const { text } = await open();
  await enter("20", "left after");
  await confirm();
  await eventually(() => expect(text()).toContain("$20.00 redeemed"));
  expect(document.activeElement?.tagName).toBe("H1");
  await press(assertDefined(document.activeElement, "a heading"), "Enter", { repeat: true });
  await press(assertDefined(document.activeElement, "a heading"), "Enter");
  await settle();
  expect(store.redeemCalls()).toBe(1);
  expect(done).toBe(0);
});

test("[R3] says what pays before anything is done, in a line, and lot by lot if asked", async () => {
  const { text } = await open();
  await enter("20", "left after");
  expect(text()).toContain("Welcome reward and $13.50 of Birthday reward$71.50 left after");
  await click(button("See details"));
  expect(text()).toMatch(/Welcome reward.*\$6\.50–Birthday reward.*\$13\.50\$6\.50/);
  expect(text()).toContain("$71.50 left after");
  expect(store.redeemCalls()).toBe(0);
});

test("the plan and the button stay until the next preview arrives", async () => {
  const { device } = store;
  let openGate = () => {};
  const gate = new Promise<void>((resolve) => {
    openGate = resolve;
  });
  const { text } = await open({
    ...device,
    previewRedeem: async (request) => {
      if (request.amountCents === 2000) await gate;
      return device.previewRedeem(request);
    },
  });
  await enter("2", "left after");
  await type(field("Amount to redeem"), "20");
  expect(text()).toContain("$89.50 left after");
  expect(button("Redeem $20.00").disabled).toBe(false);
  openGate();
  await eventually(() => expect(text()).toContain("$71.50 left after"));
});

test("[R4] more than the balance can't be confirmed; the screen says how much can", async () => {
  const { text } = await open();
  await enter("100", "That's more than the balance");
  expect(text()).toContain("That's more than the balance.Redeem $91.50 or less.");
  // A plan that won't be carried out would only mislead.
  expect(text()).not.toContain("left after");
  expect(button(/^Redeem \$/).disabled).toBe(true);
});

test("an amount of 99999999 gets a message like any other that is too large", async () => {
  const { text } = await open();
  await enter("99999999", "That's more than the balance.Redeem $91.50 or less.");
  expect(button(/^Redeem/).disabled).toBe(true);
  expect(text()).not.toContain("left after");
});

test.each([
  ["0", "That's nothing to redeem."],
  ["1e3", "That isn't an amount.Type it in digits, like 7.50."],
  ["C-011", "That isn't an amount."],
  ["1234567890123", "That's more than the balance."],
])("an amount of %s stays as it is and gets a message", async (amount, words) => {
  const { text } = await open();
  await enter(amount, words);
  expect(field("Amount to redeem").value).toBe(amount);
  await submit(button(/^Redeem/).form);
  await settle();
  expect(store.redeemCalls()).toBe(0);
  expect(text()).not.toContain("left after");
});

test("a device that is shut out says so, not that it is offline", async () => {
  store.feed.faults.pull = { status: 401, code: "device_revoked" };
  store.feed.faults.push = { status: 401, code: "device_revoked" };
  store.device.syncNow();
  await firstValueFrom(
    store.device.status$.pipe(filter(({ connection }) => connection === "must_enrol")),
  );
  const { text } = await open({
    ...store.device,
    previewRedeem: async () => ({
      mode: "declined",
      plan: null,
      refusal: { reason: "at_risk_off" },
    }),
  });
  await enter("20", "This device is no longer enrolled.");
  expect(text()).not.toContain("offline");
});

test("-5 doesn't become 5: it stays and gets a message", async () => {
  const { text } = await open();
  await enter("-5", "An amount can't be negative.");
  expect(field("Amount to redeem").value).toBe("-5");
  expect(button(/^Redeem/).disabled).toBe(true);
  expect(text()).not.toContain("left after");
});

test("a third decimal isn't dropped: it stays, and the screen says that it is one too many", async () => {
  const { text } = await open();
  await enter("7.55", "left after");
  await enter("7.555", "Amounts have at most 2 decimals.");
  expect(field("Amount to redeem").value).toBe("7.555");
  expect(button(/^Redeem/).disabled).toBe(true);
  expect(text()).not.toContain("left after");
});

test("a redemption that was cut short keeps its amount, and never sends it by itself", async () => {
  const first = await open();
  await enter("20", "left after");
  await first.close();
  const second = await open();
  await eventually(() => expect(second.text()).toContain("left after"));
  expect(field("Amount to redeem").value).toBe("20");
  expect(second.text()).toContain("You entered this amount earlier.");
  // An Enter that follows the PIN reaches nothing.
  expect(document.activeElement).toBe(document.body);
  await settle(100);
  expect(store.redeemCalls()).toBe(0);

  await confirm();
  await eventually(() => expect(second.text()).toContain("$20.00 redeemed"));
  expect(served).toBe(1);
  await second.close();
  await open();
  expect(field("Amount to redeem").value).toBe("");
});

test("a declined amount is still kept, and going back forgets it", async () => {
  const first = await open();
  await enter("20", "left after");
  await store.goOffline();
  await enter("60", "Offline limit is");
  await first.close();
  const second = await open();
  expect(field("Amount to redeem").value).toBe("60");
  await press(document.body, "Escape");
  expect([done, redeemed]).toEqual([1, false]);
  await second.close();
  await open();
  expect(field("Amount to redeem").value).toBe("");
});

const setSaleLimits = async (limits: object) => {
  const { feed, device } = store;
  const facts = configFacts().map((fact) => {
    if (fact.kind !== "policy") return fact;
    const saleLimits = { ...fact.value.saleLimits, ...limits };
    return { ...fact, value: { ...fact.value, version: 2, saleLimits } };
  });
  feed.put("config", facts);
  await firstValueFrom(
    device.config$.pipe(filter(({ programme }) => programme?.policy.version === 2)),
  );
};

test("[K2] [K4] the total of the sale is asked for only if a limit depends on it, and limits it offline too", async () => {
  await setSaleLimits({ maxSharePercent: 50 });
  await store.goOffline();
  const { text } = await open();
  await enter("20", "The total of the sale is missing.");
  expect(button(/^Redeem \$/).disabled).toBe(true);
  await type(field("Total of the sale"), "30");
  await eventually(() =>
    expect(text()).toContain(
      "Rewards and points can pay at most 50% of a sale.Redeem $15.00 or less.",
    ),
  );
  await enter("15", "left after");
  await confirm();
  await eventually(() => expect(text()).toContain("$15.00 redeemed"));
  await store.goOnline();
  await eventually(() => expect(store.feed.seen.pushes).toHaveLength(1));
  expect(store.feed.seen.pushes[0]).toMatchObject([{ basketCents: 3000 }]);
});

test("[K3] a limit that doesn't depend on the sale asks for nothing, and neither does no limit", async () => {
  const first = await open();
  expect(first.text()).not.toContain("Total of the sale");
  await first.close();
  await setSaleLimits({ maxPerSaleCents: 1000 });
  const { text } = await open();
  expect(text()).toContain("Up to $10.00 can be redeemed now.");
  await enter("20", "That's more than rewards and points can pay of one sale.");
  expect(text()).not.toContain("Total of the sale");
});

test("the till that opened the app can cap what staff redeem (max_redeem)", async () => {
  const { text } = await open(store.device, undefined, { ...NO_TILL, maxRedeem: "12.5" });
  await eventually(() => expect(text()).toContain("Up to $12.50 can be redeemed now."));
  await enter("12.51", "That's more than the till allows for this sale.Redeem $12.50 or less.");
  await enter("12.5", "left after");
});

test("[F4] offline it is at risk within the limit, and declined above it", async () => {
  await store.goOffline();
  const { text } = await open();
  await enter("20", "left after");
  expect(text()).toContain("You're offline.");
  await enter("60", "Offline limit is");
  expect(text()).toContain("Offline limit is $50.00 per redemption.");
  expect(button(/^Redeem \$/).disabled).toBe(true);
});

test("[S21] a device restricted to redeeming online says so, and redeems offline again once cleared", async () => {
  const { feed } = store;
  const pullsSeen = async () => {
    const { length } = feed.seen.pulls;
    feed.put("config", []);
    await eventually(() => expect(feed.seen.pulls.length).toBeGreaterThan(length));
  };
  feed.faults.isOnlineOnly = true;
  await pullsSeen();
  await store.goOffline();
  const { text } = await open();
  await enter("20", "This device may only redeem online until head office clears it.");
  expect(text()).toContain("Redeem once you're online, and ask head office why.");
  expect(button(/^Redeem \$/).disabled).toBe(true);

  await store.goOnline();
  await enter("21", "left after");
  await eventually(() => expect(button(/^Redeem \$/).disabled).toBe(false));

  feed.faults.isOnlineOnly = false;
  await pullsSeen();
  await store.goOffline();
  await enter("20", "You're offline.");
  expect(button(/^Redeem \$/).disabled).toBe(false);
});

test("[S21] the slip of a charged redemption says what happened: the goods are gone, at this device's cost", async () => {
  await store.goOffline();
  const { text } = await open();
  await enter("20", "left after");
  await confirm();
  await eventually(() => expect(text()).toContain("Within your offline limit."));
  store.feed.faults.onPush = (commands) => {
    const verdict = acceptedVerdict(redeemCommandSchema.parse(commands[0]));
    const charged = { status: "charged", reason: "over_floor_limits", accountVersion: null };
    return pushResponse(store.feed.faults.serverEpoch, 2, [{ ...verdict, ...charged }]);
  };
  await store.goOnline();
  await eventually(() => expect(text()).toContain("$20.00 charged to this device"));
  expect(text()).toContain("that's over the offline limit.");
  expect(text()).toContain("The customer's balance stays as it was.");
  expect(text()).not.toContain("wasn't redeemed");
  // Nothing was taken from the customer's lots.
  expect(text()).not.toContain("Paid from");
  await eventually(() => expect(text()).toContain("New balance$91.50"));
});

test("[S4] a redemption that was never sent can be undone from the slip", async () => {
  await store.goOffline();
  const { text } = await open();
  await enter("20", "left after");
  await confirm();
  await eventually(() => expect(text()).toContain("Within your offline limit."));
  await eventually(() => expect(text()).toContain("New balance$71.50"));
  await click(button("Undo"));
  await eventually(() => expect(text()).toContain("Redemption cancelled"));
  await eventually(() => expect(text()).toContain("New balance$91.50"));
  await click(button("Done"));
  expect(redeemed).toBe(false);
  expect(store.feed.seen.pushes).toEqual([]);
});

test("the slip follows a late answer from the server", async () => {
  await store.close();
  store = await openStoreDevice({ verdictWaitMs: 200 });
  const { text } = await open();
  await enter("20", "left after");
  store.hold();
  await confirm();
  await eventually(() => expect(text()).toContain("$20.00: not confirmed yet"));
  const pending = await firstValueFrom(store.device.pending$);
  expect(pending).toMatchObject([{ amountCents: 2000, mode: "online" }]);
  await click(button("Done"));
  expect(redeemed).toBe(null);
  store.release();
  await firstValueFrom(store.device.pending$.pipe(filter((items) => items.length === 0)));
  await eventually(() => expect(text()).toContain("Confirmed"));
  await click(button("Done"));
  expect(redeemed).toBe(true);
});

test("yen have no decimals: not on the keypad, the quick amounts, the button or the slip", async () => {
  const yen = createFormat({ locale: "en-AU", currency: "JPY", timeZone: UTC });
  const { text } = await open(store.device, yen);
  expect(document.querySelector('[aria-label="Decimal separator"]')).toBeNull();
  expect(text()).toContain("¥500¥1,000¥2,000");
  await enter("0.5", "Amounts have no decimals here.");
  await enter("500", "¥8,650 left after");
  await submit(button("Redeem ¥500").form);
  await eventually(() => expect(text()).toContain("¥500 redeemed"));
});
