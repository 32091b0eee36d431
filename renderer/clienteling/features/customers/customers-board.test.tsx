// @vitest-environment jsdom
import { useState } from "react";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { useSession } from "#renderer/state/session-store.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { ANNA, PROFILES } from "#renderer/testing/store-facts.ts";
import { button, click, draw, eventually } from "#renderer/ui/test-support/draw.tsx";
import type { CustomerShow } from "./customer-show.ts";
import { CustomersBoard } from "./customers-board.tsx";

let store: StoreDevice;
let opened: string[] = [];

beforeAll(async () => {
  store = await openStoreDevice();
  await vi.waitFor(async () => {
    const all = { show: "all", homeId: null, offset: 0, limit: 1 } as const;
    expect((await store.device.listCustomers(all)).count).toBe(PROFILES.length);
  }, 10_000);
});
afterAll(() => store.close());
beforeEach(() => {
  opened = [];
  useSession.setState({ recentProfileIds: [] });
});

const Board = () => {
  const [show, setShow] = useState<CustomerShow>("all");
  return (
    <DeviceProvider device={store.device}>
      <CustomersBoard show={show} onShow={setShow} onOpen={(id) => opened.push(id)} />
    </DeviceProvider>
  );
};
const row = (name: string) => {
  const found = [...document.querySelectorAll("li")].find((item) =>
    item.textContent?.includes(name),
  );
  if (!found) throw new Error(`no row ${name}`);
  return found;
};

test("everybody is listed by name, with the store and what they can redeem", async () => {
  const { text } = await draw(<Board />);
  await eventually(() => expect(text()).toContain("8 customers"));
  await eventually(() => expect(row("Anna Lee").textContent).toContain("Chapel Street"));
  expect(row("Anna Lee").textContent).toContain("$91.50");
  expect(row("Anna Lee").getAttribute("aria-setsize")).toBe("8");
  expect(row("Anna Lee").textContent).not.toContain("@");
  const opener = row("Anna Lee").querySelector("button");
  if (opener === null) throw new Error("nothing to press");
  await click(opener);
  expect(opened).toEqual([ANNA]);
});

test("a chip shows another list, and an empty one says what will be in it", async () => {
  const { text } = await draw(<Board />);
  await click(button("New"));
  await eventually(() => expect(text()).toContain("Nobody new in the last 30 days"));
  await click(button("Recently viewed"));
  await eventually(() => expect(text()).toContain("No customers opened yet"));
  expect(button("Recently viewed").getAttribute("aria-pressed")).toBe("true");
});
