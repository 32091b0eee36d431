// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { useSession } from "#renderer/state/session-store.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { STAFF } from "#renderer/testing/store-facts.ts";
import {
  button,
  click,
  draw,
  eventually,
  field,
  press,
  submit,
  type,
} from "#renderer/ui/test-support/draw.tsx";
import { cardNumberOf } from "#shared/incentive/card-number.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { GiftCardScreen } from "./gift-card-screen.tsx";

const NUMBER = cardNumberOf("123456789012345");

let store: StoreDevice;
let done = 0;
let asked: { readonly path: string; readonly body: Readonly<Record<string, unknown>> }[] = [];

const REFUSED = { status: "refused", reason: "card_refused", availableCents: null };
const OPEN = { status: "open", lastFour: "0123", remainingCents: 5000, expiresAt: null };
const PAID = { status: "paid", redemptionId: 7, paidCents: 2000, remainingCents: 3000 };

/** Answers a look-up of the right PIN, and payments in turn. */
const serve = (...payments: readonly (object | "cut")[]) => {
  const left = [...payments];
  store.feed.faults.onCard = (path, body) => {
    asked.push({ path, body });
    if (path === "lookup") return body["pin"] === "4711" ? OPEN : REFUSED;
    return left.shift() ?? REFUSED;
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
const payments = () => asked.filter(({ path }) => path === "redeem");

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

test("a lost answer is asked for again under the same id, and nothing else can be done before", async () => {
  const [busy, unknown] = ["busy", "staff_unknown"].map((reason) => ({ ...REFUSED, reason }));
  serve("cut", assertDefined(busy, "busy"), assertDefined(unknown, "unknown"), PAID);
  const { text } = await open();
  await enterCard("4711");
  await eventually(() => field("Amount to take"));
  await type(field("Amount to take"), "20");
  await submit(button(/^Take \$/).form);
  await eventually(() => expect(text()).toContain("The server hasn't answered."));
  await press(document.body, "Escape");
  expect(done).toBe(0);
  await eventually(() => expect(button("Ask again").disabled).toBe(false));
  await store.goOnline();
  // A server that is too busy to look hasn't said what became of the payment.
  for (const asked of [2, 3]) {
    await click(button("Ask again"));
    await eventually(() => expect(payments()).toHaveLength(asked));
    await eventually(() => expect(button("Ask again").disabled).toBe(false));
    expect(text()).toContain("The server hasn't answered.");
  }
  await click(button("Ask again"));
  await eventually(() => expect(text()).toContain("$20.00 paid"));
  expect(new Set(payments().map(({ body }) => body["commandId"])).size).toBe(1);
});

test("a payment whose answer is missing is still there when the app was locked meanwhile", async () => {
  serve("cut", PAID);
  const first = await open();
  await enterCard("4711");
  await eventually(() => field("Amount to take"));
  await type(field("Amount to take"), "20");
  await submit(button(/^Take \$/).form);
  await eventually(() => expect(first.text()).toContain("The server hasn't answered."));
  await first.close();
  await store.goOnline();
  const { text } = await draw(
    <DeviceProvider device={store.device}>
      <GiftCardScreen onDone={() => done++} />
    </DeviceProvider>,
  );
  await eventually(() => expect(button("Ask again").disabled).toBe(false));
  await click(button("Ask again"));
  await eventually(() => expect(text()).toContain("$20.00 paid"));
  expect(new Set(payments().map(({ body }) => body["commandId"])).size).toBe(1);
  await click(button("Done"));
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
