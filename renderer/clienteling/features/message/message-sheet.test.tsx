// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { useSession } from "#renderer/state/session-store.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { ANNA, PROFILES, STAFF } from "#renderer/testing/store-facts.ts";
import {
  button,
  choose,
  click,
  draw,
  eventually,
  select,
} from "#renderer/ui/test-support/draw.tsx";
import { Toasts } from "#renderer/ui/toast.tsx";
import { assertDefined } from "#shared/kernel/assert.ts";
import { addMs, DAY_MS } from "#shared/kernel/time.ts";
import { reverseAtOf } from "#shared/sync/reverse-at.ts";
import { MessageSheet } from "./message-sheet.tsx";

const [me, other] = STAFF;

let store: StoreDevice;
let handedTo: string[];
let asked: string[];

const onClick = (event: MouseEvent) => {
  if (!(event.target instanceof HTMLAnchorElement)) return;
  event.preventDefault();
  handedTo.push(event.target.href);
};

const allow = (comms: Readonly<Record<string, boolean>>) =>
  store.feed.put("profiles", [
    { ...PROFILES[0], attributes: [{ kind: "comms", key: "comms", body: comms }] },
  ]);

beforeEach(async () => {
  handedTo = [];
  asked = [];
  document.addEventListener("click", onClick);
  store = await openStoreDevice();
  useSession.getState().signIn(assertDefined(me, "the sample has staff").id);
  const value = {
    ...{ id: 1, handle: "hello", name: "Say hello", channel: "email", sortOrder: 1 },
    ...{ subject: "From {{store}}", body: "Dear {{first_name}}, {{staff_name}} & co" },
  };
  store.feed.put("config", [{ id: "message_template:1", kind: "message_template", value }]);
  const at = addMs(store.device.now(), -DAY_MS);
  const interaction = {
    ...{ id: 7, at, locationId: 1, staffId: other?.id, action: "reach", channel: "sms" },
    ...{ signal: 0, name: "Text message", description: null },
  };
  store.feed.put("clienteling", [
    {
      ...{ id: "interaction:7", profileId: ANNA, reverseAt: reverseAtOf(at) },
      ...{ kind: "interaction", interaction },
    },
  ]);
  allow({ email_promo: true, sms_promo: false });
  store.device.syncNow();
});

afterEach(async () => {
  document.removeEventListener("click", onClick);
  await store.close();
});

// The sheet is over the page.
const text = () => document.body.textContent;
const open = () =>
  draw(
    <DeviceProvider device={store.device}>
      <Toasts />
      <MessageSheet
        profileId={ANNA}
        channel="sms"
        onDetails={() => asked.push("details")}
        onClose={() => asked.push("close")}
      />
    </DeviceProvider>,
  );

test("[X40] [X41] [X42] a message is written from a template, handed over and recorded", async () => {
  await open();
  await eventually(() => {
    expect(text()).toContain(`Last contact: ${other?.name}, yesterday, by text message`);
    expect(text()).toContain("Text: doesn't want offers");
    expect(button("Text")).toHaveProperty("disabled", true);
    select("Start from");
  });
  expect(text()).toContain("Better wait until");
  await store.goOffline();
  await choose(select("Start from"), "hello");
  await eventually(() => expect(text()).toContain("What they allow is known as of"));
  await click(button("Open email"));
  await eventually(() => expect(asked).toEqual(["close"]));
  const first = me?.name.split(" ")[0];
  const [url = ""] = handedTo;
  expect(decodeURIComponent(url)).toMatch(/^mailto:.*@.*\?subject=From .*&body=Dear Anna, /);
  expect(decodeURIComponent(url)).toMatch(new RegExp(`, ${first} & co$`));
  await eventually(() => expect(text()).toContain("Message to Anna Lee logged"));
  await eventually(() => expect(text()).toContain(`Last contact: ${me?.name}, today, by email`));
  await click(button("Undo"));
  await eventually(() => expect(text()).toContain(`Last contact: ${other?.name}, yesterday`));
});

test("[X41] nobody is written to who has just withdrawn it, or allows nothing", async () => {
  await open();
  await eventually(() => select("Start from"));
  await choose(select("Start from"), "hello");
  allow({ email_promo: false });
  store.device.syncNow();
  await eventually(() => expect(text()).toContain("There's no way to write to them yet"));
  await click(button("Open Details"));
  expect([asked, handedTo]).toEqual([["details"], []]);
});
