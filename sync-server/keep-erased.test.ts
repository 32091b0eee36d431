import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assert } from "#shared/kernel/assert.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { addMs, type Instant, instant } from "#shared/kernel/time.ts";
import { NO_DETAILS } from "#shared/profile/profile.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { newProfileId } from "#sync-server/testing/seed.ts";
import { makeTestShop, type TestShop } from "#sync-server/testing/test-shop.ts";
import { erasedListOf } from "./erased-list.ts";
import { keepErased, listErased } from "./keep-erased.ts";
import type { ErasureKind } from "./storage/profile/erasure-kind.ts";
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
  const erase = async (profileId: ProfileId, kind: ErasureKind) => {
    const erased = await store.write("eraseProfile", TEST_TENANT, { profileId, kind });
    assert(erased.ok, "erased");
  };
  const purge = (profileId: ProfileId) => erase(profileId, "purge");
  /** As a backup from before has it. */
  const restoreFromBackup = (id: ProfileId) =>
    database.run(
      `update profiles set profile_type = 'active', first_name = 'Zebulonia' where id = '${id}'`,
    );
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
    await restoreFromBackup(profileId);
    expect(await keep()).toEqual({ ok: true, value: 1 });
    expect(await nameOf(profileId)).toEqual(GONE);
    expect(await keep()).toEqual({ ok: true, value: 0 });
    // Erasing again adds nothing to the list.
    expect(list().read()).toHaveLength(1);
  });

  test("one who was depersonalised and then purged is purged again", async () => {
    const profileId = await shop.addProfile({ firstName: "Zebulonia" });
    await erase(profileId, "depersonalise");
    await purge(profileId);
    await restoreFromBackup(profileId);
    await keep();
    expect(await nameOf(profileId)).toEqual(GONE);
    // Also from a backup from between.
    await database.run(
      `update profiles set profile_type = 'depersonalised' where id = '${profileId}'`,
    );
    expect(await keep()).toEqual({ ok: true, value: 1 });
    expect(await nameOf(profileId)).toEqual(GONE);
  });

  test("another server of the database lists who was erased here", async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "regulars-other-"));
    const theirs = erasedListOf({ ...database.options, dataDir });
    const profileId = await shop.addProfile();
    await purge(profileId);
    expect(theirs.exists()).toBe(false);
    const other = await database.open();
    const listSince = (since: Instant) =>
      listErased({ store: other, tenantId: TEST_TENANT, list: theirs }, since);
    const [row] = await database.run(`select updated_at from profiles where id = '${profileId}'`);
    const erasedAt = instant(Number(row?.["updated_at"]));
    await listSince(addMs(erasedAt, 1));
    expect(theirs.exists()).toBe(false);
    await listSince(erasedAt);
    const ids = theirs.read().map((each) => each.profileId);
    expect(ids).toContain(profileId);
    // It reads on, and says of nobody twice that they are gone.
    await listSince(erasedAt);
    expect(theirs.read()).toHaveLength(ids.length);
    rmSync(dataDir, { recursive: true });
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
