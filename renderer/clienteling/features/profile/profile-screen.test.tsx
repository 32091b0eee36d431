// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { useSession } from "#renderer/state/session-store.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { ANNA, olderTransactionFacts, STAFF } from "#renderer/testing/store-facts.ts";
import {
  button,
  click,
  draw,
  eventually,
  field,
  textArea,
  type,
} from "#renderer/ui/test-support/draw.tsx";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { instant } from "#shared/kernel/time.ts";
import { NO_DETAILS } from "#shared/profile/profile.ts";
import type { ProfileTab } from "./profile-tab.ts";
import { ProfileOnTab } from "./test-support/profile-on-tab.tsx";

const staffId = assertDefined(STAFF[0], "the sample has staff").id;

let store: StoreDevice;

beforeEach(async () => {
  store = await openStoreDevice();
  useSession.getState().signIn(staffId);
});

afterEach(() => store.close());

const open = async (profileId: ProfileId = ANNA, tab: ProfileTab = "overview") => {
  const drawn = await draw(
    <DeviceProvider device={store.device}>
      <ProfileOnTab profileId={profileId} tab={tab} />
    </DeviceProvider>,
  );
  await eventually(() =>
    expect(drawn.text()).toContain(tab === "overview" ? "Available" : "Purchases"),
  );
  return drawn;
};

const sales = () => document.querySelectorAll("section button[aria-expanded]").length;

test("purchases stop at 20 of 36, say so, and the others can be loaded offline", async () => {
  const { text } = await open(ANNA, "purchases");
  await eventually(() => expect(sales()).toBe(3));
  expect(text()).not.toContain("Show more purchases");
  store.feed.put("transactions", olderTransactionFacts(instant(Date.now()), 33));
  await eventually(() => expect(text()).toContain("Latest 20"));
  expect(sales()).toBe(20);
  await store.goOffline();
  await click(button("Show more purchases"));
  await eventually(() => expect(sales()).toBe(36));
  expect(text()).not.toContain("Show more purchases");
  expect(text()).toContain("36 purchases");
  // The button is gone, so the focus is on the first purchase that it has added.
  const added = document.querySelectorAll("section button[aria-expanded]")[20];
  expect(document.activeElement).toBe(added);
  // Items, receipts and stores narrow them down, all of them and not only those shown.
  await type(field("Find an item or receipt"), "jumper navy");
  await eventually(() => expect(text()).toContain("1 purchase"));
  expect(text()).toContain("Merino jumper, navy, M, Cotton socks, 3 pairs");
  await click(button(/Merino jumper/));
  await eventually(() => expect(text()).toContain("8841-0192"));
  await type(field("Find an item or receipt"), "no such thing");
  await eventually(() => expect(text()).toContain("No purchases match"));
  await click(button("Clear filters"));
  await eventually(() => expect(sales()).toBe(20));
});

test("a half-typed note is kept for the person who typed it, and gone once it's added", async () => {
  const first = await open();
  await type(textArea("New note"), "Looks for a th");
  await first.close();
  useSession.getState().signIn(assertDefined(STAFF[1], "the sample has staff").id);
  const second = await open();
  expect(textArea("New note").value).toBe("");
  await second.close();
  useSession.getState().signIn(staffId);
  const third = await open();
  expect(textArea("New note").value).toBe("Looks for a th");
  await click(button("Add note"));
  await eventually(() => expect(textArea("New note").value).toBe(""));
  await third.close();
  await open();
  expect(textArea("New note").value).toBe("");
});

test("the profile says that changes to the details aren't saved yet", async () => {
  const key = { kind: "edit_profile", staffId, subject: ANNA } as const;
  await store.device.drafts.write(key, { lastName: "Li" });
  const { text } = await open();
  expect(text()).toContain("You have unsaved changes to this customer's details");
  await click(button("Discard"));
  expect(text()).not.toContain("unsaved changes");
  expect(store.device.drafts.read(key)).toBeNull();
});

test("a customer created offline isn't “as of” a time before they existed", async () => {
  await store.goOffline();
  const created = await store.device.createProfile({
    details: { ...NO_DETAILS, firstName: "Zelda", email: "zelda@example.com" },
    identities: [],
    staffId,
  });
  if (!created.ok) throw new Error(created.error.reason);
  const { text } = await open(created.value.profileId);
  await eventually(() => expect(text()).toContain("Not synced yet"));
  expect(text()).not.toContain("As of");
});
