import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BENEFIT_DEFAULTS } from "#shared/incentive/benefits/benefit.ts";
import { assert, assertDefined } from "#shared/kernel/assert.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { readAccount } from "#sync-server/ledger/load-account.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { enrolTestDevice, type TestDevice } from "#sync-server/testing/test-device.ts";
import { startTestServer, type TestServer } from "#sync-server/testing/test-server.ts";
import { makeTestShop, type TestShop } from "#sync-server/testing/test-shop.ts";

describe.for(databases)("a benefit used on a device, on $name", ({ create }) => {
  let database: TestDatabase;
  let server: TestServer;
  let shop: TestShop;
  let device: TestDevice;
  let made = 0;

  beforeAll(async () => {
    database = await create();
    server = await startTestServer(database);
    shop = await makeTestShop(server.store);
    device = await enrolTestDevice(server.url, server.store, shop);
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const define = async (more: object = {}, extra: Readonly<Record<string, string>> = {}) => {
    const definition = await server.store.write("createDefinition", TEST_TENANT, {
      kind: "benefit",
      body: { ...BENEFIT_DEFAULTS, name: "Coffee", handle: `c-${made++}`, period: 30, ...more },
      extra,
    });
    assert(definition.ok, "a definition");
    return definition.value;
  };
  const give = async (definition: Awaited<ReturnType<typeof define>>, profileId: ProfileId) => {
    const issued = await server.store.write("issueBenefit", TEST_TENANT, {
      profileId,
      definition,
      issuedAt: null,
      timezone: null,
      externalId: null,
      extra: {},
      commandId: null,
    });
    assert(issued.ok, "a benefit");
    const { lots } = await readAccount(server.store.read(TEST_TENANT), profileId);
    return assertDefined(
      lots.find(({ definitionId }) => definitionId === definition.id),
      "its lot",
    ).lotId;
  };
  const use = (profileId: ProfileId, lotId: string, count = 1) =>
    device.command("redeem_benefit", { profileId, lotId, count });

  test("[N5] moves one use, once, however often it is sent", async () => {
    const profileId = await shop.addProfile();
    const lotId = await give(await define({ maxRedemptions: 2 }), profileId);
    const command = use(profileId, lotId);
    const first = await device.push(command);
    expect(first.verdicts).toMatchObject([
      { status: "accepted", profileId, redemptionId: expect.any(Number), accountVersion: 2 },
    ]);
    expect((await device.push(command)).verdicts).toEqual(first.verdicts);
    const { lots } = await readAccount(server.store.read(TEST_TENANT), profileId);
    expect(lots).toMatchObject([{ unit: "benefit", remaining: 1 }]);
    const more = await device.push(use(profileId, lotId, 2), use(profileId, lotId));
    expect(more.verdicts).toMatchObject([
      { status: "refused", reason: "uses_exceeded", detail: "count: at most 1." },
      { status: "accepted" },
    ]);
  });

  test("[N7] the answer has the code from the pool, or else the definition's", async () => {
    const profileId = await shop.addProfile();
    const pooled = await define();
    const code = { name: null, valueCents: null, validFrom: null, validTo: null, externalId: null };
    await server.store.write("loadAllocations", TEST_TENANT, {
      unit: "benefit",
      definition: pooled,
      codes: [{ ...code, code: "CAFE-0042", extra: {} }],
      commandId: null,
    });
    const named = await define({}, { redeem_code_pos: "TILL-7" });
    const lots: string[] = [];
    for (const definition of [pooled, named, await define()]) {
      lots.push(await give(definition, profileId));
    }
    const { verdicts } = await device.push(...lots.map((lotId) => use(profileId, lotId)));
    expect(verdicts).toMatchObject([
      { status: "accepted", detail: null, code: "CAFE-0042" },
      { status: "accepted", detail: null, code: "TILL-7" },
      { status: "accepted", detail: null },
    ]);
    expect(verdicts[2]).not.toHaveProperty("code");
  });

  test("[N6] the last use of all goes to one profile", async () => {
    const definition = await define({ maxGlobalRedemptions: 1 });
    const [one, two] = [await shop.addProfile(), await shop.addProfile()];
    const lots = [await give(definition, one), await give(definition, two)];
    const { verdicts } = await device.push(use(one, lots[0] ?? ""), use(two, lots[1] ?? ""));
    expect(verdicts).toMatchObject([
      { status: "accepted" },
      { status: "refused", reason: "uses_exceeded" },
    ]);
  });

  test("[N5] one that was taken back, is another's or isn't a benefit is refused", async () => {
    const [one, two] = [await shop.addProfile(), await shop.addProfile()];
    const lotId = await give(await define(), one);
    await shop.giveReward(two, 500);
    const { lots } = await readAccount(server.store.read(TEST_TENANT), two);
    const reward = assertDefined(lots[0], "a reward").lotId;
    const { verdicts } = await device.push(use(two, lotId), use(two, reward));
    const refused = { status: "refused", reason: "benefit_unknown" };
    expect(verdicts).toMatchObject([refused, refused]);
  });

  test("[S21] a device uses nothing of a profile that it doesn't hold", async () => {
    const profileId = await shop.addProfile();
    const lotId = await give(await define(), profileId);
    const stranger = await enrolTestDevice(server.url, server.store, shop, shop.auckland);
    const command = stranger.command("redeem_benefit", { profileId, lotId, count: 1 });
    const { verdicts } = await stranger.push(command);
    expect(verdicts[0]?.status).toBe("refused");
  });
});
