import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, it } from "vitest";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { runCommand } from "#sync-server/testing/run-command.ts";
import { type ServerProcess, startServerProcess } from "#sync-server/testing/server-process.ts";

const token = (options: TestDatabase["options"], ...args: readonly string[]) =>
  runCommand("token", { options }, ...args);

describe.concurrent.for(databases)("npm run token on $name", ({ create }) => {
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

  it("prints a token that a running server accepts at once", async ({ expect }) => {
    const { stdout, stderr } = await token(
      database.options,
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
    const again = await token(database.options, "--name", "Till", "--scope", "*", "--days", "30");
    expect(again.stderr).toBe("");
    await expect(
      token(database.options, "--name", "Till", "--scope", "*", "--currency", "NZD"),
    ).rejects.toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(/^--currency: .* already exists, with AUD/),
    });
  });
});

it("npm run token says what is missing or wrong, and what to write, before it opens anything", async ({
  expect,
}) => {
  const dataDir = join(tmpdir(), randomUUID());
  const refused = ([args, why]: (typeof wrong)[number]) =>
    expect(token({ databaseUrl: null, dataDir }, ...args)).rejects.toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringContaining(why),
    });
  await Promise.all(wrong.map(refused));
  expect(existsSync(dataDir)).toBe(false);
});

const wrong: readonly (readonly [args: readonly string[], why: string])[] = [
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
];
