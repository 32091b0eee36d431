import { describe, test } from "vitest";
import { databases } from "#sync-server/testing/databases.ts";
import { runCommand } from "#sync-server/testing/run-command.ts";
import { makeTestShop } from "#sync-server/testing/test-shop.ts";

describe.concurrent.for(databases)("npm run liability on $name", ({ create }) => {
  test("prints CSV, or says what is wrong with the days", async ({ expect }) => {
    const database = await create();
    const liability = (...args: string[]) => runCommand("liability", database, ...args);
    const store = await database.open();
    const shop = await makeTestShop(store);
    await shop.giveReward(await shop.addProfile(), 1250);
    await store.close();
    const [headings, row, end] = (await liability()).stdout.split(/\r?\n/);
    expect(headings).toMatch(/^type,definition_id,definition_handle,currency,expiry_month,/);
    expect(row).toMatch(/^reward,\d+,[a-z-]+,AUD,[\d-]*,0,12\.5,0,0,0,0,0,0,12\.5,/);
    expect(end).toBe("");
    await expect(liability("--to", "tomorrow")).rejects.toMatchObject({
      code: 1,
      stderr: "--to can't be used. Write a day such as 2026-11-30.\n",
    });
    await expect(liability("--from", "2026-11-30", "--to", "2026-11-01")).rejects.toMatchObject({
      code: 1,
      stderr: "--from must not be after --to.\n",
    });
    await database.drop();
  });
});
