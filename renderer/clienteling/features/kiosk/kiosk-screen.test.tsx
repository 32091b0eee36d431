// @vitest-environment jsdom
import { act } from "react";
import { firstValueFrom } from "rxjs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { useKiosk } from "#renderer/state/kiosk-store.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { STAFF } from "#renderer/testing/store-facts.ts";
import { button, click, draw, eventually, field, type } from "#renderer/ui/test-support/draw.tsx";
import { KIOSK_IDLE_MS, KIOSK_TRIES_MAX } from "#shared/clienteling/kiosk.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { KioskScreen } from "./kiosk-screen.tsx";

const { id: starter } = assertDefined(STAFF[0], "the sample has staff");

let store: StoreDevice;

beforeEach(async () => {
  store = await openStoreDevice();
  useKiosk.setState({ startedBy: starter, wrongAt: [] });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await store.close();
});

const open = () =>
  draw(
    <DeviceProvider device={store.device}>
      <KioskScreen staffId={starter} locationName="Fitzroy" staff={<p>PIN</p>} />
    </DeviceProvider>,
  );

const choose = (label: string, value: string) => {
  const select = assertDefined(
    document.querySelector<HTMLSelectElement>(`select[aria-label="${label}"]`),
    label,
  );
  return act(async () => {
    select.value = value;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  });
};
const prove = async (who: string, day: string, month: string) => {
  await type(field("Card, mobile number or email"), who);
  await choose("Day", day);
  await choose("Month", month);
  await click(button("Next"));
};

/** Sets the clock of the device, as sleep and corrections do, and has the page look at it. */
const setClock = (aheadMs: number) =>
  act(async () => {
    vi.spyOn(Date, "now").mockImplementation(
      () => performance.timeOrigin + performance.now() + aheadMs,
    );
    document.dispatchEvent(new Event("visibilitychange"));
  });

test("[X51] a number and a birthday show the first name and the balance, and no more", async () => {
  const { text } = await open();
  await click(button(/^Check my balance/));
  await prove("0412 345 678", "3", "9");
  await eventually(() => expect(text()).toContain("Hello Anna"));
  expect(text()).toMatch(/\$91\.50 to spend today/);
  expect(text()).not.toMatch(/Lee|345|anna\./);
});

test("[X51] somebody unknown and a wrong birthday are answered alike, and five times only", async () => {
  const { text } = await open();
  await click(button(/^Confirm my details/));
  for (let tries = 1; tries <= KIOSK_TRIES_MAX; tries += 1) {
    await prove(tries % 2 === 0 ? "nobody@example.com" : "2900012345675", "4", "9");
    await eventually(() => expect(useKiosk.getState().wrongAt).toHaveLength(tries));
    expect(text()).toContain(
      tries < KIOSK_TRIES_MAX ? "That doesn't match what we know" : "Too many tries",
    );
  }
  await prove("2900012345675", "3", "9");
  expect(text()).not.toContain("Your details");
  expect(JSON.parse(localStorage.getItem("kiosk") ?? "{}").state.wrongAt).toHaveLength(
    KIOSK_TRIES_MAX,
  );
});

test("[X50] [X51] details are shown masked, and only what was typed is sent, for who started it", async () => {
  const { text } = await open();
  await store.goOffline();
  await click(button(/^Confirm my details/));
  await prove("2900012345675", "3", "9");
  await eventually(() => expect(text()).toContain("Your details"));
  expect(text()).toContain("Now: ••• 678");
  expect(text()).not.toContain("anna.lee@");
  await type(field("New email"), "anna@new.example");
  await click(button("Save"));
  await eventually(() => expect(text()).toContain("Thank you, Anna"));
  expect(await firstValueFrom(store.device.pending$)).toMatchObject([
    { kind: "edit_profile", staffId: starter },
  ]);
});

test("[X52] what somebody leaves behind is gone after 30 seconds, asleep or not", async () => {
  const { text } = await open();
  await click(button(/^Join/));
  await type(field("First name"), "Walter");
  await setClock(-5);
  await setClock(KIOSK_IDLE_MS - 5000);
  expect(text()).toMatch(/Starts over in [345] s/);
  expect(field("First name").value).toBe("Walter");
  await setClock(KIOSK_IDLE_MS);
  expect(text()).toContain("What would you like to do?");
  await click(button(/^Join/));
  expect(field("First name").value).toBe("");
});

test("[X52] the page is closed: no menu, no drag, no keys of the browser, and losing the front starts over", async () => {
  const { text } = await open();
  await click(button(/^Join/));
  const isStopped = (event: Event) => !document.body.dispatchEvent(event);
  for (const kind of ["contextmenu", "dragstart", "drop", "auxclick", "copy"]) {
    expect([kind, isStopped(new Event(kind, { bubbles: true, cancelable: true }))]).toEqual([
      kind,
      true,
    ]);
  }
  for (const key of [{ key: "k", ctrlKey: true }, { key: "p", metaKey: true }, { key: "F5" }]) {
    const event = new KeyboardEvent("keydown", { ...key, bubbles: true, cancelable: true });
    expect([key.key, isStopped(event)]).toEqual([key.key, true]);
  }
  await act(async () => window.dispatchEvent(new Event("blur")));
  expect(text()).toContain("What would you like to do?");
});
