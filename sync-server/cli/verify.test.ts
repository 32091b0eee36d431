import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { setDue } from "#sync-server/storage/due-store.ts";
import { databases, TEST_TENANT } from "#sync-server/testing/databases.ts";
import { NOON } from "#sync-server/testing/seed.ts";

const PROJECT_DIR = join(import.meta.dirname, "../..");

describe.concurrent.for(databases)("npm run verify on $name", ({ create }) => {
  test("[D4] fails while something is parked, and says how to requeue it", async () => {
    const database = await create();
    const { databaseUrl, dataDir } = database.options;
    const run = (command: "verify" | "rebuild") =>
      spawnSync(
        process.execPath,
        [`sync-server/cli/${command}.ts`, "--data", dataDir, "--tenant", TEST_TENANT],
        {
          cwd: PROJECT_DIR,
          encoding: "utf8",
          env: { ...process.env, DATABASE_URL: databaseUrl ?? "" },
        },
      );
    await database.transact((deps) => setDue(deps, { kind: "expire_lots", key: "someone" }, NOON));
    expect(run("verify")).toMatchObject({ status: 0, stderr: "" });
    await database.run("update due set attempt_at = null, attempts = 10, failure = 'ZodError'");
    const failed = run("verify");
    expect(failed.status).toBe(1);
    expect(failed.stdout).toContain("parked: expire_lots someone failed 10 times (ZodError)");
    expect(failed.stdout).toContain("npm run rebuild");
    expect(run("rebuild").status).toBe(0);
    expect(run("verify").status).toBe(0);
    await database.drop();
  });
});
