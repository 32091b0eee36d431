import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BENEFIT_DEFAULTS } from "#shared/incentive/benefits/benefit.ts";
import { assert } from "#shared/kernel/assert.ts";
import type { DefinitionId, ProfileId } from "#shared/kernel/ids.ts";
import { addMs, type CalendarDay, DAY_MS, dayIn, instant } from "#shared/kernel/time.ts";
import { accountFactSchema } from "#shared/sync/facts.ts";
import { readAccount } from "#sync-server/ledger/load-account.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { MELBOURNE } from "#sync-server/testing/seed.ts";
import { enrolTestDevice, type TestDevice } from "#sync-server/testing/test-device.ts";
import { startTestServer, type TestServer } from "#sync-server/testing/test-server.ts";
import { makeTestShop, type TestShop } from "#sync-server/testing/test-shop.ts";

const daysFromNow = (days: number): CalendarDay =>
  dayIn(addMs(instant(Date.now()), days * DAY_MS), MELBOURNE);

describe.for(databases)("a benefit claimed on a device, on $name", ({ create }) => {
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

  const define = async (more: object = {}): Promise<DefinitionId> => {
    const rest = { name: "Coffee", handle: `k-${made++}`, period: 30, isClaimable: true };
    const definition = await server.store.write("createDefinition", TEST_TENANT, {
      kind: "benefit",
      body: { ...BENEFIT_DEFAULTS, ...rest, ...more },
      extra: {},
    });
    assert(definition.ok, "a definition");
    return definition.value.id;
  };
  const claim = (profileId: ProfileId, definitionId: number, on = device) =>
    on.command("claim_benefit", { profileId, definitionId });
  const verdictOn = async (profileId: ProfileId, definitionId: number) => {
    const [verdict] = (await device.push(claim(profileId, definitionId))).verdicts;
    return verdict?.status === "refused" ? verdict.reason : verdict?.status;
  };
  const lotsOf = async (profileId: ProfileId) =>
    (await readAccount(server.store.read(TEST_TENANT), profileId)).lots;
  /** What the account says of claims to a device that pulls now. */
  const claimedOn = async (profileId: ProfileId) => {
    const { documents } = await device.pullAll("accounts");
    const facts = documents.map((each) => accountFactSchema.parse(each));
    return facts.find(({ id }) => id === profileId)?.claimed;
  };

  test("[S24] gives one, by whom and where, however often it is sent", async () => {
    const profileId = await shop.addProfile();
    const definitionId = await define({ maxRedemptions: 2 });
    const command = claim(profileId, definitionId);
    const first = await device.push(command);
    expect(first.verdicts).toMatchObject([
      { status: "accepted", profileId, redemptionId: null, accountVersion: 1 },
    ]);
    expect((await device.push(command)).verdicts).toEqual(first.verdicts);
    const lots = await lotsOf(profileId);
    expect(lots).toMatchObject([{ unit: "benefit", definitionId, remaining: 2 }]);
    const openLots = lots.map(({ lotId }) => lotId);
    expect(await claimedOn(profileId)).toEqual([{ definitionId, openLots }]);
    const [entry] = await database.run(
      `select location_id, staff_id, device_id, source_type from ledger_entries
       where profile_id = '${profileId}'`,
    );
    expect(entry).toMatchObject({
      ...{ location_id: shop.carlton, staff_id: shop.staffId },
      ...{ device_id: device.deviceId, source_type: "claim" },
    });
  });

  test("[S24] of two devices that claim at once, one gets it", async () => {
    const other = await enrolTestDevice(server.url, server.store, shop, shop.fitzroy);
    const profileId = await shop.addProfile();
    const definitionId = await define();
    const answers = await Promise.all([
      device.push(claim(profileId, definitionId)),
      other.push(claim(profileId, definitionId, other)),
    ]);
    const verdicts = answers.flatMap((answer) => answer.verdicts);
    expect(verdicts.filter(({ status }) => status === "accepted")).toHaveLength(1);
    expect(verdicts).toContainEqual(
      expect.objectContaining({ status: "refused", reason: "already_claimed" }),
    );
    expect(await lotsOf(profileId)).toHaveLength(1);
  });

  test("[N4] says why not, as the API would", async () => {
    const profileId = await shop.addProfile({ birthMonth: 3, birthDay: 4 });
    const never = { "==": [1, 2] };
    const refused = {
      not_claimable: [{ isClaimable: false }, { isPublished: false }, { viewCondition: never }],
      claim_not_started: [{ claimPeriodStartAt: daysFromNow(2) }],
      claim_ended: [{ claimPeriodEndAt: daysFromNow(-2) }, { endAt: daysFromNow(-2) }],
      not_eligible: [{ claimCondition: { "==": [{ var: "birth_month" }, 4] } }],
      not_now: [{ claimTimeframe: never }],
      none_left: [{ forceAllocation: true }],
    };
    for (const [reason, definitions] of Object.entries(refused)) {
      for (const more of definitions) {
        expect(await verdictOn(profileId, await define(more)), JSON.stringify(more)).toBe(reason);
      }
    }
    expect(await verdictOn(profileId, 99_999)).toBe("not_claimable");
    expect(await verdictOn(profileId, await define({ isArchived: true }))).toBe("not_claimable");
    expect(await lotsOf(profileId)).toEqual([]);
    const open = { "==": [{ var: "birth_month" }, 3] };
    expect(await verdictOn(profileId, await define({ claimCondition: open }))).toBe("accepted");
  });

  test("[G2] and when the budget is reached, of which a device knows only that there is one", async () => {
    const budget = { countedIn: "issues", total: 1, perProfile: null, whenReached: "stop" };
    const definitionId = await define({ budget });
    expect(await verdictOn(await shop.addProfile(), definitionId)).toBe("accepted");
    expect(await verdictOn(await shop.addProfile(), definitionId)).toBe("none_left");
    const { documents } = await device.pullAll("config");
    expect(documents.find(({ id }) => id === `definition:${definitionId}`)).toMatchObject({
      value: { budget: { ...budget, total: null }, funding: [] },
    });
  });

  test("[N4] one that is used up leaves no trace but that it was claimed, until it is deleted", async () => {
    const profileId = await shop.addProfile();
    const definitionId = await define();
    expect(await verdictOn(profileId, definitionId)).toBe("accepted");
    const [lot] = await lotsOf(profileId);
    await device.push(device.command("redeem_benefit", { profileId, lotId: lot?.lotId, count: 1 }));
    expect(await claimedOn(profileId)).toEqual([{ definitionId, openLots: [] }]);
    const [row] = await database.run(`select number from lots where lot_id = '${lot?.lotId}'`);
    const { checkpoint } = await device.pullAll("accounts");
    await server.store.write("changeBenefit", TEST_TENANT, {
      number: Number(row?.["number"]),
      ...{ remaining: 0, extra: {}, isDeleted: true },
    });
    const { documents } = await device.pullAll("accounts", checkpoint);
    expect(documents.map(({ id }) => id)).toEqual([profileId]);
    expect(await claimedOn(profileId)).toBeUndefined();
    expect(await verdictOn(profileId, definitionId)).toBe("accepted");
  });

  test("[S21] a device claims nothing for a profile that it doesn't hold", async () => {
    const profileId = await shop.addProfile();
    const stranger = await enrolTestDevice(server.url, server.store, shop, shop.auckland);
    const { verdicts } = await stranger.push(claim(profileId, await define(), stranger));
    expect(verdicts).toMatchObject([{ status: "refused", reason: "profile_out_of_scope" }]);
    expect(await lotsOf(profileId)).toEqual([]);
  });
});
