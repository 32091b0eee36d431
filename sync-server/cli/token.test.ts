import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { type ServerProcess, startServerProcess } from "#sync-server/testing/server-process.ts";

const run = promisify(execFile);
const PROJECT_DIR = join(import.meta.dirname, "../..");

describe.for(databases)("npm run token on $name", ({ create }) => {
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

  const token = (...args: string[]) => {
    const { databaseUrl, dataDir } = database.options;
    return run(
      process.execPath,
      ["sync-server/cli/token.ts", "--tenant", TEST_TENANT, "--data", dataDir, ...args],
      {
        cwd: PROJECT_DIR,
        env: { ...process.env, ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}) },
      },
    );
  };

  it("prints a token that a running server accepts at once", async () => {
    const { stdout, stderr } = await token(
      ...["--name", "Web shop", "--scope", "read-profiles,read-locations", "--currency", "AUD"],
      ...["--country", "AU", "--timezone", "Australia/Melbourne"],
    );
    expect(stderr).toContain("Created the tenant test: AUD, AU, Australia/Melbourne.");
    expect(stdout).toMatch(/^rg_api_\w+\n$/);
    const verified = await fetch(`${server.url}/api/v3/auth/verify`, {
      headers: { authorization: `Bearer ${stdout.trim()}` },
    });
    expect(await verified.json()).toMatchObject({
      data: { name: "Web shop", scopes: ["read-profiles", "read-locations"], tenant: "test" },
    });
    const again = await token("--name", "Till", "--scope", "*", "--days", "30");
    expect(again.stderr).toBe("");
    await expect(
      token("--name", "Till", "--scope", "*", "--currency", "NZD"),
    ).rejects.toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(/^--currency: .* already exists, with AUD/),
    });
  });

  it("says what is missing or wrong, and what to write", async () => {
    for (const [args, why] of [
      [[], "--name is missing"],
      [["--name", "x"], "--scope is missing"],
      [["--name", "x", "--scope", "fly"], "--scope: is not a scope"],
      [["--name", "x", "--scope", "*", "--days", "0"], "--days"],
      [["--name", "x", "--scope", "*", "--country", "aus"], "--country: isn't an ISO 3166-1 code"],
      [
        ["--name", "x", "--scope", "*", "--currency", "AUS"],
        "--currency: isn't an ISO 4217 code of a currency. Write one such as AUD",
      ],
      [["--name", "x", "--scope", "*", "--timezone", "Mars"], "--timezone: must be an IANA"],
      [["--name", "x", "--scope", "*", "--nonsense", "1"], "--nonsense"],
    ] as const) {
      await expect(token(...args)).rejects.toMatchObject({
        code: 1,
        stdout: "",
        stderr: expect.stringContaining(why),
      });
    }
  });
});
