// @vitest-environment jsdom
import { Menu } from "@mantine/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { useSession } from "#renderer/state/session-store.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { ANNA, STAFF } from "#renderer/testing/store-facts.ts";
import { button, click, draw, eventually } from "#renderer/ui/test-support/draw.tsx";
import { assertDefined } from "#shared/kernel/assert.ts";
import { BookMenu } from "./book-menu.tsx";
import { HandOverBook } from "./hand-over-book.tsx";

const [ada, ben] = [0, 1].map((place) => assertDefined(STAFF[place], "staff"));
let store: StoreDevice;

beforeAll(async () => {
  store = await openStoreDevice();
  // What is done stays on top of the facts.
  await store.goOffline();
});
afterAll(() => store.close());

const menuFor = async (staffId: (typeof STAFF)[number]["id"]) => {
  useSession.getState().signIn(staffId);
  return draw(
    <DeviceProvider device={store.device}>
      <Menu opened transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <span />
        </Menu.Target>
        <Menu.Dropdown>
          <p>menu</p>
          <BookMenu profileId={ANNA} onHandOver={() => undefined} />
        </Menu.Dropdown>
      </Menu>
    </DeviceProvider>,
  );
};
const offers = () =>
  [...document.querySelectorAll("[role=menuitem]")].map(({ textContent }) => textContent);

test("[X31] the menu offers what the role allows: nobody's customer, one's own, not a colleague's", async () => {
  const first = await menuFor(assertDefined(ada, "Ada").id);
  await eventually(() => expect(offers()).toEqual(["Make this my customer", "Assign to…"]));
  const [take] = document.querySelectorAll("[role=menuitem]");
  await click(assertDefined(take, "an item"));
  await eventually(() => expect(offers()).toEqual(["Hand over to…", "Remove from the book"]));
  await first.close();
  const second = await menuFor(assertDefined(ben, "Ben").id);
  await eventually(() => expect(document.body.textContent).toContain("menu"));
  expect(offers()).toEqual([]);
  await second.close();
});

test("[X32] a book is counted before it changes hands, and nothing is to be saved without a colleague", async () => {
  const { id } = assertDefined(ada, "Ada");
  useSession.getState().signIn(id);
  await draw(
    <DeviceProvider device={store.device}>
      <HandOverBook from={id} onClose={() => undefined} />
    </DeviceProvider>,
  );
  await eventually(() => expect(document.body.textContent).toContain("1 customer changes hands."));
  expect(button("Hand over").hasAttribute("disabled")).toBe(true);
  const lists = [...document.querySelectorAll("select")].map((list) =>
    [...list.options].map(({ text }) => text),
  );
  expect(lists[0]).toEqual(["Choose a colleague", `${ada?.name} (you)`]);
  expect(lists[1]).toContain(ben?.name);
});
