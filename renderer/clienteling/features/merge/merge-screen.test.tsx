// @vitest-environment jsdom
import { useState } from "react";
import { filter, firstValueFrom } from "rxjs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { useSession } from "#renderer/state/session-store.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { ANNA, PROFILES, STAFF } from "#renderer/testing/store-facts.ts";
import { button, click, draw, eventually } from "#renderer/ui/test-support/draw.tsx";
import { assertDefined } from "#shared/kernel/assert.ts";
import { type ProfileId, profileIdSchema } from "#shared/kernel/ids.ts";
import { mayDo } from "#shared/organisation/powers.ts";
import { clientelingFactSchema, profileFactSchema } from "#shared/sync/facts.ts";
import { MergeScreen } from "./merge-screen.tsx";

const isManager = ({ role }: (typeof STAFF)[number]) => mayDo(role, "merge_profiles");
const manager = assertDefined(STAFF.find(isManager), "a manager").id;
const associate = assertDefined(
  STAFF.find((staff) => !isManager(staff)),
  "an associate",
).id;
const TWIN = profileIdSchema.parse("0197ffff-0000-7000-8000-000000000001");

let store: StoreDevice;

beforeEach(async () => {
  store = await openStoreDevice();
  useSession.getState().signIn(manager);
  const anna = assertDefined(PROFILES[0], "Anna");
  store.feed.put("profiles", [
    profileFactSchema.parse({
      ...{ ...anna, id: TWIN, firstName: "Ann", email: "anne.lee@example.net" },
      ...{ mobilePhone: null, secondaryPhone: "+61398765432", identities: [] },
    }),
  ]);
  await firstValueFrom(store.device.profile$(TWIN).pipe(filter((view) => view !== null)));
});
afterEach(() => store.close());

const Merging = ({ onMerged }: { readonly onMerged: (id: ProfileId) => void }) => {
  const [otherId, setOther] = useState<ProfileId | null>(null);
  return (
    <DeviceProvider device={store.device}>
      <MergeScreen
        profileId={ANNA}
        otherId={otherId}
        onOther={setOther}
        onMerged={onMerged}
        onBack={() => undefined}
      />
    </DeviceProvider>
  );
};

test("[I28] staff compare two who are alike, choose, and merge them offline", async () => {
  let survivor: ProfileId | null = null;
  const drawn = await draw(
    <Merging
      onMerged={(id) => {
        survivor = id;
      }}
    />,
  );
  await eventually(() => expect(drawn.text()).toContain("Ann Lee"));
  expect(drawn.text()).toContain("last name, birthday");
  await store.goOffline();
  await click(button(/Ann Lee/));
  await eventually(() => expect(drawn.text()).toContain("Side by side"));
  // Anna has bought something and the other hasn't; what only one has is theirs anyway.
  await click(button("anne.lee@example.net"));
  await click(button("Ann"));
  await click(button("Anna"));
  await click(button("Merge"));
  await eventually(() => expect(survivor).toBe(ANNA));
  const { merging } = assertDefined(
    (await firstValueFrom(store.device.profile$(TWIN).pipe(filter((view) => !!view)))) ?? undefined,
    "the other",
  );
  expect(merging).toMatchObject({ otherId: ANNA, stays: false, canUndo: true });
  expect(await store.device.exportPending()).toMatch(
    /"fromLoser": \[\s*"email",\s*"secondaryPhone"\s*\]/,
  );
  // Neither is merged with anybody else meanwhile.
  const again = { winnerId: TWIN, loserId: ANNA, fromLoser: [], staffId: manager };
  expect(await store.device.mergeProfiles(again)).toMatchObject({
    error: { reason: "already_merging" },
  });
});

test("[I28] only managers merge", async () => {
  useSession.getState().signIn(associate);
  const drawn = await draw(<Merging onMerged={() => undefined} />);
  await eventually(() => expect(drawn.text()).toContain("Only managers can merge customers"));
  const request = { winnerId: ANNA, loserId: TWIN, fromLoser: [] };
  expect(await store.device.mergeProfiles({ ...request, staffId: associate })).toMatchObject({
    error: { reason: "beyond_role" },
  });
  expect(
    await store.device.mergeProfiles({ ...request, loserId: ANNA, staffId: manager }),
  ).toMatchObject({ error: { reason: "same_profile" } });
});

test("[I28] a device knows who a merged customer is by now", async () => {
  const gone = profileIdSchema.parse("0197ffff-0000-7000-8000-000000000002");
  expect(await store.device.survivorOf(gone)).toBeNull();
  const merged = { kind: "merged", profileId: ANNA, reverseAt: 0, merged: { id: gone } };
  store.feed.put("clienteling", [clientelingFactSchema.parse({ ...merged, id: `merged:${gone}` })]);
  await expect.poll(() => store.device.survivorOf(gone)).toBe(ANNA);
});
