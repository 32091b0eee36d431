import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assert } from "#shared/kernel/assert.ts";
import type { ProfileId, StaffId } from "#shared/kernel/ids.ts";
import type { Staff } from "#shared/organisation/staff.ts";
import { sweepTenants } from "#sync-server/jobs/sweep-tenants.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { newStaffId } from "#sync-server/testing/seed.ts";
import { enrolTestDevice, type TestDevice } from "#sync-server/testing/test-device.ts";
import { startTestServer, type TestServer } from "#sync-server/testing/test-server.ts";
import { makeTestShop, type TestShop } from "#sync-server/testing/test-shop.ts";

describe.for(databases)("books on $name", ({ create }) => {
  let database: TestDatabase;
  let server: TestServer;
  let shop: TestShop;
  let device: TestDevice;
  let sam: StaffId;
  let mia: StaffId;
  let boss: StaffId;
  let away: StaffId;
  const hire = async (more: Partial<Staff> = {}) => {
    const id = newStaffId();
    const made = await server.store.write("createStaff", TEST_TENANT, {
      ...{ id, name: "Mia", staffNumber: id.slice(-8), locationIds: [shop.carlton] },
      ...{ isActive: true, role: "associate", pinHash: "x", ...more },
    });
    assert(made.ok, "staff");
    return id;
  };
  beforeAll(async () => {
    database = await create();
    server = await startTestServer(database);
    shop = await makeTestShop(server.store);
    device = await enrolTestDevice(server.url, server.store, shop, shop.carlton);
    sam = shop.staffId;
    [mia, boss, away] = [
      await hire(),
      await hire({ role: "manager" }),
      await hire({ locationIds: [shop.fitzroy] }),
    ];
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const give = async (profileId: ProfileId, staffId: StaffId, associateId: StaffId | null) => {
    const changes = { associateId };
    const command = device.command("edit_profile", { profileId, staffId, changes });
    return (await device.push(command)).verdicts[0];
  };
  const handOver = async (staffId: StaffId, fromStaffId: StaffId, toStaffId: StaffId | null) => {
    const command = device.command("hand_over_book", { staffId, fromStaffId, toStaffId });
    return (await device.push(command)).verdicts[0];
  };
  const associateOf = async (profileId: ProfileId) => {
    const [row] = await database.run(`select associate_id from profiles where id = '${profileId}'`);
    return row?.["associate_id"];
  };
  const bookOf = async (id: StaffId) =>
    (await database.run(`select id from profiles where associate_id = '${id}'`)).length;

  test("[X30] who looks after a customer is a detail that devices change, and that comes down to them", async () => {
    const profileId = await shop.addProfile();
    expect(await give(profileId, sam, sam)).toMatchObject({ status: "accepted" });
    const { documents } = await device.pullAll("profiles");
    expect(documents.find(({ id }) => id === profileId)).toMatchObject({ associateId: sam });
    const changed = await database.run(
      `select context from events where profile_id = '${profileId}' and kind = 'profile.updated'`,
    );
    expect(JSON.parse(String(changed[0]?.["context"])).changed).toEqual(["associateId"]);
    expect(await give(profileId, sam, newStaffId())).toMatchObject({ reason: "staff_unknown" });
  });

  test("[X31] an associate takes nobody's customer and gives their own, but doesn't take a colleague's", async () => {
    const profileId = await shop.addProfile();
    expect(await give(profileId, mia, mia)).toMatchObject({ status: "accepted" });
    const refused = { status: "refused", reason: "beyond_role", profileId };
    expect(await give(profileId, sam, sam)).toMatchObject(refused);
    expect(await associateOf(profileId)).toBe(mia);
    expect(await give(profileId, mia, sam)).toMatchObject({ status: "accepted" });
    expect(await give(profileId, boss, mia)).toMatchObject({ status: "accepted" });
    await server.store.write("updateStaff", TEST_TENANT, { id: mia, changes: { isActive: false } });
    expect(await associateOf(profileId)).toBe(mia);
    expect(await give(profileId, sam, sam)).toMatchObject({ status: "accepted" });
    await server.store.write("updateStaff", TEST_TENANT, { id: mia, changes: { isActive: true } });
  });

  test("[X32] a book changes hands in batches, once, whoever asks again", async () => {
    const from = await hire();
    const made = [];
    for (let n = 0; n < 150; n += 1) made.push(await shop.addProfile());
    const list = made.map((id) => `'${id}'`).join(", ");
    await database.run(`update profiles set associate_id = '${from}' where id in (${list})`);
    expect(await handOver(sam, from, mia)).toMatchObject({ reason: "beyond_role" });
    expect(await handOver(boss, away, mia)).toMatchObject({ reason: "staff_foreign" });
    expect(await handOver(boss, from, newStaffId())).toMatchObject({ reason: "staff_unknown" });
    const before = await bookOf(mia);
    expect(await handOver(boss, from, mia)).toMatchObject({ status: "accepted", profileId: null });
    expect([await bookOf(from), await bookOf(mia)]).toEqual([50, before + 100]);
    await sweepTenants({
      store: server.store,
      onFailure: (_due, error) => assert(false, String(error)),
    });
    expect([await bookOf(from), await bookOf(mia)]).toEqual([0, before + 150]);
    const versions = () =>
      database.run(`select version from profiles where id in (${list}) and version > 2`);
    expect(await handOver(boss, from, mia)).toMatchObject({ status: "accepted" });
    expect(await versions()).toEqual([]);
  });
});
