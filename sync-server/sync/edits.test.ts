import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { emptyCache } from "#sync-server/simulation/device/durable.ts";
import { takeDocuments } from "#sync-server/simulation/device/puller.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { type Body, enrolTestDevice, type TestDevice } from "#sync-server/testing/test-device.ts";
import { startTestServer, type TestServer } from "#sync-server/testing/test-server.ts";
import { makeTestShop, type TestShop } from "#sync-server/testing/test-shop.ts";

describe.for(databases)("edits of two devices, on $name", ({ create }) => {
  let database: TestDatabase;
  let server: TestServer;
  let shop: TestShop;
  let one: TestDevice;
  let two: TestDevice;

  beforeAll(async () => {
    database = await create();
    server = await startTestServer(database);
    shop = await makeTestShop(server.store);
    one = await enrolTestDevice(server.url, server.store, shop);
    two = await enrolTestDevice(server.url, server.store, shop, shop.fitzroy);
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const edit = async (device: TestDevice, profileId: ProfileId, body: Body) => {
    const { verdicts } = await device.push(
      device.command("edit_profile", { profileId, changes: {}, ...body }),
    );
    return verdicts[0];
  };
  const held = async (profileId: ProfileId) => {
    const cache = emptyCache();
    takeDocuments(cache, "profiles", (await one.pullAll("profiles")).documents);
    takeDocuments(cache, "clienteling", (await one.pullAll("clienteling")).documents);
    const facts = [...cache.documents.clienteling.values()];
    return {
      profile: cache.documents.profiles.get(profileId),
      overruled: facts.flatMap((fact) =>
        fact.kind === "overruled" && fact.profileId === profileId ? [fact.overruled] : [],
      ),
    };
  };

  test("[S25] of different fields both are kept; of the same the last, and the other is asked about", async () => {
    const profileId = await shop.addProfile({ firstName: "Ada", lastName: "Hart" });
    const first = { changes: { firstName: "Eva", title: "Ms" } };
    await edit(one, profileId, { ...first, basis: { firstName: "Ada", title: null } });
    const last = { changes: { firstName: "Ida", lastName: "Voss" } };
    const verdict = await edit(two, profileId, {
      ...{ ...last, basis: { firstName: "Ada", lastName: "Hart" } },
    });
    expect(verdict).toMatchObject({ status: "accepted", isOverruling: true });
    const { profile, overruled } = await held(profileId);
    expect(profile).toMatchObject({ title: "Ms", firstName: "Ida", lastName: "Voss" });
    expect(overruled).toMatchObject([{ field: "firstName", value: "Eva", staffId: shop.staffId }]);

    // Somebody decides, knowing both.
    const decided = await edit(one, profileId, {
      ...{ changes: { firstName: "Eva" }, basis: { firstName: "Ida" } },
    });
    expect(decided).not.toHaveProperty("isOverruling");
    const after = await held(profileId);
    expect(after).toMatchObject({ profile: { firstName: "Eva" }, overruled: [] });
  });

  test.each([
    [true, false],
    [false, true],
  ])("[S25] consent of %s and %s is the stricter one, and asked about", async (early, late) => {
    const profileId = await shop.addProfile();
    const consent = (allowed: boolean) => ({
      consent: [{ name: "email_promo", allowed, was: null }],
    });
    await edit(one, profileId, consent(early));
    await edit(two, profileId, consent(late));
    const { profile, overruled } = await held(profileId);
    expect(profile?.attributes).toMatchObject([{ kind: "comms", body: { email_promo: false } }]);
    expect(overruled).toMatchObject([{ field: "consent.email_promo", value: true }]);
    const keep = { name: "email_promo", allowed: false, was: false };
    await edit(one, profileId, { consent: [keep] });
    expect((await held(profileId)).overruled).toEqual([]);
  });

  test("[S25] [I17] what was overruled follows a merge, and goes with the person", async () => {
    const loserId = await shop.addProfile({ firstName: "Ada" });
    const winnerId = await shop.addProfile({ firstName: "Ada" });
    for (const firstName of ["Eva", "Canary"]) {
      const body = { changes: { firstName }, basis: { firstName: "Ada" } };
      await edit(firstName === "Eva" ? one : two, loserId, body);
    }
    await server.store.write("mergeProfiles", TEST_TENANT, { winnerId, loserId, commandId: null });
    expect((await held(winnerId)).overruled).toMatchObject([{ value: "Eva" }]);
    await server.store.write("eraseProfile", TEST_TENANT, { profileId: winnerId, kind: "purge" });
    expect((await held(winnerId)).overruled).toEqual([]);
    expect(await database.run("select * from overruled_edits where value like '%Eva%'")).toEqual(
      [],
    );
  });

  test("a name of no consent can't be read, and addresses come down with their profile", async () => {
    const profileId = await shop.addProfile();
    const consent = [{ name: "email_spam", allowed: true, was: null }];
    expect(await edit(one, profileId, { consent })).toMatchObject({ reason: "invalid_body" });
    const place = { city: "Carlton", postcode: "3053", state: "Victoria", iso: "AU" };
    const body = { address_line_1: "1 High Street", ...place };
    const added = await server.store.write("addAddress", TEST_TENANT, { profileId, body });
    expect(added).toMatchObject({ ok: true });
    expect((await held(profileId)).profile?.attributes).toMatchObject([{ kind: "address" }]);
  });
});
