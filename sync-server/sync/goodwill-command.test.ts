import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cents } from "#shared/kernel/money.ts";
import { DEFAULT_REDEMPTION_POLICY } from "#shared/redemption/policy.ts";
import { readAccount } from "#sync-server/ledger/load-account.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { newCommandId, newStaffId } from "#sync-server/testing/seed.ts";
import { type Body, enrolTestDevice, type TestDevice } from "#sync-server/testing/test-device.ts";
import { startTestServer, type TestServer } from "#sync-server/testing/test-server.ts";
import { makeTestShop, type TestShop } from "#sync-server/testing/test-shop.ts";

describe.for(databases)("goodwill given on a device, on $name", ({ create }) => {
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
      ...{ id: managerId, name: "Lee", staffNumber: "M1", locationIds: [shop.carlton] },
      ...{ isActive: true, role: "manager", pinHash: "x" },
    });
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const allow = (maxDayCents: number, definitionIds = [shop.rewardId]) => {
    const { version: _, ...policy } = DEFAULT_REDEMPTION_POLICY;
    const associate = {
      maxEachCents: cents(1000),
      maxDayCents: cents(maxDayCents),
      maxDayCount: 9,
    };
    const limits = { ...policy.goodwill.limits, associate };
    const goodwill = { ...policy.goodwill, definitionIds, limits };
    return server.store.write("setPolicy", TEST_TENANT, { ...policy, goodwill });
  };
  const give = async (profileId: string, more: Body = {}) => {
    const gift = { definitionId: shop.rewardId, amount: 500, reason: "wait", text: null };
    const command = device.command("give_goodwill", {
      ...{ profileId, ...gift, noteId: newCommandId(), approvedBy: null, ...more },
    });
    const [verdict] = (await device.push(command)).verdicts;
    return verdict?.status === "refused" ? verdict.reason : verdict?.status;
  };

  test("[S33] is issued by whoever gave it and why, with what they said as a note", async () => {
    await allow(5000);
    const profileId = await shop.addProfile();
    expect(await give(profileId, { reason: "other" })).toBe("reason_needed");
    expect(await give(profileId, { reason: "because" })).toBe("reason_needed");
    expect(await give(profileId, { reason: "other", text: "Waited an hour." })).toBe("accepted");
    const { lots } = await readAccount(server.store.read(TEST_TENANT), profileId);
    expect(lots).toMatchObject([{ unit: "reward", remaining: 500 }]);
    const entries = await database.run(
      `select staff_id, reason, reference from ledger_entries where profile_id = '${profileId}'`,
    );
    expect(entries).toEqual([{ staff_id: shop.staffId, reason: "goodwill", reference: "other" }]);
    const notes = await database.run(`select text from notes where profile_id = '${profileId}'`);
    expect(notes).toEqual([{ text: "Waited an hour." }]);
  });

  test("[Y4] nothing but what head office has named", async () => {
    await allow(5000, []);
    expect(await give(await shop.addProfile())).toBe("not_givable");
  });

  test("[Y5] more than the role may give, at once or in a day, takes a manager", async () => {
    await allow(5000);
    const profileId = await shop.addProfile();
    expect(await give(profileId, { amount: 1001 })).toBe("over_goodwill");
    const approved = { amount: 1001, approvedBy: managerId };
    expect(await give(profileId, { ...approved, approvedBy: shop.staffId })).toBe("beyond_role");
    expect(await give(profileId, approved)).toBe("accepted");
    // What the manager approved isn't the associate's.
    await database.run("delete from goodwill where approved_by is null");
    await allow(1200);
    expect(await give(await shop.addProfile())).toBe("accepted");
    expect(await give(await shop.addProfile())).toBe("accepted");
    // The day is the store's, whatever zone the device is in.
    for (const timezone of ["Pacific/Kiritimati", "Pacific/Pago_Pago"]) {
      expect(await give(await shop.addProfile(), { timezone })).toBe("over_goodwill");
    }
    const rows = await database.run(
      "select approved_by, count(*) as n from goodwill group by approved_by order by n",
    );
    expect(rows.map((row) => [row["approved_by"], Number(row["n"])])).toEqual([
      [managerId, 1],
      [null, 2],
    ]);
  });
});
