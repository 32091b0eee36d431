import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assert } from "#shared/kernel/assert.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { postTransaction } from "#sync-server/commerce/post-transaction.ts";
import { eraseProfile } from "#sync-server/merging/erase-profile.ts";
import type { ErasureKind } from "#sync-server/storage/profile/erasure-kind.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { overlap } from "#sync-server/testing/overlap.ts";
import { newCommandId, newProfileId } from "#sync-server/testing/seed.ts";
import { enrolTestDevice } from "#sync-server/testing/test-device.ts";
import { startTestServer, type TestServer } from "#sync-server/testing/test-server.ts";
import { blankDetails, makeTestShop, type TestShop } from "#sync-server/testing/test-shop.ts";
import { transactionInput } from "#sync-server/testing/test-transaction.ts";

describe.for(databases)("erased people on devices, on $name", ({ create }) => {
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

  const erase = (profileId: ProfileId, kind: ErasureKind = "purge") =>
    server.store.write("eraseProfile", TEST_TENANT, { profileId, kind });

  test("[I17] a device that was away hears who is gone, and what it still sends is refused", async () => {
    const device = await enrolTestDevice(server.url, server.store, shop);
    const profileId = await shop.addProfile();
    await shop.giveReward(profileId, 2000);
    const note = { profileId, noteId: newCommandId(), text: "Canary on a device" };
    const before = await device.pullAll("profiles");
    const settings = await device.pullAll("config");
    expect(before.documents.map(({ id }) => id)).toContain(profileId);
    const early = device.command("add_note", note);
    expect((await device.push(early)).verdicts).toMatchObject([{ status: "accepted" }]);

    assert((await erase(profileId)).ok, "erased");
    const profiles = await device.pullAll("profiles", before.checkpoint);
    expect(profiles.documents).toContainEqual({ id: profileId, _deleted: true });
    const config = await device.pullAll("config", settings.checkpoint);
    const gone = { id: `erased:${profileId}`, kind: "erased", value: { profileId } };
    expect(config.documents).toContainEqual(gone);
    for (const collection of ["accounts", "timeline", "progress"] as const) {
      const { documents } = await device.pullAll(collection);
      expect(JSON.stringify(documents.filter((each) => !("_deleted" in each)))).not.toContain(
        profileId,
      );
    }

    const edit = { profileId, changes: { firstName: "Canary" } };
    const { verdicts } = await device.push(
      device.command("edit_profile", edit),
      device.command("add_note", { ...note, noteId: newCommandId() }),
      device.redeem(profileId, 100),
    );
    expect(verdicts).toMatchObject([
      { status: "refused", reason: "profile_deleted" },
      { status: "refused", reason: "profile_deleted" },
      { status: "refused", reason: "profile_deleted" },
    ]);
    // [S5] A repeat gets the first verdict, although nothing is left of what it said.
    expect((await device.push(early)).verdicts).toMatchObject([{ status: "accepted" }]);
    const rows = await database.run("select body from commands where body like '%anary%'");
    expect(rows).toEqual([]);
  });

  test("[I15] [S10] nobody becomes that person again: not by the id, and not by an old alias", async () => {
    const device = await enrolTestDevice(server.url, server.store, shop);
    const email = "canary@example.com";
    const profileId = await shop.addProfile({ email });
    const aliasId = newProfileId();
    const details = { firstName: "Canary", email };
    const create = (id: ProfileId) =>
      device.command("create_profile", {
        profileId: id,
        details: { ...blankDetails, ...details },
        identities: [],
      });
    expect((await device.push(create(aliasId))).verdicts).toMatchObject([
      { status: "refused", reason: "duplicate_profile", profileId },
    ]);
    assert((await erase(profileId)).ok, "erased");
    const { verdicts } = await device.push(
      create(profileId),
      device.command("edit_profile", { profileId: aliasId, changes: { firstName: "Canary" } }),
    );
    expect(verdicts.map(({ status }) => status)).toEqual(["refused", "refused"]);
    const rows = await database.run("select * from profiles where email = 'canary@example.com'");
    expect(rows).toEqual([]);
  });

  test("[I15] what was said of a person under another's id goes, too, in whatever spelling", async () => {
    const device = await enrolTestDevice(server.url, server.store, shop);
    const [profileId, otherId] = [await shop.addProfile(), await shop.addProfile()];
    const edit = (id: ProfileId, changes: object) =>
      device.command("edit_profile", { profileId: id, changes });
    const mobilePhone = "+61491570158";
    await device.pullAll("profiles");
    const { verdicts } = await device.push(
      // The other had it for a while, or was taken for the person.
      edit(otherId, { email: "First.Canary@example.com" }),
      edit(otherId, { email: "other@example.com" }),
      edit(profileId, { email: "old.canary@example.com", mobilePhone }),
      edit(otherId, { email: "OLD.canary@example.com" }),
      edit(otherId, { mobilePhone }),
      edit(profileId, { email: "first.canary@example.com" }),
    );
    const accepted = { status: "accepted" };
    const refused = { reason: "duplicate_profile", profileId };
    expect(verdicts).toMatchObject([accepted, accepted, accepted, refused, refused, accepted]);
    assert((await erase(profileId)).ok, "erased");
    const rows = await database.run("select * from commands");
    expect(rows.filter((row) => /canary@|491570158/i.test(JSON.stringify(row)))).toEqual([]);
    expect(rows.filter((row) => /other@example/.test(JSON.stringify(row)))).toHaveLength(1);
  });

  test.for<ErasureKind>(["purge", "depersonalise"])(
    "[I16] a sale that waited for a %s names nobody, and is refused",
    async (kind) => {
      const profileId = await shop.addProfile();
      const externalId = `LATE ${kind}`;
      const [erased, posted] = await overlap(
        database,
        (deps) => eraseProfile(deps, { profileId, kind }),
        (deps) =>
          postTransaction(deps, {
            id: null,
            ...{ mode: "upsert", commandId: null },
            transaction: transactionInput(profileId, { externalId }),
          }),
      );
      expect(erased.ok).toBe(true);
      expect(posted).toMatchObject({ ok: false, error: { reason: "profile_unknown" } });
    },
  );
});
