import { afterAll, beforeAll, describe, it } from "vitest";
import { locationIdSchema, staffIdSchema } from "#shared/kernel/ids.ts";
import { enrolResponseSchema, PROTOCOL_HEADER, PROTOCOL_VERSION } from "#shared/sync/protocol.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { runCommand } from "#sync-server/testing/run-command.ts";
import { newProfileId } from "#sync-server/testing/seed.ts";
import { type ServerProcess, startServerProcess } from "#sync-server/testing/server-process.ts";
import { testDevice } from "#sync-server/testing/test-device.ts";

describe.concurrent.for(databases)("a server without the demo on $name", ({ createEmpty }) => {
  let database: TestDatabase;
  let server: ServerProcess;

  beforeAll(async () => {
    database = await createEmpty();
    server = await startServerProcess(database);
  });
  afterAll(async () => {
    await server.kill("SIGTERM");
    await database.drop();
  });

  /** What a program prints when run on the running server's database. */
  const printed = async (program: string, ...args: string[]): Promise<string> => {
    const { stdout } = await runCommand(program, database, ...args);
    return stdout.trim();
  };

  it("goes from an empty database to a working device: token, location, staff, definitions, code", async ({
    expect,
  }) => {
    const country = ["--currency", "AUD", "--country", "AU", "--timezone", "Australia/Melbourne"];
    const token = await printed("token", "--name", "setup", "--scope", "*", ...country);
    const post = async (path: string, body: object) => {
      const answer = await fetch(`${server.url}/api/v3${path}`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of the body.
      const answered: any = await answer.json();
      expect(answer.status, `${path} ${JSON.stringify(answered)}`).toBe(201);
      return answered.data;
    };
    const location = await post("/locations", { name: "Carlton", external_id: "CAR-01" });
    expect(location).toMatchObject({ timezone: "Australia/Melbourne" });
    const staff = await post("/staff", {
      full_name: "Sam Lee",
      staff_number: "7",
      pin: "123456",
      location_ids: [location.id],
    });
    const reward = await post("/rewards/definitions", {
      name: "Welcome",
      handle: "welcome",
      value: 20,
      type: "activation",
    });
    const point = await post("/points/definitions", {
      name: "Points",
      handle: "points",
      earn_rate: 1,
    });

    const code = (await printed("enrol-code", "--location", "CAR-01")).split(" ").at(-1);
    const enrolment = await fetch(`${server.url}/sync/v1/enrol`, {
      method: "POST",
      headers: { "content-type": "application/json", [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) },
      body: JSON.stringify({ code, deviceName: "First till" }),
    });
    const enrolled = enrolResponseSchema.parse(await enrolment.json());
    expect(enrolled).toMatchObject({ tenantId: TEST_TENANT, locationId: location.id });

    const carlton = locationIdSchema.parse(location.id);
    const shop = { carlton, staffId: staffIdSchema.parse(staff.id) };
    const device = testDevice(server.url, enrolled, shop);
    const config = (await device.pullAll("config")).documents;
    expect(config.map(({ id }) => id).sort()).toEqual(
      [
        `location:${location.id}`,
        `definition:${point.id}`,
        "policy:only",
        `definition:${reward.id}`,
        `staff:${staff.id}`,
        "tenant:only",
      ].sort(),
    );

    const profileId = newProfileId();
    const person = { title: null, firstName: "Ada", lastName: "Hart", email: "ada@example.com" };
    const unsaid = { mobilePhone: null, secondaryPhone: null, gender: null };
    const unborn = { birthDay: null, birthMonth: null, birthYear: null };
    const created = await device.push(
      device.command("create_profile", {
        profileId,
        details: { ...person, ...unsaid, ...unborn },
        identities: [],
      }),
    );
    expect(created.verdicts).toMatchObject([{ status: "accepted" }]);
    await post("/rewards", { profile_id: profileId, reward_definition_handle: "welcome" });
    const redeemed = await device.push(device.redeem(profileId, 1500, { occurredAt: Date.now() }));
    expect(redeemed.verdicts).toMatchObject([{ status: "accepted" }]);
    const transaction = await post("/transactions", {
      profile_id: profileId,
      external_id: "S-1",
      location_id: location.id,
      total: 30,
      transacted_at: new Date().toISOString(),
      items: [{ name: "Scarf", quantity: 1, price_sell: 30 }],
    });
    expect(transaction).toMatchObject({ total: 30 });
    const [account] = (await device.pullAll("accounts")).documents;
    expect(account).toMatchObject({ id: profileId });
    const held = await fetch(`${server.url}/api/v3/profiles/${profileId}/balances`, {
      headers: { authorization: `Bearer ${token}` },
    });
    // 20 issued, 15 redeemed. The transaction earned a point for each dollar.
    expect(await held.json()).toMatchObject({ data: { reward_balance: 5, point_balance: 30 } });
    expect(await printed("verify")).toMatch(/^1 profiles, \d+ entries: every chain holds/);
  });
});
