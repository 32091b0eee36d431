import { afterAll, beforeAll, describe, it } from "vitest";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { runCommand } from "#sync-server/testing/run-command.ts";
import { type ServerProcess, startServerProcess } from "#sync-server/testing/server-process.ts";

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
  it("[S12] gives the server a new epoch each time, even while it is running", async ({
    expect,
  }) => {
    const first = await epoch();
    const { stdout } = await runCommand("restored", database);
    expect(stdout).toMatch(/new epoch/);
    const second = await epoch();
    await runCommand("restored", database);
    expect(new Set([first, second, await epoch()]).size).toBe(3);
  });
});

it("npm run restored creates no database", async ({ expect }) => {
  const nowhere = { options: { dataDir: "/nowhere", databaseUrl: null } };
  await expect(runCommand("restored", nowhere)).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining("There is no database in /nowhere"),
  });
});
