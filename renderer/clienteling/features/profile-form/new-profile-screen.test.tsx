// @vitest-environment jsdom
import { filter, firstValueFrom } from "rxjs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { useSession } from "#renderer/state/session-store.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { STAFF } from "#renderer/testing/store-facts.ts";
import {
  button,
  click,
  draw,
  eventually,
  field,
  submit,
  type,
} from "#renderer/ui/test-support/draw.tsx";
import { assertDefined } from "#shared/kernel/assert.ts";
import { profileIdSchema } from "#shared/kernel/ids.ts";
import { NewProfileScreen } from "./new-profile-screen.tsx";

let store: StoreDevice;
let saved: string[] = [];

beforeEach(async () => {
  store = await openStoreDevice();
  saved = [];
  useSession.getState().signIn(assertDefined(STAFF[0], "the sample has staff").id);
});

afterEach(() => store.close());

/** Draws the form and waits until it is there. */
const open = async (typed = "") => {
  const drawn = await draw(
    <DeviceProvider device={store.device}>
      <NewProfileScreen
        typed={typed}
        isCard={false}
        onSaved={(profileId) => saved.push(profileId)}
        onBack={() => {}}
      />
    </DeviceProvider>,
  );
  await eventually(() => field("First name"));
  return drawn;
};

const create = () => submit(button(/^Create/).form);

test("one wrong birth year hides no other error: each is shown at its field", async () => {
  const { text, close } = await open();
  await click(button(/^Add more/));
  await type(field("Email"), "anna@");
  await type(field("Mobile phone"), "12");
  await type(field("Day of birth"), "31");
  await type(field("Year of birth"), "2150");
  await create();
  await eventually(() => expect(text()).toContain("That date is in the future."));
  expect(problemOf("First name")).toBe("Enter a first or last name.");
  expect(problemOf("Email")).toContain("Enter an email");
  expect(problemOf("Mobile phone")).toContain("phone number");
  expect(problemOf("Year of birth")).toBe("That date is in the future. Check the year.");
  expect(problemOf("Day of birth")).toBe("");
  expect(saved).toEqual([]);
  await close();
});

test("what is typed for a new customer survives a lock, and only for who typed it", async () => {
  const first = await open("zel");
  await type(field("Last name"), "Quill");
  await first.close();
  useSession.getState().signIn(assertDefined(STAFF[1], "the sample has staff").id);
  const second = await open("zel");
  expect(field("Last name").value).toBe("");
  await second.close();

  useSession.getState().signIn(assertDefined(STAFF[0], "the sample has staff").id);
  const third = await open("zel");
  expect(third.text()).toContain("What you typed earlier is here again.");
  expect(field("Last name").value).toBe("Quill");
  await type(field("Email"), "zelda@example.com");
  await create();
  await eventually(() => expect(saved).toHaveLength(1));
  await third.close();
  const fourth = await open("zel");
  expect(field("Last name").value).toBe("");
  await fourth.close();
});

test("a similar card is a warning: Create anyway puts the new customer in the outbox", async () => {
  store.feed.faults.push = { status: 503, code: "unavailable" };
  const { text, close } = await open();
  await type(field("First name"), "Zelda");
  await type(field("Email"), "zelda@example.com");
  await click(button("SMS"));
  await click(button("Post"));
  await click(button("SMS"));
  await click(button(/^Add more/));
  await type(field("Card number"), "29000-12345-675");
  await eventually(() => expect(text()).toContain("Similar card"));
  await submit(button("Create anyway").form);
  await eventually(() => expect(saved).toHaveLength(1));
  expect(await firstValueFrom(store.device.pending$)).toMatchObject([
    { kind: "create_profile", profileId: saved[0] },
  ]);
  // [I27] What they allow shows at once, with the wording; what they left open stays unsaid.
  const view = await firstValueFrom(
    store.device.profile$(profileIdSchema.parse(saved[0])).pipe(filter((each) => each !== null)),
  );
  expect(view.profile.attributes).toEqual([
    {
      ...{ kind: "comms", key: "comms" },
      body: {
        post_promo: true,
        consent_wording: expect.stringContaining("May we send you offers"),
        consent_wording_version: "en-1",
      },
    },
  ]);
  await close();
});

/** The sentence that a field points to. */
const problemOf = (label: string): string => {
  const id =
    field(label).getAttribute("aria-errormessage") ?? field(label).getAttribute("aria-describedby");
  return (id !== null && document.getElementById(id)?.textContent) || "";
};
