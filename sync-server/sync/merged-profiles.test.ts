import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assert } from "#shared/kernel/assert.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { DEFAULT_REDEMPTION_POLICY } from "#shared/redemption/policy.ts";
import { createList } from "#sync-server/clienteling/lists.ts";
import { postTransaction } from "#sync-server/commerce/post-transaction.ts";
import { readAccount } from "#sync-server/ledger/load-account.ts";
import { mergeProfiles } from "#sync-server/merging/merge-profiles.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { overlap } from "#sync-server/testing/overlap.ts";
import { newCommandId } from "#sync-server/testing/seed.ts";
import { enrolTestDevice } from "#sync-server/testing/test-device.ts";
import { startTestServer, type TestServer } from "#sync-server/testing/test-server.ts";
import { makeTestShop, rewardsHeld, type TestShop } from "#sync-server/testing/test-shop.ts";
import { transactionInput } from "#sync-server/testing/test-transaction.ts";
import { type WriteInput, writeNamed } from "#sync-server/writes.ts";

describe.for(databases)("merged profiles on devices, on $name", ({ create }) => {
  let database: TestDatabase;
  let server: TestServer;
  let shop: TestShop;

  beforeAll(async () => {
    database = await create();
    server = await startTestServer(database);
    shop = await makeTestShop(server.store);
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const held = async (profileId: ProfileId) =>
    rewardsHeld(await readAccount(server.store.read(TEST_TENANT), profileId));
  const merge = (winnerId: ProfileId, loserId: ProfileId) =>
    server.store.write("mergeProfiles", TEST_TENANT, { winnerId, loserId, commandId: null });

  test("[I10] the loser leaves devices, and what they still have to send for it lands on the winner", async () => {
    const device = await enrolTestDevice(server.url, server.store, shop);
    const winnerId = await shop.addProfile();
    const loserId = await shop.addProfile();
    await shop.giveReward(winnerId, 1000);
    await shop.giveReward(loserId, 2000);
    const noteId = newCommandId();
    const before = await device.pullAll("profiles");
    expect(before.documents.map(({ id }) => id)).toContain(loserId);
    assert((await merge(winnerId, loserId)).ok, "merged");

    const { verdicts } = await device.push(
      device.redeem(loserId, 1500),
      device.command("edit_profile", { profileId: loserId, changes: { title: "Ms" } }),
      device.command("add_note", { profileId: loserId, noteId, text: "Likes linen" }),
    );
    expect(verdicts).toMatchObject([
      { status: "accepted", profileId: winnerId },
      { status: "accepted", profileId: winnerId },
      { status: "accepted", profileId: winnerId },
    ]);
    expect(await held(winnerId)).toBe(1500);
    const profiles = await device.pullAll("profiles", before.checkpoint);
    expect(profiles.documents.find(({ id }) => id === loserId)).toMatchObject({ _deleted: true });
    expect(profiles.documents.find(({ id }) => id === winnerId)).toMatchObject({ title: "Ms" });
    const accounts = await device.pullAll("accounts");
    const account = accounts.documents.find(({ id }) => id === winnerId);
    expect(account).toMatchObject({ lots: [{}], version: 4 });
    const timeline = await device.pullAll("timeline");
    expect(timeline.documents).toContainEqual(
      expect.objectContaining({ note: expect.objectContaining({ profileId: winnerId }) }),
    );
  });

  test("[I10] [S21] a device is judged by the profile that it knew, and not by the winner", async () => {
    const device = await enrolTestDevice(server.url, server.store, shop);
    const elsewhereId = await shop.addProfile({}, shop.auckland);
    const winnerId = await shop.addProfile();
    const loserId = await shop.addProfile();
    const thirdId = await shop.addProfile();
    for (const id of [elsewhereId, winnerId, loserId]) await shop.giveReward(id, 10_000);
    const { maxCountPerProfile } = DEFAULT_REDEMPTION_POLICY.floorLimits;
    await device.pullAll("profiles");
    const redeem = (id: ProfileId) => device.redeem(id, 100, { mode: "at_risk" });
    const commands = Array.from({ length: maxCountPerProfile }, () => [winnerId, loserId])
      .flat()
      .map(redeem);
    const late = redeem(thirdId);
    assert((await merge(winnerId, loserId)).ok, "merged");
    for (const verdict of (await device.push(...commands)).verdicts) {
      expect(verdict).toMatchObject({ status: "accepted", profileId: winnerId });
    }
    assert((await merge(elsewhereId, thirdId)).ok, "merged");
    expect((await device.push(late)).verdicts).toMatchObject([
      { status: "accepted", profileId: elsewhereId },
    ]);
  });

  test("[I2] a sale that waited for a merge is the winner's", async () => {
    const winnerId = await shop.addProfile();
    const loserId = await shop.addProfile();
    const [merged, posted] = await overlap(
      database,
      (deps) => mergeProfiles(deps, { winnerId, loserId, commandId: null }),
      (deps) =>
        postTransaction(deps, {
          id: null,
          ...{ mode: "upsert", commandId: null },
          transaction: transactionInput(loserId, { externalId: "LATE" }),
        }),
    );
    expect(merged.ok).toBe(true);
    assert(posted.ok, "posted");
    const { transactionId } = posted.value;
    expect(
      await database.run(`select profile_id from transactions where id = ${transactionId}`),
    ).toEqual([{ profile_id: winnerId }]);
  });

  test("[I2] [I7] every write that waited for a merge, or comes after it, is for the winner", async () => {
    const sent = (profileId: ProfileId): WriteInput<"updateProfile"> => ({
      ...{ profileId, changes: { title: "Dr" }, attributes: { comms: { email_optout: true } } },
    });
    const winnerId = await shop.addProfile();
    const loserId = await shop.addProfile();
    const [merged, updated] = await overlap(
      database,
      (deps) => mergeProfiles(deps, { winnerId, loserId, commandId: null }),
      (deps) => writeNamed("updateProfile", true)(deps, sent(loserId)),
    );
    expect(merged.ok).toBe(true);
    expect(updated).toMatchObject({ ok: true, value: { id: winnerId, title: "Dr" } });
    const write = server.store.write;
    const body = { address_line_1: "1 High St", city: "Carlton", country: "NZ", postcode: "1010" };
    expect(await write("addAddress", TEST_TENANT, { profileId: loserId, body })).toMatchObject({
      ...{ ok: true, value: { profileId: winnerId } },
    });
    const card = { profileId: loserId, handle: "late", identifier: "L1" };
    expect(await write("addIdentity", TEST_TENANT, card)).toMatchObject({
      ...{ ok: true, value: { profileId: winnerId } },
    });
    await shop.giveReward(loserId, 700);
    expect(await held(winnerId)).toBe(700);
    const kept = await database.run(
      "select kind, profile_id from profile_attributes order by kind",
    );
    expect(kept).toEqual([
      { kind: "address", profile_id: winnerId },
      { kind: "comms", profile_id: winnerId },
    ]);
  });

  test("[I2] what names a merged profile waits for its winner, which isn't merged meanwhile", async () => {
    const [winnerId, loserId, thirdId] = [
      await shop.addProfile(),
      await shop.addProfile(),
      await shop.addProfile(),
    ];
    assert((await merge(winnerId, loserId)).ok, "merged");
    const newList = (profileId: ProfileId) => (deps: WriteDeps) =>
      createList(deps, { profileId, name: "Wishes", keepsOthers: true });
    const handles = (await overlap(database, newList(winnerId), newList(loserId))).map(
      (made) => made.ok && made.value.handle,
    );
    expect(handles).toEqual(["wishes", "wishes-2"]);
    await overlap(database, newList(loserId), (deps) =>
      mergeProfiles(deps, { winnerId: thirdId, loserId: winnerId, commandId: null }),
    );
    const lists = await database.run("select profile_id from lists");
    expect(lists).toEqual(Array(3).fill({ profile_id: thirdId }));
  });
});
