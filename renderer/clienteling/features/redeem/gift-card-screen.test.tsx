// @vitest-environment jsdom
import { firstValueFrom } from "rxjs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { createTestDisk } from "#renderer/data/testing/test-parts.ts";
import { watchStorage } from "#renderer/data/testing/watch-storage.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { STAFF } from "#renderer/testing/store-facts.ts";
import {
  button,
  click,
  draw,
  eventually,
  field,
  submit,
  type,
} from "#renderer/ui/test-support/draw.tsx";
import { cardNumberOf } from "#shared/incentive/credits/card-number.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { GiftCardScreen } from "./gift-card-screen.tsx";

const NUMBER = cardNumberOf("123456789012345");

let store: StoreDevice;
let done = 0;
let asked: { readonly path: string; readonly body: Readonly<Record<string, unknown>> }[] = [];

const REFUSED = { status: "refused", reason: "card_refused", availableCents: null };
const OPEN = { status: "open", lastFour: "0123", remainingCents: 5000, expiresAt: null };
const PAID = { status: "paid", redemptionId: 7, paidCents: 2000, remainingCents: 3000 };

/** Answers a look-up of the right PIN; and payments, and what happened to them, in turn. */
const serve = (...answers: readonly (object | "cut")[]) => {
  const left = [...answers];
  store.feed.faults.onCard = (path, body) => {
    asked.push({ path, body });
    if (path === "lookup") return body["pin"] === "4711" ? OPEN : REFUSED;
    return left.shift() ?? "cut";
  };
};

beforeEach(async () => {
  store = await openStoreDevice();
  done = 0;
  asked = [];
  useSession.getState().signIn(assertDefined(STAFF[0], "the sample has staff").id);
});
afterEach(() => store.close());

const open = async () => {
  const drawn = await draw(
    <DeviceProvider device={store.device}>
      <GiftCardScreen onDone={() => done++} />
    </DeviceProvider>,
  );
  await eventually(() => field("Card number"));
  return drawn;
};
const enterCard = async (pin: string) => {
  await type(field("Card number"), NUMBER);
  await type(field("PIN"), pin);
  await submit(button("Look up the card").form);
};
const payments = () => asked.filter(({ path }) => path !== "lookup");
/** Takes $20, and sees that no answer comes. */
const takeUnanswered = async (text: () => string) => {
  await enterCard("4711");
  await eventually(() => field("Amount to take"));
  await type(field("Amount to take"), "20");
  await submit(button(/^Take \$/).form);
  await eventually(() => expect(text()).toContain("Not confirmed yet."));
};
/** Every question was about one payment, and only the first had the card's secrets. */
const expectOnePayment = () => {
  const [first, ...later] = payments();
  expect(first?.path).toBe("redeem");
  const { commandId } = assertDefined(first, "a payment").body;
  for (const { path, body } of later) expect([path, body]).toEqual(["settle", { commandId }]);
};

test("[C6] a card is looked up, pays once, and the slip says what is left", async () => {
  serve(PAID);
  const { text } = await open();
  await enterCard("0000");
  await eventually(() => expect(text()).toContain("This card can't be used."));
  await type(field("PIN"), "4711");
  await submit(button("Look up the card").form);
  await eventually(() => expect(text()).toContain("$50.00"));
  await type(field("Amount to take"), "60");
  await eventually(() => expect(text()).toContain("That's more than is on the card."));
  expect(button(/^Take \$/).disabled).toBe(true);
  await type(field("Amount to take"), "20");
  await submit(button(/^Take \$/).form, 2);
  await eventually(() => expect(text()).toContain("$20.00 paid"));
  expect(text()).toContain("$30.00");
  expect(payments()).toHaveLength(1);
  await click(button("Done"));
  expect(done).toBe(1);
});

test("[C11] a lost answer is asked for by its id until the server says it, and nothing else can be done before", async () => {
  serve("cut", "cut", PAID);
  const { text } = await open();
  await takeUnanswered(text);
  expect(field("Amount to take").disabled).toBe(true);
  await store.goOnline();
  await eventually(() => expect(payments().length).toBeGreaterThan(1));
  await store.goOnline();
  // Unless the device, which asks by itself as well, was quicker.
  const askAgain = async () => click(button("Ask again"));
  await askAgain().catch(() => undefined);
  await eventually(() => expect(text()).toContain("$20.00 paid"));
  expectOnePayment();
});

test("[C11] a device that lost only the answer finds out by itself that the server is there, and asks", async () => {
  serve("cut", "cut", PAID);
  const { text } = await open();
  await takeUnanswered(text);
  await eventually(() => expect(text()).toContain("$20.00 paid"));
  expectOnePayment();
  expect(payments()).toHaveLength(3);
  expect(await firstValueFrom(store.device.status$)).toMatchObject({ connection: "online" });
});

test.each([
  ["has paid", PAID, "$20.00 paid", "Done"],
  [
    "hasn't",
    { ...REFUSED, reason: "called_off" },
    "Nothing was taken from the card ending in 0123.",
    "Go on",
  ],
])(
  "[C11] a payment without an answer outlives the app, and %s",
  async (_outcome, answer, words, next) => {
    serve("cut");
    const first = await open();
    await takeUnanswered(first.text);
    await first.close();
    expect(await firstValueFrom(store.device.status$)).toMatchObject({ attentionCount: 1 });
    await store.restart();
    const kept = await firstValueFrom(store.device.cardPayment$);
    expect(kept).toMatchObject({ lastFour: "0123", amountCents: 2000, isLate: true });
    expect(JSON.stringify(kept)).not.toContain(NUMBER.slice(0, 15));
    expect(JSON.stringify(kept)).not.toContain("4711");
    serve(answer);
    await store.goOnline();
    const { text } = await draw(
      <DeviceProvider device={store.device}>
        <GiftCardScreen onDone={() => done++} />
      </DeviceProvider>,
    );
    await eventually(() => expect(text()).toContain(words));
    expectOnePayment();
    await click(button(next));
    await expect.poll(() => firstValueFrom(store.device.cardPayment$)).toBeNull();
  },
);

test("a payment isn't sent if the device can't keep that it was", async () => {
  await store.close();
  const watched = watchStorage(createTestDisk().storage());
  store = await openStoreDevice({ outboxStorage: watched.storage });
  serve(PAID);
  const { text } = await open();
  await enterCard("4711");
  await eventually(() => field("Amount to take"));
  await type(field("Amount to take"), "20");
  watched.beforeWrite = () => {
    throw new Error("The disk is full.");
  };
  await submit(button(/^Take \$/).form);
  await eventually(() => expect(text()).toContain("couldn't write to its disk"));
  expect(payments()).toEqual([]);
});

test("what isn't a gift card's number is never sent, and nothing is offline", async () => {
  serve();
  const { text } = await open();
  await type(field("Card number"), "9300000000001");
  await submit(button("Look up the card").form);
  await eventually(() => expect(text()).toContain("This isn't the number of a gift card."));
  await store.goOffline();
  await eventually(() => expect(text()).toContain("Gift cards work only while you're online."));
  expect(button("Look up the card").disabled).toBe(true);
  expect(asked).toEqual([]);
});

test("[C4] a scanned card fills in its number", async () => {
  serve();
  await open();
  useSession.getState().scan(NUMBER);
  await eventually(() => expect(field("Card number").value).toBe(NUMBER));
  expect(useSession.getState().scanned).toBeNull();
});
