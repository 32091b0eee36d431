// @vitest-environment jsdom
import { filter, firstValueFrom } from "rxjs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import type { ListView } from "#renderer/data/views.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { ANNA, configFacts, PROFILES, STAFF } from "#renderer/testing/store-facts.ts";
import {
  button,
  click,
  draw,
  eventually,
  field,
  press,
  textArea,
  type,
} from "#renderer/ui/test-support/draw.tsx";
import { assertDefined } from "#shared/kernel/assert.ts";
import { cents } from "#shared/kernel/money.ts";
import { addMs, instant } from "#shared/kernel/time.ts";
import { clientelingFactSchema, configFactSchema } from "#shared/sync/facts.ts";
import { reverseAtOf } from "#shared/sync/reverse-at.ts";
import { heldConnection, heldItem, heldList } from "#shared/testing/clienteling.ts";
import { ProfileOnTab } from "./test-support/profile-on-tab.tsx";

const staffId = assertDefined(STAFF[0], "the sample has staff").id;
const BEN = assertDefined(PROFILES[1], "the sample has two profiles");

/** What is on each tab that is opened here, once it has loaded. */
const SHOWN = {
  wishlist: "Linen shirt",
  details: "Offers by",
  activity: "Tried on coats",
} as const;

let store: StoreDevice;

beforeEach(async () => {
  store = await openStoreDevice();
  useSession.getState().signIn(staffId);
  const of = { profileId: ANNA, reverseAt: 0 };
  const shirt = { customProduct: null, productId: 4, name: "Linen shirt", priceCents: 12_900 };
  const items = [heldItem("8", { ...shirt, quantity: 3, reserved: 2 })];
  const at = addMs(instant(Date.now()), -86_400_000);
  const visit = { id: 1, at, locationId: 1, staffId, notes: "Tried on coats" };
  store.feed.put(
    "clienteling",
    [
      { id: "list:7", ...of, kind: "list", list: heldList(items) },
      {
        ...{ id: "connector:1", ...of, kind: "connection" },
        connection: heldConnection({ otherId: BEN.id }),
      },
      {
        ...{ id: "connected:2", ...of, kind: "connection" },
        connection: heldConnection({ id: 2, side: "connected" }),
      },
      { id: "visit:1", profileId: ANNA, reverseAt: reverseAtOf(at), kind: "visit", visit },
    ].map((fact) => clientelingFactSchema.parse(fact)),
  );
  const family = {
    ...{ id: 1, name: "Family", isPending: true },
    ...{ connectorCanBreak: true, connectedCanBreak: false },
  };
  const definition = {
    id: "connection_definition:1",
    kind: "connection_definition",
    value: family,
  };
  store.feed.put("config", [...configFacts(), configFactSchema.parse(definition)]);
});

afterEach(() => store.close());

const isNamed = (label: string): boolean =>
  document.querySelector(`[aria-label="${label}"]`) !== null;

const open = async (tab: keyof typeof SHOWN = "wishlist") => {
  const drawn = await draw(
    <DeviceProvider device={store.device}>
      <ProfileOnTab profileId={ANNA} tab={tab} />
    </DeviceProvider>,
  );
  await eventually(() => expect(drawn.text()).toContain(SHOWN[tab]));
  return drawn;
};

test("[X15] staff add to a list and change it offline, and it stays after a restart", async () => {
  const first = await open();
  expect(first.text()).toContain("2 of 3 reserved");
  expect(first.text()).toContain("$129.00");
  await store.goOffline();
  await type(field("Add to Wishes"), "Blue scarf");
  await click(button(/^Add$/));
  await eventually(() => expect(first.text()).toContain("Blue scarf"));
  expect(field("Add to Wishes").value).toBe("");
  await type(field("Quantity of Blue scarf"), "41");
  field("Quantity of Blue scarf").focus();
  await press(field("Quantity of Blue scarf"), "Enter");
  const lists = (isSo: (shown: readonly ListView[]) => boolean) =>
    firstValueFrom(store.device.clienteling$(ANNA).pipe(filter((shown) => isSo(shown.lists))));
  await lists(([wishes]) => wishes?.list.items[1]?.quantity === 41);
  await click(button("Take Blue scarf off the list"));
  await eventually(() => expect(isNamed("Quantity of Blue scarf")).toBe(false));

  await type(field("Name of a new list"), "For the wedding");
  await click(button("Make list"));
  await eventually(() => expect(first.text()).toContain("For the weddingpending"));
  await type(field("Add to For the wedding"), "Champagne");
  await click(
    assertDefined(field("Add to For the wedding").form?.querySelector("[type=submit]"), "add"),
  );
  await eventually(() => expect(first.text()).toContain("Champagnepending"));
  await click(button("Move Champagne to another list"));
  await eventually(() => expect(document.body.textContent).toContain("Move to Wishes"));
  await click(assertDefined(document.querySelector("[role=menuitem]") ?? undefined, "a list"));
  await lists(
    ([wishes, wedding]) =>
      wedding?.list.items.length === 0 && wishes?.list.items[1]?.customProduct === "Champagne",
  );
  await first.close();
  await store.restart();
  const again = await open();
  await eventually(() => expect(again.text()).toContain("Champagnepending"));
});

test("[X13] [X15] what guests have reserved stays on the list", async () => {
  await open();
  expect(button("Take Linen shirt off the list").disabled).toBe(true);
  const step = { kind: "remove_list_item", list: "7", item: "8" } as const;
  expect(await store.device.changeLists({ profileId: ANNA, staffId, step })).toMatchObject({
    error: { reason: "item_reserved", reserved: 2 },
  });
  const empty = { kind: "create_list", name: " \u202e", definitionId: null } as const;
  expect(await store.device.changeLists({ profileId: ANNA, staffId, step: empty })).toMatchObject({
    error: { reason: "not_readable" },
  });
});

test("[S25] staff choose which of two edits is right, and the other is forgotten", async () => {
  const of = { profileId: ANNA, reverseAt: 0, kind: "overruled" };
  const at = addMs(instant(Date.now()), -60_000);
  const fact = { ...of, id: "overruled:1" };
  const lost = { id: 1, field: "title", value: "Dr", staffId, at };
  store.feed.put("clienteling", [clientelingFactSchema.parse({ ...fact, overruled: lost })]);
  const { text } = await open("details");
  await eventually(() => expect(text()).toContain("Title was changed twice"));
  await store.goOffline();
  await click(button("Title: use Dr"));
  await eventually(() => expect(text()).not.toContain("Title was changed twice"));
  const view = await firstValueFrom(store.device.profile$(ANNA));
  expect(view).toMatchObject({ profile: { title: "Dr" }, pendingFields: ["title"] });
  const sent = JSON.parse(await store.device.exportPending());
  expect(JSON.stringify(sent)).toContain('"basis":{"title":');
});

test("[S25] staff set what the customer allows offline, and see it waits", async () => {
  const { text } = await open("details");
  await store.goOffline();
  const yes = () => button("Offers by SMS: Yes");
  expect(yes().getAttribute("aria-pressed")).toBe("false");
  await click(yes());
  await eventually(() => expect(yes().getAttribute("aria-pressed")).toBe("true"));
  expect(text()).toContain("SMSnot synced");
});

test("[X16] a connection shows who is on the device, and what this side may do", async () => {
  const { text } = await open("details");
  const name = `${BEN.firstName} ${BEN.lastName}`;
  await eventually(() => expect(text()).toContain(name));
  expect(text()).toContain("Someone not on this device");
  const unknown = "Someone not on this device";
  expect(isNamed(`End: ${unknown}`)).toBe(false);
  await store.goOffline();
  await click(button(`End: ${name}`));
  await eventually(() => expect(text()).toContain("Endedpending"));
  const request = { profileId: ANNA, staffId, connectionId: heldConnection({ id: 2 }).id };
  expect(await store.device.stepConnection({ ...request, status: "break" })).toMatchObject({
    error: { reason: "not_this_side" },
  });
});

test("[X17] everything that happened is in one timeline, with who, where and what still waits", async () => {
  const { text } = await open("activity");
  await store.goOffline();
  const { device } = store;
  await device.addNote({ profileId: ANNA, staffId, text: "Wants it in navy" });
  await device.changeLists({
    ...{ profileId: ANNA, staffId },
    step: { kind: "create_list", name: "For the wedding", definitionId: null },
  });
  await device.redeem({
    ...{ profileId: ANNA, amountCents: cents(700), strategies: ["rewards"], staffId },
    ...{ receiptRef: null, basketCents: null },
  });
  await eventually(() => expect(text()).toMatch(/New list.*pending/));
  expect(text()).toMatch(/Wants it in navy.*Collins Street · Ada Nguyen pending/);
  expect(text()).toMatch(/Redeemed.*Ada Nguyen pending\$7\.00/);
  expect(text()).toMatch(/YesterdayVisitTried on coats/i);
  expect(text()).toContain("Bought Merino jumper, navy, M, Cotton socks, 3 pairs");
  expect(text()).toContain("Returned Linen shirt, white");
  await click(button("Log a contact"));
  await type(textArea("What was it about?"), "The coat is back");
  await click(button("Save"));
  await eventually(() =>
    expect(text()).toMatch(/EmailThe coat is back.*Collins Street · Ada Nguyen pending/),
  );
  await click(button("Visits"));
  expect(text()).toContain("Tried on coats");
  expect(text()).not.toContain("Merino");
  expect(text()).not.toContain("Wants it in navy");
  await click(button("Notes"));
  expect(text()).toContain("Wants it in navy");
});
