import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { updateProfileRecord } from "#sync-server/profile/update-profile.ts";
import { redeem } from "#sync-server/redemption/redeem.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { issueReward, redemption } from "#sync-server/testing/ledger-fixtures.ts";
import { insertBareProfile, NOON, newCommandId } from "#sync-server/testing/seed.ts";
import {
  createPointTenant,
  heldBy,
  transactionInput,
} from "#sync-server/testing/test-transaction.ts";
import { postTransaction } from "./post-transaction.ts";
import type { TransactionInput } from "./transaction-input.ts";

const CARLTON = { externalId: "CAR-01" };
const changes = { lastName: "Hill" };

describe.for(databases)("writes at once on $name", ({ create }) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await create();
    // Amounts are in hundredths, so that a dollar earns one point.
    await createPointTenant(database, { earnRateMicro: 100, exchangeMilliCents: 500_000 });
    // The first sale at a location creates it.
    await database.transact(post(await insertBareProfile(database), 100), NOON);
  });
  afterAll(() => database.drop());

  const post =
    (profileId: ProfileId, totalCents: number, more: Partial<TransactionInput> = {}) =>
    async (deps: WriteDeps) => {
      const posted = await postTransaction(deps, {
        mode: "upsert",
        transaction: transactionInput(profileId, {
          externalId: newCommandId(),
          location: CARLTON,
          totalCents: cents(totalCents),
          ...more,
        }),
        id: null,
        commandId: null,
      });
      return posted.ok;
    };

  /** Runs all at once; says how many ran again because they had lost a race, and the answers. */
  const atOnce = async <T>(writes: readonly ((deps: WriteDeps) => Promise<T>)[]) => {
    let runs = 0;
    const answers = await Promise.all(
      writes.map((write) =>
        database.transact((deps) => {
          runs += 1;
          return write(deps);
        }, NOON),
      ),
    );
    return { answers, retries: runs - writes.length };
  };

  it("[L17] the first ones for a customer without a location don't wait in a circle", async () => {
    const profileId = await insertBareProfile(database);
    const { answers, retries } = await atOnce<boolean>([
      async (deps) => (await issueReward(deps, profileId, 500)).entries.length === 1,
      async (deps) => (await updateProfileRecord(deps, { profileId, changes })).ok,
      ...Array.from({ length: 8 }, () => post(profileId, 1000)),
    ]);
    expect(answers).toEqual(Array.from({ length: 10 }, () => true));
    expect(retries).toBe(0);
    expect(await heldBy(database, profileId)).toBe(500 + 80);
  });

  it("[L17] a redemption and sales of a customer without a location don't either", async () => {
    const profileId = await insertBareProfile(database);
    await database.transact(post(profileId, 1000, { location: null }), NOON);
    const asked = redemption(profileId, 25, { strategies: ["points"] });
    const { answers, retries } = await atOnce<boolean>([
      async (deps) => (await redeem(deps, asked)).ok,
      ...Array.from({ length: 8 }, () => post(profileId, 1000)),
    ]);
    expect(answers).toEqual(Array.from({ length: 9 }, () => true));
    expect(retries).toBe(0);
    expect(await heldBy(database, profileId)).toBe(10 + 80 - 5);
  });

  it("[L17] returns that name each other's customer don't either", async () => {
    const [ada, ben] = [await insertBareProfile(database), await insertBareProfile(database)];
    const [hers, his] = [newCommandId(), newCommandId()];
    await database.transact(post(ada, 5000, { receiptRef: hers }), NOON);
    await database.transact(post(ben, 5000, { receiptRef: his }), NOON);
    const { answers, retries } = await atOnce(
      [0, 1, 2, 3].flatMap(() => [
        post(ben, -1000, { linkedReceiptRef: hers }),
        post(ada, -1000, { linkedReceiptRef: his }),
      ]),
    );
    expect(answers).not.toContain(false);
    expect(retries).toBe(0);
    expect(await heldBy(database, ada)).toBe(10);
    expect(await heldBy(database, ben)).toBe(10);
  });
});
