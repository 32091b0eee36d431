import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
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
import { type ErasedList, erasedListOf } from "./erased-list.ts";
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
  const idsIn = (of: ErasedList) => {
    const read = of.read();
    assert(read.ok, "a list that can be read");
    return read.value;
  };
  const listed = () => idsIn(list());
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
    expect(listed()).toEqual([{ tenantId: TEST_TENANT, profileId, kind: "purge" }]);
    // The backup of before has the row as it was.
    expect(row).toMatchObject([{ first_name: "Zebulonia" }]);
    await restoreFromBackup(profileId);
    expect(await keep()).toEqual({ ok: true, value: 1 });
    expect(await nameOf(profileId)).toEqual(GONE);
    expect(await keep()).toEqual({ ok: true, value: 0 });
    // Erasing again adds nothing to the list.
    expect(listed()).toHaveLength(1);
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
    const ids = idsIn(theirs).map((each) => each.profileId);
    expect(ids).toContain(profileId);
    // It reads on, and says of nobody twice that they are gone.
    await listSince(erasedAt);
    expect(idsIn(theirs)).toHaveLength(ids.length);
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

  test("a line that a power cut left without its end doesn't count, and makes way for the next", async () => {
    const purgeOne = async () => {
      const profileId = await shop.addProfile();
      await purge(profileId);
      return profileId;
    };
    const held = () => readFileSync(list().path, "utf8");
    const write = (text: string) => writeFileSync(list().path, text);
    await purgeOne();
    const tears: readonly ((whole: string) => string)[] = [
      (whole) => whole.slice(0, whole.trimEnd().lastIndexOf("\n") + 40),
      (whole) => `${whole}{"tenantId":"te`,
      (whole) => `${whole}\0\0\0\0`,
    ];
    for (const tear of tears) {
      const ids = listed();
      write(tear(held()));
      expect(listed().length).toBeLessThanOrEqual(ids.length);
      // The database has whoever was erased, though the line is lost.
      expect(await keep()).toEqual({ ok: true, value: 0 });
      expect(listed()).toEqual(ids);
      write(tear(held()));
      const next = await purgeOne();
      expect(listed().at(-1)).toEqual({ tenantId: TEST_TENANT, profileId: next, kind: "purge" });
      await keep();
      expect(listed()).toHaveLength(ids.length + 1);
    }
    // A line that has its end isn't skipped: it may be anybody's.
    const whole = held();
    write(`${whole}spoilt\n`);
    const error = expect.stringContaining("of the list of erased people");
    expect(await keep()).toEqual({ ok: false, error });
    expect(await keep(true)).toEqual({ ok: false, error });
    write(whole);
  });

  test("the list and its folder are made before anybody is erased, or nothing is served", async () => {
    const parent = mkdtempSync(join(tmpdir(), "regulars-new-"));
    const dataDir = join(parent, "not", "yet");
    const fresh = erasedListOf({ ...database.options, dataDir });
    const keepIn = (of: ErasedList) => keepErased(store, TEST_TENANT, of, { mayBeMissing: true });
    expect(await keepIn(fresh)).toMatchObject({ ok: true });
    expect([statSync(dataDir).mode & 0o777, statSync(fresh.path).mode & 0o777]).toEqual([
      ...[0o700, 0o600],
    ]);
    // Nobody starts where a file is in the way.
    const blocked = erasedListOf({ ...database.options, dataDir: fresh.path });
    const error = expect.stringContaining("cannot be written (ENOTDIR)");
    expect(await keepIn(blocked)).toEqual({ ok: false, error });
    // Whoever is erased by a program that didn't look is listed all the same.
    rmSync(parent, { recursive: true });
    const profileId = await shop.addProfile();
    fresh.add([{ tenantId: TEST_TENANT, profileId, kind: "purge" }]);
    expect(idsIn(fresh)).toEqual([{ tenantId: TEST_TENANT, profileId, kind: "purge" }]);
    rmSync(parent, { recursive: true });
  });

  test("whom the list couldn't take is added to it later, from the database", async () => {
    const profileId = await shop.addProfile();
    const { path } = list();
    renameSync(path, `${path}.away`);
    mkdirSync(path);
    const code = "REGULARS_NOT_LISTED";
    await expect(purge(profileId)).rejects.toMatchObject({ code });
    rmdirSync(path);
    renameSync(`${path}.away`, path);
    expect(await nameOf(profileId)).toEqual(GONE);
    expect(listed().map((each) => each.profileId)).not.toContain(profileId);
    expect(await keep()).toEqual({ ok: true, value: 0 });
    expect(listed().map((each) => each.profileId)).toContain(profileId);
  });

  test("without the list nothing is served, and what another server erased is added to it", async () => {
    const profileId = await shop.addProfile();
    await purge(profileId);
    rmSync(list().path);
    expect(await keep()).toMatchObject({ ok: false, error: expect.stringContaining("missing") });
    expect(await keep(true)).toEqual({ ok: true, value: 0 });
    expect(listed().map((each) => each.profileId)).toContain(profileId);
    expect(await keep()).toEqual({ ok: true, value: 0 });
  });
});
