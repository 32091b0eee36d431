import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { type ServerProcess, startServerProcess } from "#sync-server/testing/server-process.ts";

const run = promisify(execFile);
const PROJECT_DIR = join(import.meta.dirname, "../..");

describe.for(databases)("npm run restored on $name", ({ name, create }) => {
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
  const restored = (dataDir: string) =>
    run(
      process.execPath,
      ["sync-server/cli/restored.ts", "--data", dataDir, "--tenant", TEST_TENANT],
      {
        cwd: PROJECT_DIR,
        env: { ...process.env, DATABASE_URL: database.options.databaseUrl ?? "" },
      },
    );

  it("[S12] gives the server another epoch each time, also while it runs", async () => {
    const first = await epoch();
    const { stdout } = await restored(database.options.dataDir);
    expect(stdout).toMatch(/new epoch/);
    const second = await epoch();
    await restored(database.options.dataDir);
    expect(new Set([first, second, await epoch()]).size).toBe(3);
  });

  it.runIf(name === "sqlite")("makes no database where there is none", async () => {
    await expect(restored("/nowhere")).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining("There is no database in /nowhere"),
    });
  });
});
