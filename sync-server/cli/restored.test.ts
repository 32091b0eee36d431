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
    // [I26] What it fails on isn't quoted.
    await database.run(FAILING[database.name]);
    if (database.name === "postgres") await database.run(FAILING_TRIGGER);
    const failed = await runCommand("restored", database).catch((error: unknown) => error);
    expect(failed).toMatchObject({
      ...{ code: 1, stdout: "" },
      stderr: expect.stringMatching(
        /^It stopped unexpectedly: \{"kind":"[Ee]rror".*"frames":.*\}\n$/,
      ),
    });
    expect(JSON.stringify(failed)).not.toMatch(/canary/i);
  });
});

/** From here on the epoch can't be changed, and the complaint quotes somebody. */
const FAILING = {
  sqlite: `create trigger quote before update on server_identity begin
    select raise(abort, 'canary@example.com is Canarybird'); end`,
  postgres: `create function quote() returns trigger language plpgsql as $$
    begin raise exception 'canary@example.com' using detail = 'is Canarybird'; end $$`,
} as const;
const FAILING_TRIGGER =
  "create trigger quote before update on server_identity for each row execute function quote()";

it("npm run restored creates no database", async ({ expect }) => {
  const nowhere = { options: { dataDir: "/nowhere", databaseUrl: null } };
  await expect(runCommand("restored", nowhere)).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining("There is no database in /nowhere"),
  });
});
