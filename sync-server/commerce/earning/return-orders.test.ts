import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RATE_DEFAULTS } from "#shared/incentive/points/rate.ts";
import type { DefinitionId, ProfileId, TransactionId } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { mapTable } from "#shared/kernel/object.ts";
import { DEFAULT_REDEMPTION_POLICY } from "#shared/redemption/policy.ts";
import { casesOf } from "#shared/testing/cases.ts";
import { changeTransaction } from "#sync-server/commerce/change-transaction.ts";
import { postTransaction } from "#sync-server/commerce/post-transaction.ts";
import type { TransactionInput } from "#sync-server/commerce/transaction-input.ts";
import { createDefinition, updateDefinition } from "#sync-server/incentive/definitions.ts";
import { readAccount } from "#sync-server/ledger/load-account.ts";
import { setPolicy } from "#sync-server/organisation/set-policy.ts";
import { redeem } from "#sync-server/redemption/redeem.ts";
import type { ItemRecord } from "#sync-server/storage/commerce/transaction-item-store.ts";
import { readTransaction } from "#sync-server/storage/commerce/transaction-store.ts";
import { readEntriesAfter } from "#sync-server/storage/ledger/entry-store.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { differencesIn, redemption } from "#sync-server/testing/ledger-fixtures.ts";
import { insertBareProfile, NOON, newCommandId } from "#sync-server/testing/seed.ts";
import {
  createPointTenant,
  heldBy,
  transactionInput,
} from "#sync-server/testing/test-transaction.ts";

describe.for(databases)("returns in any order on $name", ({ create }) => {
  let database: TestDatabase;
  let definitionId: DefinitionId;

  beforeAll(async () => {
    database = await create();
    // A point per dollar, worth a cent.
    const rates = { earnRateMicro: 10_000, exchangeMilliCents: 1000 };
    definitionId = await createPointTenant(database, rates);
    const soft = { name: "Soft goods", pointHandle: "points", rateMicro: 10_000, issuePeriod: 14 };
    const productConditions = { "==": [{ var: "sku" }, "soft"] };
    const body = { ...RATE_DEFAULTS, ...soft, productConditions };
    await database.transact(
      (deps) => createDefinition(deps, { kind: "rate", body, extra: {} }),
      NOON,
    );
  });
  afterAll(() => database.drop());

  const setPoints = (changes: {
    readonly decimals: number;
    readonly returnDebtMax?: number | null;
  }) =>
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

  describe("[P13] what comes back comes from its own sale", () => {
    const policies = [
      [false, null],
      [true, null],
      [true, 0],
    ] as const;

    it.for(policies)("whenever it arrives (recovered %s, %s owed)", async ([isRecovered, max]) => {
      await setPoints({ decimals: 2, returnDebtMax: max });
      const { version: _, ...policy } = DEFAULT_REDEMPTION_POLICY;
      await database.transact(
        (deps) => setPolicy(deps, { ...policy, recoverShortfalls: isRecovered }),
        NOON,
      );
      await fc.assert(
        fc.asyncProperty(histories, async ({ acts, order }) => {
          const arrived = order.flatMap((index) => acts[index] ?? []);
          const last = (act: Act) => Number(act.returned !== null);
          const inTime = [...arrived].sort((a, b) => last(a) - last(b));
          const [inOrder, others] = [await standingsAfter(inTime), await standingsAfter(arrived)];
          expect(others.map(inTotal)).toEqual(inOrder.map(inTotal));
          for (const [n, each] of inOrder.entries()) {
            const other = pendingOf(others[n]);
            for (const [sale, pending] of pendingOf(each)) {
              expect(other.get(sale) ?? 0).toBeGreaterThanOrEqual(pending);
            }
          }
        }),
        { numRuns: casesOf(20) },
      );
      expect(await differencesIn(database)).toEqual([]);
    });

    it.for([2000, 30])("and pays for money that was honoured (%i cents)", async (honoured) => {
      await setPoints({ decimals: 2, returnDebtMax: null });
      const { version: _, ...policy } = DEFAULT_REDEMPTION_POLICY;
      await database.transact((deps) => setPolicy(deps, policy), NOON);
      const orders = [
        [saleOf(0, 0, 10_000), returnOf(0, 0, 5000)],
        [returnOf(0, 0, 5000), saleOf(0, 0, 10_000)],
      ];
      for (const acts of orders) {
        const first = (await standingsAfter(acts, honoured))[0];
        const held = Object.values(first?.bySale[0] ?? {}).reduce((sum, each) => sum + each, 0);
        // A point is worth a cent, and its amount is in hundredths.
        const owed = (first?.owed ?? []).reduce(
          (sum, { unit, amount }) => sum + (unit === "point" ? amount : amount * 100),
          0,
        );
        expect(held - owed).toBe(5000 - honoured * 100);
        expect(Math.min(held, owed)).toBe(0);
      }
      expect(await differencesIn(database)).toEqual([]);
    });

    it("and not from points that have paid for a return of another sale", async () => {
      await setPoints({ decimals: 2, returnDebtMax: null });
      const { version: _, ...policy } = DEFAULT_REDEMPTION_POLICY;
      await database.transact((deps) => setPolicy(deps, policy), NOON);
      const sales = [saleOf(1, 0, 10_000, 10_000), saleOf(0, 0, 10_000, 2500)];
      const returns = [returnOf(1, 0, 0, 700), returnOf(0, 0, 0, 2500)];
      const inTime = await standingsAfter([...sales, ...returns]);
      expect(await standingsAfter([...returns, ...sales])).toEqual(inTime);
    });

    it("and not from the pending points of another sale", async () => {
      await setPoints({ decimals: 2, returnDebtMax: null });
      const [first, second] = [saleOf(0, 0, 6000), saleOf(1, 0, 10_000)];
      const back = returnOf(1, 0, 5000);
      const expected = [{ 0: { pending: 6000 }, 1: { pending: 5000 } }, {}];
      for (const acts of [
        [first, second, back],
        [first, back, second],
        [back, first, second],
        [second, back, first],
        [back, second, first],
      ]) {
        const all = await standingsAfter(acts);
        expect(all.map(({ bySale }) => bySale)).toEqual(expected);
      }
    });
  });

  /**
   * A sale, or a return of one. Their lines are soft goods, which wait for 14 days, or hard ones.
   */
  type Act = {
    readonly sale: number;
    /** One of two customers, or nobody. */
    readonly who: 0 | 1 | null;
    readonly softCents: number;
    readonly hardCents: number;
    /** Null for a sale. */
    readonly returned: number | null;
  };
  const saleOf = (sale: number, who: 0 | 1, softCents: number, hardCents = 0): Act => ({
    ...{ sale, who, softCents, hardCents },
    returned: null,
  });
  const returnOf = (sale: number, who: Act["who"], softCents: number, hardCents = 0): Act => ({
    ...{ sale, who, softCents, hardCents },
    returned: 0,
  });

  const some = fc.constantFrom(0, 700, 2500);
  const act = fc.record({
    sale: fc.constantFrom(0, 1, 2),
    who: fc.constantFrom(0, 1, null),
    softCents: some,
    hardCents: some,
  });
  /** Three sales, two of them of one customer, and up to four returns of less than one of them. */
  const histories = fc.record({
    acts: fc
      .array(act, { minLength: 1, maxLength: 4 })
      .map((returns) => [
        saleOf(0, 0, 10_000, 2500),
        saleOf(1, 0, 10_000, 10_000),
        saleOf(2, 1, 10_000, 10_000),
        ...returns
          .filter(({ softCents, hardCents }) => softCents + hardCents > 0)
          .map((each): Act => ({ ...each, returned: 0 })),
      ]),
    order: fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6], { minLength: 7 }),
  });

  const itemOf = (sku: string, priceCents: number, sign: 1 | -1): ItemRecord => ({
    ...{ name: sku, sku, quantity: sign, priceSellCents: cents(priceCents), externalId: null },
    ...{ priceCurrentCents: null, priceOriginalCents: null, priceTaxCents: null, extra: {} },
  });

  /** The points of each sale, pending or not. */
  const inTotal = ({ bySale, owed }: Awaited<ReturnType<typeof standingsAfter>>[number]) => ({
    owed,
    bySale: mapTable(bySale, ({ pending = 0, active = 0 }) => pending + active),
  });

  const pendingOf = (standing?: Awaited<ReturnType<typeof standingsAfter>>[number]) =>
    new Map(
      Object.entries(standing?.bySale ?? {}).map(([sale, { pending = 0 }]) => [sale, pending]),
    );

  /** What two customers hold once these have arrived, by sale, and what they owe. */
  const standingsAfter = async (acts: readonly Act[], honoured = 0) => {
    const first = await insertBareProfile(database);
    const customers = [first, await insertBareProfile(database)];
    if (honoured > 0) {
      const input = redemption(first, honoured, { whenShort: "honour" });
      const redeemed = await database.transact((deps) => redeem(deps, input), NOON);
      expect(redeemed).toMatchObject({ ok: true });
    }
    const receipts = [0, 1, 2].map(() => newCommandId());
    const saleOfSource = new Map<string, number>();
    for (const { sale, who, softCents, hardCents, returned } of acts) {
      const sign = returned === null ? 1 : -1;
      const receipt = receipts[sale] ?? null;
      const id = await post(
        who === null ? null : (customers[who] ?? null),
        sign * (softCents + hardCents),
        {
          ...(returned === null ? { receiptRef: receipt } : { linkedReceiptRef: receipt }),
          items: [itemOf("soft", softCents, sign), itemOf("hard", hardCents, sign)],
        },
      );
      saleOfSource.set(String(id), sale);
    }
    return Promise.all(
      customers.map(async (profileId) => {
        const [account, entries] = await database.transact(
          async (deps) => [
            await readAccount(deps, profileId),
            await readEntriesAfter(deps, profileId, { sequence: 0, limit: 1000 }),
          ],
          NOON,
        );
        const bySale: Record<number, Record<string, number>> = {};
        for (const { lotId, remaining, activeAt } of account.lots) {
          const opened = entries.find((each) => each.lotId === lotId);
          const sale = saleOfSource.get(opened?.source.id ?? "") ?? -1;
          const when = activeAt > NOON ? "pending" : "active";
          const held = bySale[sale] ?? {};
          bySale[sale] = { ...held, [when]: (held[when] ?? 0) + remaining };
        }
        const owed = account.outstanding.map(({ unit, amount }) => ({ unit, amount }));
        return { bySale, owed };
      }),
    );
  };
});
