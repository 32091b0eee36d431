import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { addMs, type Instant, instant } from "#shared/kernel/time.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { insertDefinitions, issueReward } from "#sync-server/testing/ledger-acts.ts";
import { insertBareProfile, NOON } from "#sync-server/testing/seed.ts";
import { expireLots } from "./expire.ts";
import { readAccount } from "./load-account.ts";

describe.for(databases)("expiry on $name", ({ create }) => {
  let database: TestDatabase;
  let profileIds: readonly ProfileId[];
  const expiresAt = instant(NOON + 1_000);
  beforeAll(async () => {
    database = await create();
    await database.transact(insertDefinitions);
    profileIds = await Promise.all([1, 2, 3].map(() => insertBareProfile(database)));
    for (const profileId of profileIds) {
      await database.transact((deps) => issueReward(deps, profileId, 500, { expiresAt }));
      await database.transact((deps) => issueReward(deps, profileId, 300));
    }
  });
  afterAll(() => database.drop());

  const sweep = (at: Instant, profilesMax = 10) =>
    database.transact((deps) => expireLots(deps, { profilesMax }), at);

  test("[L7] nothing expires within the last second", async () => {
    expect(await sweep(addMs(expiresAt, 999))).toEqual({ profiles: 0, lots: 0, hasMore: false });
  });

  test("[L7] what has expired is taken out by an entry, some profiles at a time", async () => {
    const at = addMs(expiresAt, 1_000);
    expect(await sweep(at, 2)).toEqual({ profiles: 2, lots: 2, hasMore: true });
    expect(await sweep(at, 2)).toEqual({ profiles: 1, lots: 1, hasMore: false });
    expect(await sweep(at, 2)).toEqual({ profiles: 0, lots: 0, hasMore: false });
    for (const profileId of profileIds) {
      const account = await database.transact((deps) => readAccount(deps, profileId));
      expect(account.lots.map((lot) => lot.remaining)).toEqual([300]);
      expect(account.version).toBe(3);
    }
  });

  test("two servers that sweep at once expire each lot once", async () => {
    const profileId = await insertBareProfile(database);
    await database.transact((deps) => issueReward(deps, profileId, 500, { expiresAt }));
    const stores = await Promise.all([database.open(), database.open()]);
    const swept = await Promise.all(
      stores.map((store) => store.write("expireLots", TEST_TENANT, { profilesMax: 10 })),
    );
    expect(swept.reduce((sum, { lots }) => sum + lots, 0)).toBe(1);
  });
});
