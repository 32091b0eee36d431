import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { databases, TEST_TENANT } from "#sync-server/testing/databases.ts";
import { makeTestShop } from "#sync-server/testing/test-shop.ts";

describe.concurrent.for(databases)("npm run liability on $name", ({ create }) => {
  test("prints CSV, or says what is wrong with the days", async () => {
    const database = await create();
    const { databaseUrl, dataDir } = database.options;
    const liability = (...args: string[]) =>
      spawnSync(
        process.execPath,
        ["sync-server/cli/liability.ts", "--data", dataDir, "--tenant", TEST_TENANT, ...args],
        {
          cwd: join(import.meta.dirname, "../.."),
          encoding: "utf8",
          env: { ...process.env, DATABASE_URL: databaseUrl ?? "" },
        },
      );
    const store = await database.open();
    const shop = await makeTestShop(store);
    await shop.giveReward(await shop.addProfile(), 1250);
    await store.close();
    const [headings, row, end] = liability().stdout.split(/\r?\n/);
    expect(headings).toMatch(/^type,definition_id,definition_handle,currency,expiry_month,/);
    expect(row).toMatch(/^reward,\d+,[a-z-]+,AUD,[\d-]*,0,12\.5,0,0,0,0,0,12\.5,/);
    expect(end).toBe("");
    expect(liability("--to", "tomorrow")).toMatchObject({
      status: 1,
      stderr: "--to can't be used. Write a day such as 2026-11-30.\n",
    });
    expect(liability("--from", "2026-11-30", "--to", "2026-11-01")).toMatchObject({
      status: 1,
      stderr: "--from must not be after --to.\n",
    });
    await database.drop();
  });
});
