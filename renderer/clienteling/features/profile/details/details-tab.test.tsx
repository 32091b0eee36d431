// @vitest-environment jsdom
import { firstValueFrom } from "rxjs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { ProfileOnTab } from "#renderer/clienteling/features/profile/test-support/profile-on-tab.tsx";
import { useSession } from "#renderer/state/session-store.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { ANNA, PROFILES, STAFF } from "#renderer/testing/store-facts.ts";
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

const staffId = assertDefined(STAFF[0], "the sample has staff").id;

let store: StoreDevice;
beforeEach(async () => {
  store = await openStoreDevice();
  useSession.getState().signIn(staffId);
});
afterEach(() => store.close());

const open = async () => {
  const drawn = await draw(
    <DeviceProvider device={store.device}>
      <ProfileOnTab profileId={ANNA} tab="details" />
    </DeviceProvider>,
  );
  await eventually(() => button("Edit Basics"));
  return drawn;
};

const save = () => submit(button("Save").form);

test("[S9] a part is edited where it is, offline, and only what was changed is sent", async () => {
  const { text } = await open();
  await store.goOffline();
  await click(button("Edit Basics"));
  expect(button("Save").disabled).toBe(true);
  await type(field("Last name"), "Li");
  await save();
  await eventually(() => expect(text()).toContain("Linot synced"));
  const { pendingFields } = assertDefined(
    await firstValueFrom(store.device.profile$(ANNA)),
    "the sample has Anna",
  );
  expect(pendingFields).toEqual(["lastName"]);
});

test("what is typed is kept until it is saved or cancelled", async () => {
  const key = { kind: "edit_profile", staffId, subject: ANNA } as const;
  await open();
  await click(button("Edit Basics"));
  await type(field("Last name"), "Li");
  expect(store.device.drafts.read(key)).toEqual({ lastName: "Li" });
  await click(button("Cancel"));
  expect(store.device.drafts.read(key)).toBeNull();
});

test("a wrong or taken contact is refused at once, and says why", async () => {
  const { text } = await open();
  await click(button("Edit Contact"));
  await type(field("Email"), "anna@");
  await save();
  expect(text()).toContain("Enter an email like name@example.com.");
  await type(field("Email"), PROFILES[1]?.email ?? "");
  await save();
  await eventually(() => expect(text()).toContain("Another customer has the same email"));
});

test("a change from elsewhere to what is being typed is shown before it is replaced (traps 22)", async () => {
  const { text } = await open();
  await click(button("Edit Basics"));
  await type(field("Last name"), "Li");
  store.feed.put("profiles", [{ ...PROFILES[0], lastName: "Lee-Jones" }]);
  store.device.syncNow();
  await eventually(() => expect(text()).toContain("Saving replaces “Lee-Jones”"));
  expect(field("Last name").value).toBe("Li");
});
