import { afterAll, beforeAll, describe, it } from "vitest";
import { assert } from "#shared/kernel/assert.ts";
import { addMs } from "#shared/kernel/time.ts";
import { readAccount } from "#sync-server/ledger/load-account.ts";
import { redeem } from "#sync-server/redemption/redeem.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import {
  createLedgerDatabase,
  issueReward,
  redemption,
} from "#sync-server/testing/ledger-fixtures.ts";
import { runCommand } from "#sync-server/testing/run-command.ts";
import { insertBareProfile, NOON } from "#sync-server/testing/seed.ts";

describe.concurrent.for(databases)("npm run reverse on $name", ({ create }) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createLedgerDatabase(create);
  });
  afterAll(() => database.drop());

  const reverse = (...args: string[]) => runCommand("reverse", database, ...args);

  it("[V2] reverses a redemption that a till no longer can, once", async ({ expect }) => {
    const profileId = await insertBareProfile(database);
    // NOON is long past for the command, which runs by the machine's clock.
    const redeemed = await database.transact(async (deps) => {
      await issueReward(deps, profileId, 1000);
      return redeem(deps, redemption(profileId, 400));
    }, NOON);
    assert(redeemed.ok, "a redemption");
    const { redemptionId } = redeemed.value;
    const first = await reverse("--redemption", String(redemptionId));
    expect(first.stdout).toMatch(
      new RegExp(`^Redemption ${redemptionId} is reversed, by reversal \\d+.\n$`),
    );
    expect((await reverse("--redemption", String(redemptionId))).stdout).toBe(first.stdout);
    const { lots } = await database.transact(
      (deps) => readAccount(deps, profileId),
      addMs(NOON, 1),
    );
    expect(lots).toMatchObject([{ remaining: 1000 }]);
    await expect(reverse("--redemption", "999999")).rejects.toMatchObject({ code: 1, stdout: "" });
  });
});

it("npm run reverse says that a text isn't the number of a redemption", async ({ expect }) => {
  const nowhere = { options: { databaseUrl: null, dataDir: "nowhere" } };
  await expect(runCommand("reverse", nowhere, "--redemption", "abc")).rejects.toMatchObject({
    code: 1,
    stderr: "--redemption isn't a whole number above 0. Write the number of a redemption.\n",
  });
});
