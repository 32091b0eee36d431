// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { useSession } from "#renderer/state/session-store.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { ANNA, STAFF } from "#renderer/testing/store-facts.ts";
import {
  button,
  click,
  draw,
  eventually,
  field,
  press,
  type,
} from "#renderer/ui/test-support/draw.tsx";
import { Toasts } from "#renderer/ui/toast.tsx";
import { assertDefined } from "#shared/kernel/assert.ts";
import { agendaId } from "#shared/sync/facts.ts";
import { openTask } from "#shared/testing/clienteling.ts";
import { TasksScreen } from "./tasks-screen.tsx";

const [me, other] = STAFF.map(({ id }) => id);
const LATE = "Call about the coat";
const THEIRS = "0190c000-0000-7000-8000-000000000701";

let store: StoreDevice;
let opened: string[];

beforeEach(async () => {
  store = await openStoreDevice();
  opened = [];
  useSession.getState().signIn(assertDefined(me, "the sample has staff"));
  const late = openTask({ profileId: ANNA, assigneeId: me });
  const theirs = openTask({ id: THEIRS, profileId: null, assigneeId: other, title: "Window" });
  store.feed.put(
    "agenda",
    [late, theirs].map((task) => ({ id: agendaId("task", task.id), kind: "task", task })),
  );
});

afterEach(() => store.close());

const open = async () => {
  const drawn = await draw(
    <DeviceProvider device={store.device}>
      <Toasts />
      <TasksScreen onOpen={(id) => void opened.push(id)} />
    </DeviceProvider>,
  );
  await eventually(() => expect(drawn.text()).toContain(LATE));
  return drawn;
};

test("[X20] one's own tasks are there, overdue ones first, and those of the store beside", async () => {
  const { text } = await open();
  expect(text()).toContain("Overdue");
  expect(text()).not.toContain("Window");
  await eventually(() => button("Anna Lee"));
  await click(button("Anna Lee"));
  expect(opened).toEqual([ANNA]);
  await click(assertDefined(document.querySelector("input[value=store]"), "Store"));
  await eventually(() => expect(text()).toContain("Window"));
});

test("[X18] [X19] a task is added by N, done, and opened again from its toast, offline", async () => {
  const { text } = await open();
  await store.goOffline();
  await press(document.body, "n");
  await eventually(() => field("What's to do?"));
  await type(field("What's to do?"), "  Ring Ben ");
  await click(button("Today"));
  await click(button(/^Add task$/));
  await eventually(() => expect(text()).toMatch(/Today.*Ring Ben.*Not synced/));
  await click(button("Mark “Ring Ben” as done"));
  await eventually(() => button("Open “Ring Ben” again"));
  await eventually(() => button("Undo"));
  const undos = [...document.querySelectorAll("button")].filter(
    ({ textContent }) => textContent === "Undo",
  );
  await click(assertDefined(undos.at(-1), "the latest toast"));
  await eventually(() => button("Mark “Ring Ben” as done"));
});
