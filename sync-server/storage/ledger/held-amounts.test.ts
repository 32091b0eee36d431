import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMs } from "#shared/kernel/time.ts";
import { balancesOf, heldOf } from "#shared/redemption/balance.ts";
import { readAccount } from "#sync-server/ledger/load-account.ts";
import { loadProgramme } from "#sync-server/ledger/load-programme.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import {
  createLedgerDatabase,
  earnPoints,
  issueReward,
} from "#sync-server/testing/ledger-fixtures.ts";
import { insertBareProfile, NOON } from "#sync-server/testing/seed.ts";
import { readHeldAmounts } from "./held-amounts.ts";

describe.for(databases)("what profiles hold on $name", ({ create }) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createLedgerDatabase(create);
  });
  afterAll(() => database.drop());

  it("[R2] is what their lots add up to at every second, in one row for each definition", async () => {
    const [rich, poor] = [await insertBareProfile(database), await insertBareProfile(database)];
    await database.transact(async (deps) => {
      for (let second = 0; second < 40; second++) {
        const expiresAt = addMs(NOON, second * 1000);
        await issueReward(deps, rich, 100 + second, { expiresAt });
        await issueReward(deps, rich, 7, { occurredAt: expiresAt });
        await earnPoints(deps, rich, 3);
      }
    }, NOON);
    for (const ms of [-1, 0, 999, 1000, 1001, 20_000, 60_000]) {
      const at = addMs(NOON, ms);
      await database.transact(async (deps) => {
        const programme = await loadProgramme(deps);
        const held = await readHeldAmounts(deps, [rich, poor], at);
        const expected = balancesOf(await readAccount(deps, rich), programme, at).held;
        expect(heldOf(held.get(rich) ?? [], programme)).toEqual(expected);
        expect(held.get(rich)?.length ?? 0).toBeLessThanOrEqual(4);
        expect(held.has(poor)).toBe(false);
      }, at);
    }
  });
});
