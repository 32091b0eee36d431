import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import {
  enrolResponseSchema,
  PROTOCOL_HEADER,
  PROTOCOL_VERSION,
  pullResponseSchema,
} from "#shared/sync/protocol.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { type ServerProcess, startServerProcess } from "#sync-server/testing/server-process.ts";

const run = promisify(execFile);
const PROJECT_DIR = join(import.meta.dirname, "../..");

// The way of the README's "Going to production", from an empty database to a till with its facts.
describe.for(databases)("a first tenant on $name", ({ create }) => {
  let database: TestDatabase;
  let server: ServerProcess;

  beforeAll(async () => {
    database = await create();
    server = await startServerProcess(database);
  });
  afterAll(async () => {
    await server.kill("SIGTERM");
    await database.drop();
  });

  const program = async (file: string, ...args: string[]): Promise<string> => {
    const { databaseUrl, dataDir } = database.options;
    const { stdout } = await run(
      process.execPath,
      [`sync-server/cli/${file}`, "--tenant", TEST_TENANT, "--data", dataDir, ...args],
      { cwd: PROJECT_DIR, env: { ...process.env, DATABASE_URL: databaseUrl ?? "" } },
    );
    return stdout.trim();
  };
  const post = async (token: string, path: string, body: object) => {
    const response = await fetch(`${server.url}/api/v3${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    expect(response.status, path).toBe(201);
    return z
      .object({ data: z.object({ id: z.union([z.string(), z.number()]) }) })
      .parse(await response.json()).data.id;
  };

  it("is set up by two programs and the API, and its first till knows everything", async () => {
    const token = await program(
      "token.ts",
      ...["--name", "setup", "--scope", "*", "--currency", "GBP", "--country", "GB"],
      ...["--timezone", "Europe/London"],
    );
    await post(token, "/locations", { name: "High Street", external_id: "HS" });
    const staffId = await post(token, "/staff", {
      full_name: "Sam Doe",
      staff_number: "1",
      pin: "135790",
    });
    const days = { period: 30, period_type: "days" };
    await post(token, "/rewards/definitions", {
      ...{ name: "Welcome", handle: "welcome", value: 5, type: "other", ...days },
    });
    await post(token, "/points/definitions", { name: "Points", handle: "points", earn_rate: 1 });
    const profileId = await post(token, "/profiles", {
      first_name: "Ada",
      mobile_phone: "07700 900123",
      joined_location_external_id: "HS",
    });
    await post(token, "/rewards", { profile_id: profileId, reward_definition_handle: "welcome" });

    const printed = await program("enrol-code.ts", "--location", "HS");
    const code = /: (\S+)$/.exec(printed)?.[1];
    const protocol = { [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) };
    const enrolled = await fetch(`${server.url}/sync/v1/enrol`, {
      method: "POST",
      headers: { ...protocol, "content-type": "application/json" },
      body: JSON.stringify({ code, deviceName: "Till 1" }),
    });
    const device = enrolResponseSchema.parse(await enrolled.json());
    const pull = async (collection: string) => {
      const response = await fetch(`${server.url}/sync/v1/pull?collection=${collection}`, {
        headers: { ...protocol, authorization: `Bearer ${device.token}` },
      });
      return pullResponseSchema.parse(await response.json()).documents;
    };
    expect((await pull("config")).map(({ id }) => id).toSorted()).toEqual(
      expect.arrayContaining([`location:${device.locationId}`, `staff:${staffId}`]),
    );
    expect(await pull("profiles")).toMatchObject([{ id: profileId, mobilePhone: "+447700900123" }]);
    expect(await pull("accounts")).toMatchObject([{ profileId, lots: [{ remaining: 500 }] }]);
  });
});
