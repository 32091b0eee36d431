import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assert } from "#shared/kernel/assert.ts";
import type { ProfileId, TransactionId } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { changeTransaction } from "#sync-server/commerce/change-transaction.ts";
import { postTransaction } from "#sync-server/commerce/post-transaction.ts";
import type { TransactionInput } from "#sync-server/commerce/transaction-input.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { insertBareProfile, NOON, newCommandId } from "#sync-server/testing/seed.ts";
import {
  createPointTenant,
  heldBy,
  transactionInput,
} from "#sync-server/testing/test-transaction.ts";

describe.for(databases)("events of points on $name", ({ create }) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await create();
    await createPointTenant(database, { earnRateMicro: 10_000, exchangeMilliCents: 1000 });
  });
  afterAll(() => database.drop());

  const post = async (
    profileId: ProfileId | null,
    totalCents: number,
    more: Partial<TransactionInput>,
  ): Promise<TransactionId> => {
    const fields = { externalId: newCommandId(), totalCents: cents(totalCents), ...more };
    const transaction = transactionInput(profileId, fields);
    const input = { mode: "upsert", transaction, id: null, commandId: null } as const;
    const posted = await database.transact((deps) => postTransaction(deps, input), NOON);
    assert(posted.ok, `posted: ${JSON.stringify(posted)}`);
    return posted.value.transactionId;
  };
  const makeVoid = (id: TransactionId) =>
    database.transact(
      (deps) => changeTransaction(deps, { id, isVoid: true, profile: null, extra: {} }),
      NOON,
    );
  const eventsOf = async (profileId: ProfileId) => {
    const rows = await database.run(
      `select command_id, context from events
       where kind = 'transaction.points.issued' and profile_id = '${profileId}' order by seq`,
    );
    return rows.map(({ command_id, context }) => {
      const { points } = JSON.parse(String(context));
      return { commandId: String(command_id), points: Number(points[0].points) };
    });
  };
  const entriesOf = (commandId: string, profileId: ProfileId) =>
    database.run(
      `select 1 from ledger_entries
       where profile_id = '${profileId}' and entry_id like '${commandId}:%'`,
    );

  it("[E7] say what a sale comes to with a return that was there before it", async () => {
    const profileId = await insertBareProfile(database);
    await post(profileId, -5000, { linkedReceiptRef: "R-1" });
    await post(profileId, 10_000, { receiptRef: "R-1" });
    const points = (await eventsOf(profileId)).map((each) => each.points);
    expect(points.reduce((sum, each) => sum + each, 0)).toBe(5000);
  });

  it("[E7] add up to what is held, and each names a command of its account", async () => {
    const step = fc.oneof(
      fc.record({ sells: fc.integer({ min: 100, max: 9000 }), who: fc.nat(1), on: fc.nat(1) }),
      fc.record({ returns: fc.integer({ min: 100, max: 9000 }), who: fc.nat(1), on: fc.nat(1) }),
      fc.record({ voids: fc.nat(5) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 6 }), async (steps) => {
        const people = [await insertBareProfile(database), await insertBareProfile(database)];
        const receipts = [newCommandId(), newCommandId()];
        const ids: TransactionId[] = [];
        for (const each of steps) {
          if ("voids" in each) {
            const id = ids[each.voids];
            if (id !== undefined) await makeVoid(id);
            continue;
          }
          const person = people[each.who] ?? null;
          const receipt = receipts[each.on] ?? null;
          const posted =
            "sells" in each
              ? post(person, each.sells, { receiptRef: receipt })
              : post(person, -each.returns, { linkedReceiptRef: receipt });
          ids.push(await posted);
        }
        for (const profileId of people) {
          const events = await eventsOf(profileId);
          const sum = events.reduce((all, { points }) => all + points, 0);
          expect(sum).toBe(await heldBy(database, profileId));
          for (const { commandId } of events) {
            expect(await entriesOf(commandId, profileId)).not.toEqual([]);
          }
        }
      }),
      { numRuns: 25 },
    );
  });
});
