import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assert } from "#shared/kernel/assert.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { NO_DETAILS } from "#shared/profile/profile.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { newProfileId } from "#sync-server/testing/seed.ts";
import { makeTestShop, type TestShop } from "#sync-server/testing/test-shop.ts";
import { erasedListOf } from "./erased-list.ts";
import { keepErased } from "./keep-erased.ts";
import type { Store } from "./store.ts";

describe.for(databases)("[I18] the list of those who are gone, on $name", ({ create }) => {
  let database: TestDatabase;
  let store: Store;
  let shop: TestShop;

  beforeAll(async () => {
    database = await create();
    store = await database.open();
    shop = await makeTestShop(store);
  });
  afterAll(async () => {
    rmSync(list().path, { force: true });
    await database.drop();
  });

  const list = () => erasedListOf(database.options);
  const keep = (mayBeMissing = false) => keepErased(store, TEST_TENANT, list(), { mayBeMissing });
  const purge = async (profileId: ProfileId) => {
    const erased = await store.write("eraseProfile", TEST_TENANT, { profileId, kind: "purge" });
    assert(erased.ok, "erased");
  };
  const nameOf = (id: ProfileId) =>
    database.run(`select profile_type, first_name from profiles where id = '${id}'`);
  const GONE = [{ profile_type: "purged", first_name: "Unknown" }];

  test("whom a restored backup brings back is erased again before anything is served", async () => {
    expect(await keep()).toEqual({ ok: true, value: 0 });
    const profileId = await shop.addProfile({ firstName: "Zebulonia" });
    await shop.giveReward(profileId, 500);
    const row = await database.run(`select * from profiles where id = '${profileId}'`);
    await purge(profileId);
    expect(await nameOf(profileId)).toEqual(GONE);
    expect(list().read()).toEqual([{ tenantId: TEST_TENANT, profileId, kind: "purge" }]);
    // The backup of before has the row as it was.
    expect(row).toMatchObject([{ first_name: "Zebulonia" }]);
    await database.run(
      `update profiles set profile_type = 'active', first_name = 'Zebulonia' where id = '${profileId}'`,
    );
    expect(await keep()).toEqual({ ok: true, value: 1 });
    expect(await nameOf(profileId)).toEqual(GONE);
    expect(await keep()).toEqual({ ok: true, value: 0 });
  });

  test("an id that the backup doesn't know yet is nobody's again", async () => {
    const profileId = newProfileId();
    list().add([{ tenantId: TEST_TENANT, profileId, kind: "purge" }]);
    expect(await keep()).toEqual({ ok: true, value: 1 });
    const created = await store.write("createProfile", TEST_TENANT, {
      profileId,
      details: { ...NO_DETAILS, email: "canary@example.com" },
      ...{ identities: [], joinedAt: null, joinedLocationId: null, joinedStaffId: null },
    });
    expect(created).toMatchObject({ ok: false, error: { reason: "id_taken" } });
  });

  test("without the list nothing is served, and what another server erased is added to it", async () => {
    const profileId = await shop.addProfile();
    await purge(profileId);
    rmSync(list().path);
    expect(await keep()).toMatchObject({ ok: false, error: expect.stringContaining("missing") });
    expect(await keep(true)).toEqual({ ok: true, value: 0 });
    expect(
      list()
        .read()
        .map((each) => each.profileId),
    ).toContain(profileId);
    expect(await keep()).toEqual({ ok: true, value: 0 });
  });
});
