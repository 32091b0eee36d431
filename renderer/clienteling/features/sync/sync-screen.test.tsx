// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { PROFILES, STAFF } from "#renderer/testing/store-facts.ts";
import { button, click, draw, eventually, settle } from "#renderer/ui/test-support/draw.tsx";
import { assertDefined } from "#shared/kernel/assert.ts";
import { NO_DETAILS } from "#shared/profile/profile.ts";
import { SyncScreen } from "./sync-screen.tsx";

let store: StoreDevice;
let clipboard: string[];

beforeEach(async () => {
  store = await openStoreDevice();
  clipboard = [];
  vi.stubGlobal("__APP_VERSION__", "1.2.3");
  // jsdom has no clipboard.
  Object.assign(navigator, {
    clipboard: {
      writeText: async (text: string) => {
        clipboard.push(text);
      },
    },
  });
});

afterEach(() => store.close());

/** Draws the screen and waits until it shows the device. */
const open = async () => {
  const drawn = await draw(
    <DeviceProvider device={store.device}>
      <SyncScreen onOpen={() => {}} onGiftCard={() => {}} onEnrol={() => {}} onBack={() => {}} />
    </DeviceProvider>,
  );
  await eventually(() => expect(drawn.text()).toContain("Server epoch"));
  return drawn;
};

test("undoing an offline New customer asks first, and takes everything that depends on it", async () => {
  await store.goOffline();
  const staffId = assertDefined(STAFF[0], "the sample has staff").id;
  const created = await store.device.createProfile({
    details: { ...NO_DETAILS, firstName: "Zelda", email: "zelda@example.com" },
    identities: [],
    staffId,
  });
  if (!created.ok) throw new Error(created.error.reason);
  const { profileId } = created.value;
  await store.device.editProfile({ profileId, changes: { lastName: "Quill" }, staffId });
  await store.device.addNote({ profileId, text: "Likes blue", staffId });

  const { text } = await open();
  await eventually(() => expect(text()).toContain("New customer for Zelda Quill"));
  expect(text()).toContain("3 actions haven't synced yet.");
  expect(text()).not.toContain("was accepted");
  await click(button("Undo New customer"));
  await eventually(() => expect(text()).toContain("also undoes 2 other actions for Zelda Quill."));
  expect(text()).toContain("Profile edit, Note");
  await click(button("Keep"));
  expect(text()).not.toContain("other actions");
  expect(text()).toContain("New customer for Zelda Quill");

  await click(button("Undo New customer"));
  await eventually(() => button("Undo all 3"));
  await click(button("Undo all 3"));
  await eventually(() => expect(text()).toContain("Nothing on this device is waiting"));
  // Until then the page doesn't say that all is well.
  expect(text()).toContain("Everything synced so far was accepted.");
});

const profileId = (index: number) =>
  `019700bb-0000-7000-8000-${String(100 + index).padStart(12, "0")}`;

/** The server sends profiles that this version can't read. */
const sendUnreadable = (count: number) =>
  store.feed.put(
    "profiles",
    Array.from({ length: count }, (_, index) => ({
      ...PROFILES[0],
      id: profileId(index),
      firstName: 7,
    })),
  );

const REASON = "firstName: Invalid input: expected string, received number";

test("the page shows what support asks for", async () => {
  const { text } = await open();
  expect(text()).toContain(`Device id${store.feed.deviceId()}Device epoch1`);
  expect(text()).toMatch(/Server epoche5f0c1Protocol version1App version1\.2\.3/);
});

test("unreadable facts are listed with the reason, up to ten", async () => {
  const { text } = await open();
  expect(text()).not.toContain("Not readable here");
  sendUnreadable(12);
  await eventually(() => expect(text()).toContain("Not readable here (12)"));
  expect(text()).toContain(`profiles ${profileId(9)}${REASON}`);
  expect(text()).not.toContain(profileId(10));
  expect(text()).toContain("And 2 more.");
});

test("one click copies all of it, with nothing about any person", async () => {
  const { text } = await open();
  sendUnreadable(1);
  await eventually(() => expect(text()).toContain("Not readable here (1)"));
  await click(button("Copy details for support"));
  await eventually(() => expect(text()).toContain("Copied"));
  expect(clipboard).toHaveLength(1);
  const lines = clipboard[0]?.split("\n") ?? [];
  expect(lines).toEqual([
    "Name: Till",
    expect.stringMatching(/^Store: /),
    "Server: https://sync.example.com",
    `Device id: ${store.feed.deviceId()}`,
    "Device epoch: 1",
    "Server epoch: e5f0c1",
    "Protocol version: 1",
    "App version: 1.2.3",
    "Storage: Protected, with journal",
    "Connection: Online",
    expect.stringMatching(/^Last contact: \d{4}-\d\d-\d\dT/),
    "Pending: 0",
    "Oldest pending: none",
    "Parked by the server: 0",
    "Not readable here: 1",
    `- profiles ${profileId(0)}: ${REASON}`,
  ]);
});

test("Sync now shows that it is working until the server answers", async () => {
  await open();
  store.hold();
  // An earlier request may still get its answer.
  await settle(200);
  await click(button("Sync now"));
  await settle(600);
  expect(button("Sync now").dataset["loading"]).toBe("true");
  store.release();
  await eventually(() => expect(button("Sync now").dataset["loading"]).toBeUndefined());
});

test("says when the browser doesn't allow copying", async () => {
  Object.assign(navigator, { clipboard: { writeText: () => Promise.reject(new Error("no")) } });
  const { text } = await open();
  await click(button("Copy details for support"));
  await eventually(() => expect(text()).toContain("Couldn't copy"));
});
