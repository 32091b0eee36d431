import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { MergeChoice } from "#shared/profile/merge-choice.ts";
import { unmergeProfiles } from "#sync-server/merging/unmerge-profiles.ts";
import { emptyCache } from "#sync-server/simulation/device/durable.ts";
import { takeDocuments } from "#sync-server/simulation/device/puller.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { newProfileId, newStaffId } from "#sync-server/testing/seed.ts";
import { type Body, enrolTestDevice, type TestDevice } from "#sync-server/testing/test-device.ts";
import { startTestServer, type TestServer } from "#sync-server/testing/test-server.ts";
import { makeTestShop, type TestShop } from "#sync-server/testing/test-shop.ts";

describe.for(databases)("the command merge_profiles, on $name", ({ create }) => {
  let database: TestDatabase;
  let server: TestServer;
  let shop: TestShop;
  let device: TestDevice;
  const managerId = newStaffId();

  beforeAll(async () => {
    database = await create();
    server = await startTestServer(database);
    shop = await makeTestShop(server.store);
    device = await enrolTestDevice(server.url, server.store, shop);
    await server.store.write("createStaff", TEST_TENANT, {
      ...{ id: managerId, name: "Kim", staffNumber: "S2", locationIds: [shop.carlton] },
      ...{ isActive: true, role: "manager", pinHash: "x" },
    });
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const merging = (profileId: ProfileId, loserId: string, more: Body = {}) =>
    device.command("merge_profiles", {
      ...{ profileId, loserId, fromLoser: [], staffId: managerId },
      ...more,
    });
  const merge = async (...command: Parameters<typeof merging>) =>
    (await device.push(merging(...command))).verdicts[0];
  /** What the device holds after a whole pull: customers, and who is whom. */
  const held = async () => {
    const cache = emptyCache();
    for (const name of ["profiles", "clienteling"] as const) {
      takeDocuments(cache, name, (await device.pullAll(name)).documents);
    }
    const { profiles, clienteling } = cache.documents;
    const survivorOf = (id: string) => clienteling.get(`merged:${id}`)?.profileId ?? null;
    return { profiles, survivorOf };
  };
  const undo = (loserId: ProfileId) =>
    database.transact((deps) => unmergeProfiles(deps, { loserId, commandId: null }));

  test("[I28] [I10] two become one, with what staff chose, and devices know where the other is", async () => {
    const winnerId = await shop.addProfile({
      ...{ firstName: "Ann", lastName: "Lee", email: "ann@example.com" },
      ...{ birthDay: 3, birthMonth: 9, birthYear: 1980 },
    });
    const loserId = await shop.addProfile({
      ...{ firstName: "Anna", lastName: "Leigh", email: "anna@example.com" },
      ...{ birthDay: 4, birthMonth: 9, mobilePhone: "+61412999001" },
    });
    await shop.giveReward(loserId, 700);
    const fromLoser: readonly MergeChoice[] = ["firstName", "email", "birthday", "gender"];
    const verdict = await merge(winnerId, loserId, { fromLoser });
    expect(verdict).toMatchObject({ status: "accepted", profileId: winnerId });
    const { profiles, survivorOf } = await held();
    expect(profiles.get(winnerId)).toMatchObject({
      ...{ firstName: "Anna", lastName: "Lee", email: "anna@example.com", gender: null },
      ...{ birthDay: 4, birthMonth: 9, birthYear: null, mobilePhone: "+61412999001" },
    });
    expect(profiles.has(loserId)).toBe(false);
    expect(survivorOf(loserId)).toBe(winnerId);
    // Again, by another device that hadn't heard of it.
    expect(await merge(winnerId, loserId)).toMatchObject({ status: "accepted" });

    // [I8] What was chosen is taken back with the rest.
    expect(await undo(loserId)).toMatchObject({ ok: true });
    const after = await held();
    expect(after.profiles.get(winnerId)).toMatchObject({
      ...{ firstName: "Ann", email: "ann@example.com", birthDay: 3, birthYear: 1980 },
    });
    expect(after.profiles.get(loserId)).toMatchObject({ email: "anna@example.com" });
    expect(after.survivorOf(loserId)).toBeNull();
  });

  test("[I28] a chain of merges leads to the last one in a step", async () => {
    const [a, b, c] = [await shop.addProfile(), await shop.addProfile(), await shop.addProfile()];
    await device.push(merging(b, c));
    await device.push(merging(a, b));
    const { survivorOf } = await held();
    expect([survivorOf(b), survivorOf(c)]).toEqual([a, a]);
  });

  test("[I28] one that was merged with somebody else since is refused", async () => {
    const [a, b, c] = [await shop.addProfile(), await shop.addProfile(), await shop.addProfile()];
    await merge(b, c);
    expect(await merge(a, c)).toMatchObject({ status: "refused", reason: "merged_elsewhere" });
    expect(await merge(c, a)).toMatchObject({ status: "refused", reason: "merged_elsewhere" });
    expect((await held()).profiles.has(a)).toBe(true);
  });

  test("[I28] managers only, and only those whom the device holds", async () => {
    const [a, b] = [await shop.addProfile(), await shop.addProfile()];
    expect(await merge(a, b, { staffId: shop.staffId })).toMatchObject({ reason: "beyond_role" });
    const far = await shop.addProfile({}, shop.auckland);
    expect(await merge(a, far)).toMatchObject({ reason: "profile_out_of_scope" });
    expect(await merge(far, a)).toMatchObject({ reason: "profile_out_of_scope" });
    expect(await merge(a, newProfileId())).toMatchObject({ status: "refused" });
    const { profiles } = await held();
    expect([profiles.has(a), profiles.has(b)]).toEqual([true, true]);
  });

  test("[S10] [I28] a new customer who turned out to be known leads to them, merged or not", async () => {
    const knownId = await shop.addProfile({ email: "known@example.com" });
    const { profiles } = await held();
    const known = assertDefined(profiles.get(knownId), "whom the device holds");
    const profileId = newProfileId();
    const { title, firstName, lastName, email, mobilePhone, secondaryPhone, gender } = known;
    const details = { title, firstName, lastName, email, mobilePhone, secondaryPhone, gender };
    const birthday = { birthDay: null, birthMonth: null, birthYear: null };
    const created = device.command("create_profile", {
      ...{ profileId, details: { ...details, ...birthday }, identities: [] },
    });
    const { verdicts } = await device.push(created, merging(knownId, profileId));
    expect(verdicts).toMatchObject([{ reason: "duplicate_profile" }, { status: "accepted" }]);
    expect((await held()).survivorOf(profileId)).toBe(knownId);
  });
});
