import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assert } from "#shared/kernel/assert.ts";
import type { ProfileId, TransactionId } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { postTransaction } from "#sync-server/commerce/post-transaction.ts";
import type { TransactionInput } from "#sync-server/commerce/transaction-input.ts";
import { loadProgramme } from "#sync-server/ledger/load-programme.ts";
import {
  HOLDER,
  heldBy,
  heldTransactions,
  readHolders,
} from "#sync-server/storage/commerce/holding.ts";
import { readTransactions } from "#sync-server/storage/commerce/transaction-store.ts";
import { runText } from "#sync-server/storage/statement.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { insertBareProfile, NOON, newCommandId } from "#sync-server/testing/seed.ts";
import { statementsOf } from "#sync-server/testing/statements.ts";
import { createPointTenant, transactionInput } from "#sync-server/testing/test-transaction.ts";
import { decidePoints } from "./decide-points.ts";

type Held = { readonly id: TransactionId; readonly holder: ProfileId | null };

describe.for(databases)("who holds a transaction on $name", ({ create }) => {
  let database: TestDatabase;
  let people: readonly ProfileId[];
  beforeAll(async () => {
    database = await create();
    await createPointTenant(database, { earnRateMicro: 100, exchangeMilliCents: 500_000 });
    people = [await insertBareProfile(database), await insertBareProfile(database)];
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
  const sellAndReturn = async (
    buyer: ProfileId | null,
    returners: readonly (ProfileId | null)[],
  ): Promise<readonly TransactionId[]> => {
    const receiptRef = newCommandId();
    const ids = [await post(buyer, 10_000, { receiptRef })];
    for (const each of returners)
      ids.push(await post(each, -100, { linkedReceiptRef: receiptRef }));
    return ids;
  };

  it("[P5] is the same wherever it is asked, whoever brings something back", async () => {
    const person = fc.option(fc.nat(1));
    const sold = fc.record({ buyer: person, returners: fc.array(person, { maxLength: 3 }) });
    await fc.assert(
      fc.asyncProperty(sold, async ({ buyer, returners }) => {
        const personOf = (index: number | null) =>
          index === null ? null : (people[index] ?? null);
        const ids = await sellAndReturn(personOf(buyer), returners.map(personOf));
        const answers = await database.transact(async (deps) => {
          const records = await readTransactions(deps, ids);
          const holders = await readHolders(deps, records);
          const joined = await runText<Held>(
            deps,
            `select t.id, ${HOLDER.column} as holder from transactions as t ${HOLDER.join}
             where t.tenant_id = ?`,
            [deps.tenantId],
          );
          const held = await runText<Held>(
            deps,
            heldTransactions(["id"], { profiles: people.length }),
            heldBy(deps, people),
          );
          return {
            read: records.map(({ id }, index): Held => ({ id, holder: holders[index] ?? null })),
            joined,
            held,
          };
        });
        const asked = (all: readonly Held[]) =>
          ids.map((id) => all.find((each) => each.id === id)?.holder ?? null);
        const expected = ids.map(() => personOf(buyer));
        expect(asked(answers.read)).toEqual(expected);
        expect(asked(answers.joined)).toEqual(expected);
        expect(asked(answers.held)).toEqual(expected);
      }),
      { numRuns: 15 },
    );
  });

  it("[P5] is read as often for a sale with many returns as for one with two", async () => {
    const [buyer = null] = people;
    const statementsFor = async (returns: number): Promise<number> => {
      const [id] = await sellAndReturn(
        buyer,
        Array.from({ length: returns }, () => buyer),
      );
      assert(id !== undefined, "a sale");
      return database.transact(async (deps) => {
        const programme = await loadProgramme(deps);
        const [sale] = await readTransactions(deps, [id]);
        assert(sale !== undefined, "a stored sale");
        const subject = { before: sale, fields: sale, items: [] };
        const { sent, result } = await statementsOf(deps, (counted) =>
          decidePoints(counted, programme, subject),
        );
        expect(result.returns).toHaveLength(returns);
        return sent.length;
      }, NOON);
    };
    expect(await statementsFor(9)).toBe(await statementsFor(2));
  });
});
