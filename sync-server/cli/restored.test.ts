import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { type ServerProcess, startServerProcess } from "#sync-server/testing/server-process.ts";

const run = promisify(execFile);
const PROJECT_DIR = join(import.meta.dirname, "../..");

const restored = ({ dataDir, databaseUrl }: TestDatabase["options"]) =>
  run(
    process.execPath,
    ["sync-server/cli/restored.ts", "--data", dataDir, "--tenant", TEST_TENANT],
    { cwd: PROJECT_DIR, env: { ...process.env, DATABASE_URL: databaseUrl ?? "" } },
  );

describe.concurrent.for(databases)("npm run restored on $name", ({ create }) => {
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

  const epoch = async () => {
    const [row] = await database.run("select epoch from server_identity");
    return row?.["epoch"];
  };
  it("[S12] gives the server a new epoch each time, even while it is running", async () => {
    const first = await epoch();
    const { stdout } = await restored(database.options);
    expect(stdout).toMatch(/new epoch/);
    const second = await epoch();
    await restored(database.options);
    expect(new Set([first, second, await epoch()]).size).toBe(3);
  });
});

it("npm run restored creates no database", async () => {
  await expect(restored({ dataDir: "/nowhere", databaseUrl: null })).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining("There is no database in /nowhere"),
  });
});
