import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DefinitionId, ProfileId, TransactionId } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { casesOf } from "#shared/testing/cases.ts";
import { updateDefinition } from "#sync-server/incentive/definitions.ts";
import { readTransaction } from "#sync-server/storage/transaction-store.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { differencesIn } from "#sync-server/testing/ledger-fixtures.ts";
import { insertBareProfile, NOON, newCommandId } from "#sync-server/testing/seed.ts";
import {
  createPointTenant,
  heldBy,
  transactionInput,
} from "#sync-server/testing/test-transaction.ts";
import { changeTransaction } from "./change-transaction.ts";
import { postTransaction } from "./post-transaction.ts";
import type { TransactionInput } from "./transaction-input.ts";

describe.for(databases)("returns in any order on $name", ({ create }) => {
  let database: TestDatabase;
  let definitionId: DefinitionId;

  beforeAll(async () => {
    database = await create();
    // A point per dollar, worth a cent.
    const rates = { earnRateMicro: 10_000, exchangeMilliCents: 1000 };
    definitionId = await createPointTenant(database, rates);
  });
  afterAll(() => database.drop());

  const setPoints = (changes: { readonly decimals: number }) =>
    database.transact(
      (deps) => updateDefinition(deps, { kind: "point", id: definitionId, changes, extra: {} }),
      NOON,
    );
  const post = async (
    profileId: ProfileId | null,
    totalCents: number,
    more: Partial<TransactionInput> = {},
  ): Promise<TransactionId> => {
    const fields = { externalId: newCommandId(), totalCents: cents(totalCents), ...more };
    const transaction = transactionInput(profileId, fields);
    const input = { mode: "upsert", transaction, id: null, commandId: null } as const;
    const posted = await database.transact((deps) => postTransaction(deps, input), NOON);
    if (!posted.ok) throw new Error(posted.error.reason);
    return posted.value.transactionId;
  };
  const setVoid = (id: TransactionId, isVoid: boolean) =>
    database.transact(
      (deps) => changeTransaction(deps, { id, isVoid, profile: null, extra: {} }),
      NOON,
    );
  const earnedBy = (id: TransactionId): Promise<number> =>
    database.transact(async (deps) => {
      const transaction = await readTransaction(deps, id);
      return (transaction?.earned ?? []).reduce((sum, { points }) => sum + points, 0);
    }, NOON);

  describe("[P5] voiding one decides those after it again", () => {
    it.for([0, 1, 2])("with %i decimals", async (decimals) => {
      await setPoints({ decimals });
      const step = fc.oneof(
        fc.record({ returnedCents: fc.integer({ min: 1, max: 4000 }) }),
        fc.record({ which: fc.nat(4) }),
      );
      const steps = fc.array(step, { minLength: 2, maxLength: 7 });
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 12_000 }), steps, async (soldCents, taken) => {
          const sell = async () => {
            const profileId = await insertBareProfile(database);
            const receiptRef = newCommandId();
            await post(profileId, soldCents, { receiptRef });
            const bringBack = (totalCents: number) =>
              post(profileId, -totalCents, { linkedReceiptRef: receiptRef });
            return { profileId, bringBack };
          };
          const { profileId, bringBack } = await sell();
          const returns: { id: TransactionId; returnedCents: number; isVoid: boolean }[] = [];
          for (const each of taken) {
            if ("returnedCents" in each) {
              const id = await bringBack(each.returnedCents);
              returns.push({ ...each, id, isVoid: false });
            } else {
              const voided = returns[each.which];
              if (!voided) continue;
              voided.isVoid = !voided.isVoid;
              await setVoid(voided.id, voided.isVoid);
            }
          }
          const alone = await sell();
          for (const { id, isVoid, returnedCents } of returns) {
            const same = isVoid ? null : await alone.bringBack(returnedCents);
            expect(await earnedBy(id)).toBe(same === null ? 0 : await earnedBy(same));
          }
          const held = await heldBy(database, profileId);
          expect(held).toBe(await heldBy(database, alone.profileId));
        }),
        { numRuns: casesOf(15) },
      );
      expect(await differencesIn(database)).toEqual([]);
    });

    it("so that no point is left over", async () => {
      await setPoints({ decimals: 0 });
      const profileId = await insertBareProfile(database);
      const receiptRef = newCommandId();
      await post(profileId, 10_000, { receiptRef });
      const first = await post(profileId, -2150, { linkedReceiptRef: receiptRef });
      await post(profileId, -2130, { linkedReceiptRef: receiptRef });
      await post(profileId, -2110, { linkedReceiptRef: receiptRef });
      expect(await heldBy(database, profileId)).toBe(3600);
      await setVoid(first, true);
      expect(await heldBy(database, profileId)).toBe(5700);
    });
  });
});
