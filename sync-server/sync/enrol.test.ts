import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LocationId } from "#shared/kernel/ids.ts";
import { enrolResponseSchema } from "#shared/sync/protocol.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { startTestServer, type TestServer } from "#sync-server/testing/test-server.ts";
import { makeTestShop, type TestShop } from "#sync-server/testing/test-shop.ts";
import { enrolmentCodeHash, newEnrolmentCode } from "./enrolment-code.ts";

describe.for(databases)("enrolment on $name", ({ create }) => {
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

  const newCode = async (validForMs = 60_000, locationId: LocationId = shop.carlton) => {
    const code = newEnrolmentCode();
    const codeHash = enrolmentCodeHash(code);
    await server.store.write("createEnrolmentCode", TEST_TENANT, {
      codeHash,
      locationId,
      validForMs,
    });
    return code;
  };
  const enrol = (code: string, url = server.url, deviceName = "Till 1") =>
    fetch(`${url}/sync/v1/enrol`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-regulars-protocol": "1" },
      body: JSON.stringify({ code, deviceName }),
    });

  test("a code becomes a device with a token, however the code is typed", async () => {
    const code = await newCode();
    const response = await enrol(` ${code.toLowerCase().replaceAll("-", " ")} `);
    const enrolled = enrolResponseSchema.parse(await response.json());
    expect(enrolled).toMatchObject({
      deviceEpoch: 1,
      token: expect.stringMatching(/^rg_dev_/),
      tenantId: TEST_TENANT,
      locationId: shop.carlton,
    });
    const status = await fetch(`${server.url}/sync/v1/status`, {
      headers: { authorization: `Bearer ${enrolled.token}`, "x-regulars-protocol": "1" },
    });
    expect(await status.json()).toMatchObject({
      deviceId: enrolled.deviceId,
      deviceName: "Till 1",
      state: "active",
      nextDeviceSeq: 1,
      serverEpoch: enrolled.serverEpoch,
    });
  });

  test("a device name that can't be stored is refused by field, and the code stays valid", async () => {
    const code = await newCode();
    for (const name of ["a\u0000", "\ud83d", "x".repeat(101), ""]) {
      const response = await enrol(code, server.url, name);
      expect(response.status).toBe(422);
      expect(await response.json()).toMatchObject({ errors: { deviceName: expect.any(Array) } });
    }
    expect((await enrol(code)).status).toBe(200);
  });

  test("a code works once, even if two devices try at the same time", async () => {
    const code = await newCode();
    const statuses = (await Promise.all([enrol(code), enrol(code), enrol(code)])).map(
      (response) => response.status,
    );
    expect(statuses.sort()).toEqual([200, 403, 403]);
  });

  test("expired and unknown codes get the same refusal", async () => {
    const expired = await newCode(-1);
    for (const code of [expired, "AAAA-BBBB-CCCC"]) {
      const response = await enrol(code);
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({ code: "enrolment_code_invalid" });
    }
  });

  test("the database contains neither code nor token", async () => {
    const code = await newCode();
    const { token } = enrolResponseSchema.parse(await (await enrol(code)).json());
    const secret = token.split("_")[3] ?? "";
    expect(secret.length).toBeGreaterThan(40);
    const kept = JSON.stringify([
      await database.run("select * from enrolment_codes"),
      await database.run("select * from tokens"),
    ]);
    expect(kept).not.toContain(code);
    expect(kept).not.toContain(code.replaceAll("-", ""));
    expect(kept).not.toContain(secret);
  });

  test("guessing is limited per minute", async () => {
    const own = await create();
    const strict = await startTestServer(own, { env: { REGULARS_ENROLMENTS_PER_MINUTE: "5" } });
    const answers = [];
    for (let n = 0; n < 8; n++) answers.push(await enrol("ZZZZ-ZZZZ-ZZZZ", strict.url));
    expect(answers.map((answer) => answer.status)).toEqual([
      403, 403, 403, 403, 403, 429, 429, 429,
    ]);
    const last = answers.at(-1);
    expect(Number(last?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await last?.json()).toMatchObject({ code: "too_many_requests" });
    await strict.stop();
    await own.drop();
  });

  test.each([
    ["rg_dev_00000000000000000000000000000000_x_00000000"],
    ["rg_api_0123456789abcdef_0000000000000000000000000000000000000000000_00000000"],
    ["garbage"],
    [""],
    ["a".repeat(5000)],
  ])("refuses the token %s", async (token) => {
    const response = await fetch(`${server.url}/sync/v1/status`, {
      headers: { authorization: `Bearer ${token}`, "x-regulars-protocol": "1" },
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: "unauthorised" });
  });

  test("refuses a device's token with another secret, and an API token", async () => {
    const { token } = enrolResponseSchema.parse(await (await enrol(await newCode())).json());
    const other = enrolResponseSchema.parse(await (await enrol(await newCode())).json());
    const parts = token.split("_");
    const mixed = [...parts.slice(0, 3), ...other.token.split("_").slice(3)].join("_");
    const api = await server.store.write("createApiToken", TEST_TENANT, {
      name: "api",
      scopes: ["*"],
      expiresAt: null,
    });
    for (const wrong of [mixed, api.token]) {
      const response = await fetch(`${server.url}/sync/v1/status`, {
        headers: { authorization: `Bearer ${wrong}`, "x-regulars-protocol": "1" },
      });
      expect(response.status).toBe(401);
    }
  });
});
