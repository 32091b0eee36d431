// @vitest-environment jsdom
import { act } from "react";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { useOutreach } from "#renderer/state/outreach-store.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { ANNA, PROFILES, STAFF } from "#renderer/testing/store-facts.ts";
import { button, click, draw, eventually } from "#renderer/ui/test-support/draw.tsx";
import { timeZoneSchema, zoned } from "#shared/kernel/time.ts";
import { TodayBoard } from "./today-board.tsx";
import { TodayGreeting } from "./today-greeting.tsx";
import { useDayBook } from "./use-day-book.ts";

const ADA = STAFF[0]?.id ?? null;
const ZONE = "Australia/Melbourne";

let store: StoreDevice;
let opened: string[] = [];
let asked: string[] = [];

beforeAll(async () => {
  store = await openStoreDevice();
  // Noor's birthday is tomorrow, and Anna, whose rewards expire first, now shops here.
  const now = store.device.now();
  const { month, day } = zoned(now, zone()).add({ days: 1 });
  store.feed.put("profiles", [
    {
      ...{ ...PROFILES[4], birthMonth: month, birthDay: day },
      attributes: [{ kind: "comms", key: "comms", body: { email_promo: true, sms_promo: true } }],
    },
    { ...PROFILES[0], preferredLocationId: 1 },
  ]);
  store.device.syncNow();
  await vi.waitFor(async () => {
    const [anna] = await store.device.readProfiles([ANNA]);
    expect(anna?.preferredLocationId).toBe(1);
  }, 10_000);
});
afterAll(() => store.close());
beforeEach(() => {
  opened = [];
  asked = [];
  useSession.setState({ staffId: ADA, recentProfileIds: [], deeds: [] });
});

const zone = () => timeZoneSchema.parse(ZONE);

const Today = () => {
  useDayBook();
  return (
    <>
      <TodayGreeting />
      <TodayBoard
        onOpen={(id) => opened.push(id)}
        onMessage={(id) => asked.push(id)}
        onList={(list) => asked.push(list)}
        onSync={() => asked.push("sync")}
      />
    </>
  );
};
const open = () =>
  draw(
    <DeviceProvider device={store.device}>
      <Today />
    </DeviceProvider>,
  );
const card = (title: string) => {
  const found = [...document.querySelectorAll("section")].find(
    (section) => section.querySelector("h2")?.textContent === title,
  );
  if (!found) throw new Error(`no card ${title}`);
  return found;
};

test("greets the staff member, and says who has a birthday and who loses what", async () => {
  const { text } = await open();
  await eventually(() => expect(text()).toMatch(/Good (morning|afternoon|evening), Ada/));
  await eventually(() =>
    expect(card("Birthdays this week").textContent).toMatch(/Noor Al-Sayed.* · tomorrow/),
  );
  await eventually(() => {
    expect(card("Rewards expiring soon").textContent).toContain("Expires in 5 days");
    expect(card("Rewards expiring soon").textContent).toContain("$6.50");
  });
  expect(card("Recently viewed").textContent).toContain("No customers opened yet");
  await click(button("Show all: Birthdays this week"));
  expect(asked).toEqual(["birthdays"]);
});

test("[X43] [X44] says whom to contact and why, unless they were put off or just contacted", async () => {
  const noor = PROFILES[4]?.id;
  if (ADA === null || noor === undefined) throw new Error("nobody");
  await open();
  await eventually(() =>
    expect(card("To contact").textContent).toMatch(/Noor Al-Sayed.*Birthday on /),
  );
  // Her rewards expire in five days, but nobody has asked her.
  expect(card("To contact").textContent).not.toContain("Anna Lee");
  await click(button("Message Noor Al-Sayed"));
  expect(asked).toEqual([noor]);
  await click(button("Not now: Noor Al-Sayed"));
  const isEmpty = () =>
    expect(card("To contact").textContent).toContain("Nobody to contact right now");
  await eventually(isEmpty);
  await act(async () => useOutreach.getState().bringBack(noor));
  await eventually(() => button("Message Noor Al-Sayed"));
  const said = { channel: "email", name: "Email", description: null, template: null } as const;
  const moment = { kind: "log_contact", ...said } as const;
  await act(async () => {
    await store.device.logMoment({ profileId: noor, staffId: ADA, moment });
  });
  await eventually(isEmpty);
});

test("counts the customers whom the staff member has opened and served today, each once", async () => {
  await open();
  const remember = useSession.getState().rememberProfile;
  await act(async () => remember(ANNA));
  if (ADA === null) throw new Error("nobody");
  await act(async () => {
    for (const text of ["Likes navy.", "And camel."]) {
      await store.device.addNote({ profileId: ANNA, staffId: ADA, text });
    }
  });
  await eventually(() => {
    expect(card("My day").textContent).toBe("My dayOpened1Served1Added0");
    expect(card("Recently viewed").textContent).toContain("Anna Lee");
  });
});
