import { describe, test } from "vitest";
import { setDue } from "#sync-server/storage/due-store.ts";
import { databases } from "#sync-server/testing/databases.ts";
import { runCommand } from "#sync-server/testing/run-command.ts";
import { NOON } from "#sync-server/testing/seed.ts";

describe.concurrent.for(databases)("npm run verify on $name", ({ create }) => {
  test("[D4] fails while something is parked, and says how to requeue it", async ({ expect }) => {
    const database = await create();
    await database.transact((deps) => setDue(deps, { kind: "expire_lots", key: "someone" }, NOON));
    expect(await runCommand("verify", database)).toMatchObject({ stderr: "" });
    await database.run("update due set attempt_at = null, attempts = 10, failure = 'ZodError'");
    const failed = runCommand("verify", database);
    await expect(failed).rejects.toMatchObject({
      code: 1,
      stdout: expect.stringContaining("parked: expire_lots someone failed 10 times (ZodError)"),
    });
    await expect(failed).rejects.toMatchObject({
      stdout: expect.stringContaining("npm run rebuild"),
    });
    await runCommand("rebuild", database);
    await runCommand("verify", database);
    await database.drop();
  });
});
