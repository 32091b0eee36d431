// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { useSession } from "#renderer/state/session-store.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { ANNA, STAFF } from "#renderer/testing/store-facts.ts";
import { button, click, draw, eventually, field, type } from "#renderer/ui/test-support/draw.tsx";
import { Toasts } from "#renderer/ui/toast.tsx";
import { assertDefined } from "#shared/kernel/assert.ts";
import { type CalendarDay, dayIn, timeZoneSchema } from "#shared/kernel/time.ts";
import { agendaId } from "#shared/sync/facts.ts";
import { booked } from "#shared/testing/clienteling.ts";
import { CalendarScreen } from "./calendar-screen.tsx";
import { DueAppointments } from "./due-appointments.tsx";
import { NextAppointment } from "./next-appointment.tsx";

const [me] = STAFF;

let store: StoreDevice;
let day: CalendarDay;

beforeEach(async () => {
  store = await openStoreDevice();
  const { id } = assertDefined(me, "the sample has staff");
  useSession.getState().signIn(id);
  day = dayIn(store.device.now(), timeZoneSchema.parse("Australia/Melbourne"));
  const appointment = booked({ profileId: ANNA, assigneeId: id, day });
  const factId = agendaId("appointment", appointment.id);
  store.feed.put("agenda", [{ id: factId, kind: "appointment", appointment }]);
});

afterEach(() => store.close());

/** What is on screen, in sheets and toasts too. */
const shown = () => document.body.textContent;

const open = async () => {
  await draw(
    <DeviceProvider device={store.device}>
      <Toasts />
      <CalendarScreen
        shown={{ view: "day", day }}
        onShow={() => undefined}
        onCustomer={() => undefined}
      />
    </DeviceProvider>,
  );
  await eventually(() => button(/Wedding suit/));
};

test("[X22] [X24] a slot books its staff member offline, and says whom it clashes with", async () => {
  await open();
  await store.goOffline();
  await click(button(new RegExp(`^Book ${me?.name} at 2:30`)));
  await eventually(() => field("Name, if they aren't a customer"));
  await eventually(() => expect(shown()).toMatch(/already has Wedding suit at/));
  await type(field("Name, if they aren't a customer"), " Mr Hart ");
  await click(button("Book"));
  await eventually(() => button(/^Mr Hart.*Overlaps.*Confirmed/));
  await eventually(() => button(/^Anna Lee.*Overlaps/));
});

test("[X26] a time at which the store is closed is said where one books, and can be booked", async () => {
  await open();
  await eventually(() => expect(shown()).toMatch(/Open 10:00\sam to 5:30\spm/));
  await click(button(new RegExp(`^Book ${me?.name} at 5:30`)));
  await eventually(() => expect(shown()).toMatch(/The store is open 10:00.* that day/));
  await type(field("Name, if they aren't a customer"), "Sofia");
  await click(button("Book"));
  await eventually(() => button(/^Sofia.*Confirmed/));
});

test("[X23] who walks in waits, is served next, and waits again from the toast", async () => {
  await open();
  await store.goOffline();
  await eventually(() => expect(shown()).toContain("Nobody is waiting"));
  await click(button("Add"));
  await type(field("Name, if they aren't a customer"), "Sofia");
  await click(assertDefined([...document.querySelectorAll("form button")].at(-1), "Add"));
  await eventually(() => button("Serve Sofia"));
  await click(button("Serve Sofia"));
  await eventually(() => expect(shown()).toContain("Nobody is waiting"));
  await eventually(() => expect(shown()).toContain("Serving Sofia"));
  const undo = [...document.querySelectorAll("button")].find(
    ({ textContent, parentElement }) =>
      textContent === "Undo" && parentElement?.textContent?.startsWith("Serving Sofia"),
  );
  await click(assertDefined(undo, "a toast with a way back"));
  await eventually(() => button("Serve Sofia"));
});

test("[X22] Today and the customer's Overview show who comes, until it is over", async () => {
  const opened: string[] = [];
  const { text } = await draw(
    <DeviceProvider device={store.device}>
      <DueAppointments onOpen={() => void opened.push("calendar")} />
      <NextAppointment profileId={ANNA} onOpen={(of) => void opened.push(of)} />
    </DeviceProvider>,
  );
  await eventually(() => expect(text()).toMatch(/Anna Lee.*Next appointment.*Anna Lee/));
  for (const row of document.querySelectorAll("li button")) await click(row);
  expect(opened).toEqual(["calendar", day]);
  const { id: staffId } = assertDefined(me, "the sample has staff");
  const cancelled = await store.device.changeAppointment({
    ...{ appointmentId: booked().id, changes: { state: "cancelled" }, staffId },
  });
  expect(cancelled.ok).toBe(true);
  await eventually(() => expect(text()).not.toContain("Anna Lee"));
});
