// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { useSession } from "#renderer/state/session-store.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { ANNA, PROFILES, STAFF } from "#renderer/testing/store-facts.ts";
import {
  button,
  click,
  draw,
  eventually,
  field,
  press,
  submit,
  type,
} from "#renderer/ui/test-support/draw.tsx";
import { assertDefined } from "#shared/kernel/assert.ts";
import { EditProfileScreen } from "./edit-profile-screen.tsx";

let store: StoreDevice;
let back = 0;
let saved = 0;

beforeEach(async () => {
  store = await openStoreDevice();
  back = 0;
  saved = 0;
  useSession.getState().signIn(assertDefined(STAFF[0], "the sample has staff").id);
});

afterEach(() => store.close());

/** Draws the form and waits until it is there. */
const open = async () => {
  const drawn = await draw(
    <DeviceProvider device={store.device}>
      <EditProfileScreen
        profileId={ANNA}
        onSaved={() => saved++}
        onOpen={() => {}}
        onBack={() => back++}
      />
    </DeviceProvider>,
  );
  await eventually(() => field("Last name"));
  return drawn;
};

test("Esc in Edit loses nothing: the changes are there again, over newer facts, until saved", async () => {
  const first = await open();
  expect(first.text()).not.toContain("What you typed earlier");
  await type(field("Last name"), "Li");
  // An emptied field is a change as well.
  await type(field("Email"), "");
  await press(document.body, "Escape");
  expect(back).toBe(1);
  await first.close();

  const second = await open();
  expect(second.text()).toContain("What you typed earlier is here again.");
  expect(field("Last name").value).toBe("Li");
  expect(field("Email").value).toBe("");
  expect(field("First name").value).toBe("Anna");
  expect(store.feed.seen.pushes).toEqual([]);
  await submit(button("Save").form);
  await eventually(() => expect(saved).toBe(1));
  await second.close();

  const third = await open();
  expect(third.text()).not.toContain("What you typed earlier");
  await third.close();
});

test("unsaved changes can be discarded", async () => {
  const first = await open();
  await type(field("Last name"), "Li");
  await first.close();
  const second = await open();
  await click(button("Discard"));
  expect(field("Last name").value).toBe("Lee");
  expect(second.text()).not.toContain("What you typed earlier");
  await second.close();
  const third = await open();
  expect(field("Last name").value).toBe("Lee");
  await third.close();
});

test("a change from elsewhere to what is being edited is shown before it is replaced", async () => {
  const { text } = await open();
  await type(field("Last name"), "Li");
  store.feed.put("profiles", [{ ...PROFILES[0], firstName: "Anne", lastName: "Lee-Jones" }]);
  store.device.syncNow();
  await eventually(() =>
    expect(text()).toContain("Saving replaces the last name “Lee-Jones” with what you typed."),
  );
  expect(field("Last name").value).toBe("Li");
  await type(field("Last name"), "Lee-Jones");
  expect(text()).not.toContain("Saving replaces");
});
