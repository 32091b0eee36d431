import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { addMs, type Instant, instant } from "#shared/kernel/time.ts";
import { sweepDue } from "#sync-server/jobs/sweep-due.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { insertDefinitions, issueReward } from "#sync-server/testing/ledger-fixtures.ts";
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

  const expire = (profileId: ProfileId, at: Instant) =>
    database.transact((deps) => expireLots(deps, profileId), at);
  const accountOf = (profileId: ProfileId) =>
    database.transact((deps) => readAccount(deps, profileId));

  test("[L7] nothing expires during the last second", async () => {
    for (const profileId of profileIds) {
      expect(await expire(profileId, addMs(expiresAt, 999))).toBe(expiresAt + 1_000);
      expect((await accountOf(profileId)).version).toBe(2);
    }
  });

  test("[L7] an entry takes out what has expired, once", async () => {
    for (const profileId of profileIds) {
      expect(await expire(profileId, addMs(expiresAt, 1_000))).toBeNull();
      expect(await expire(profileId, addMs(expiresAt, 1_000))).toBeNull();
      const account = await accountOf(profileId);
      expect(account.lots.map((lot) => lot.remaining)).toEqual([300]);
      expect(account.version).toBe(3);
    }
  });

  test("[D5] two concurrent sweeps expire each lot once", async () => {
    const profileId = await insertBareProfile(database);
    await database.transact((deps) => issueReward(deps, profileId, 500, { expiresAt }));
    const stores = await Promise.all([database.open(), database.open()]);
    const failures: unknown[] = [];
    await Promise.all(
      stores.map((store) =>
        sweepDue({
          store,
          tenantId: TEST_TENANT,
          onFailure: (_due, error) => failures.push(error),
        }),
      ),
    );
    const due = { kind: "expire_lots", key: profileId } as const;
    await Promise.all(stores.map((store) => store.write("handleDue", TEST_TENANT, due)));
    expect(failures).toEqual([]);
    const account = await accountOf(profileId);
    expect(account.lots).toEqual([]);
    expect(account.version).toBe(2);
  });
});
