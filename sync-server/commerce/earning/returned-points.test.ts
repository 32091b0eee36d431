import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DefinitionId, RedemptionId, TransactionId } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { addMs, DAY_MS, type Instant } from "#shared/kernel/time.ts";
import { outstandingOf } from "#shared/ledger/account.ts";
import { JOINING, type JoinRule } from "#shared/ledger/join.ts";
import { isExpired } from "#shared/ledger/lot.ts";
import { casesOf } from "#shared/testing/cases.ts";
import { changeTransaction } from "#sync-server/commerce/change-transaction.ts";
import { postTransaction } from "#sync-server/commerce/post-transaction.ts";
import type { TransactionInput } from "#sync-server/commerce/transaction-input.ts";
import { updateDefinition } from "#sync-server/incentive/definitions.ts";
import { expireLots } from "#sync-server/ledger/expire.ts";
import { readAccount } from "#sync-server/ledger/load-account.ts";
import { redeem } from "#sync-server/redemption/redeem.ts";
import { returnRedemption } from "#sync-server/redemption/return.ts";
import { reverseRedemption } from "#sync-server/redemption/reverse.ts";
import { writeOff } from "#sync-server/redemption/write-off.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { differencesIn, redemption } from "#sync-server/testing/ledger-fixtures.ts";
import { insertBareProfile, NOON, newCommandId } from "#sync-server/testing/seed.ts";
import { createPointTenant, transactionInput } from "#sync-server/testing/test-transaction.ts";

/** The sales of a run, each of 100 points; a return brings back half of one. */
const PLACES = [0, 1, 2, 3] as const;
type Place = (typeof PLACES)[number];

const EARLY: JoinRule = { lotsMin: 2, activeForMs: DAY_MS };

type Step =
  | { readonly do: "return"; readonly sale: Place }
  | { readonly do: "void"; readonly sale: Place; readonly which: number }
  | { readonly do: "spend"; readonly points: number }
  | { readonly do: "undo"; readonly isReturn: boolean }
  | { readonly do: "writeOff"; readonly points: number }
  | { readonly do: "move"; readonly which: number; readonly sale: Place }
  | { readonly do: "wait"; readonly days: number; readonly isWritten: boolean };

describe.for(databases)("points of what came back on $name", ({ create }) => {
  let database: TestDatabase;
  let definitionId: DefinitionId;
  const setPoints = (changes: { returnDebtMax?: number | null; expiryPeriod?: number | null }) =>
    database.transact(
      (deps) => updateDefinition(deps, { kind: "point", id: definitionId, changes, extra: {} }),
      NOON,
    );

  beforeAll(async () => {
    database = await create();
    // A hundredth of a point per dollar: amounts are in hundredths, so that a dollar earns 1.
    const rates = { earnRateMicro: 100, exchangeMilliCents: 500_000 };
    definitionId = await createPointTenant(database, rates);
  });
  afterAll(() => database.drop());

  /** Somebody who buys twice, and what happens then; `saleCount` of the sales are made. */
  const newRun = async (saleCount: number, joining: JoinRule = JOINING) => {
    const transact = <T>(work: (deps: WriteDeps) => Promise<T>, at: Instant) =>
      database.transact((deps) => work({ ...deps, joining }), at);
    const profileId = await insertBareProfile(database);
    let now: Instant = NOON;
    let [spent, writtenOff] = [0, 0];
    type Posted = { readonly input: TransactionInput; readonly id: TransactionId; isVoid: boolean };
    const post = async (totalCents: number, more: Partial<TransactionInput>): Promise<Posted> => {
      const fields = { externalId: newCommandId(), totalCents: cents(totalCents), ...more };
      const input = transactionInput(profileId, { transactedAt: now, ...fields });
      return { input, id: await write(input), isVoid: false };
    };
    const write = async (transaction: TransactionInput): Promise<TransactionId> => {
      const input = { mode: "upsert", transaction, id: null, commandId: null } as const;
      const posted = await transact((deps) => postTransaction(deps, input), now);
      if (!posted.ok) throw new Error(posted.error.reason);
      return posted.value.transactionId;
    };
    const account = () => transact((deps) => readAccount(deps, profileId), now);
    const owing = { unit: "point", definitionId } as const;
    const standing = async () => {
      const all = await account();
      const lots = all.lots.filter((lot) => !isExpired(lot, now));
      const held = lots.reduce((sum, lot) => sum + lot.remaining, 0);
      return { held, owed: outstandingOf(all, owing) };
    };
    const spends: { readonly redemptionId: RedemptionId; readonly points: number }[] = [];
    const undo = async (isReturn: boolean): Promise<void> => {
      const last = spends.pop();
      if (!last) return;
      const { redemptionId, points } = last;
      const asked = { amountCents: cents(points * 5), saleCents: null, strategies: null };
      const none = { currency: null, locationId: null, commandId: null, meta: "{}" };
      const sale = { transactionExternalId: null, transactionReceiptRef: null };
      const done = await transact<{ readonly ok: boolean }>(
        (deps) =>
          isReturn
            ? returnRedemption(deps, { redemptionId, ...asked, isStrict: true, ...none, ...sale })
            : reverseRedemption(deps, { redemptionId, by: "head_office" }),
        now,
      );
      expect(done.ok).toBe(true);
      spent -= points;
    };
    const sales: Posted[] = [];
    const sellMore = async () => {
      sales.push(await post(10_000, { receiptRef: newCommandId() }));
    };
    for (let index = 0; index < saleCount; index++) await sellMore();
    const saleAt = (place: Place) => sales[place % sales.length];
    const receiptOf = (place: Place) => saleAt(place)?.input.receiptRef ?? null;
    const returns: Posted[] = [];
    const setVoid = async (posted: Posted | undefined, isVoid: boolean) => {
      if (!posted) return;
      const change = { id: posted.id, isVoid, profile: null, extra: {} };
      await transact((deps) => changeTransaction(deps, change), now);
      posted.isVoid = isVoid;
    };
    const take = async (step: Step): Promise<void> => {
      if (step.do === "return") {
        const linkedReceiptRef = receiptOf(step.sale);
        returns.push(await post(-5000, { linkedReceiptRef }));
      } else if (step.do === "void") {
        const posted = step.which === 0 ? saleAt(step.sale) : returns[step.which - 1];
        await setVoid(posted, !posted?.isVoid);
      } else if (step.do === "move") {
        const moved = returns[step.which];
        if (!moved || moved.isVoid) return;
        const linkedReceiptRef = receiptOf(step.sale);
        await write({ ...moved.input, linkedReceiptRef });
      } else if (step.do === "spend") {
        const points = Math.min(step.points, (await standing()).held);
        const asked = redemption(profileId, points * 5, {
          strategies: ["points"],
          occurredAt: now,
        });
        const done = points > 0 ? await transact((deps) => redeem(deps, asked), now) : null;
        if (done?.ok) spends.push({ redemptionId: done.value.redemptionId, points });
        spent += points;
      } else if (step.do === "undo") {
        await undo(step.isReturn);
      } else if (step.do === "writeOff") {
        const amount = Math.min(step.points, (await standing()).owed);
        const why = { reason: "goodwill", reference: "CASE-1" } as const;
        const asked = { ...why, profileId, owing, amount, commandId: null };
        if (amount > 0) await transact((deps) => writeOff(deps, asked), now);
        writtenOff += amount;
      } else {
        now = addMs(now, step.days * DAY_MS);
        if (step.isWritten) await transact((deps) => expireLots(deps, profileId), now);
      }
    };
    return {
      take,
      standing,
      sellMore,
      setVoid,
      sales,
      returns,
      sums: () => ({ spent, writtenOff }),
    };
  };

  const place = fc.constantFrom(...PLACES);
  const returned = fc.record({ do: fc.constant("return" as const), sale: place });
  const voided = fc.record({ do: fc.constant("void" as const), sale: place, which: fc.nat(3) });
  const points = fc.constantFrom(10, 30, 50, 100);
  const spends = fc.record({ do: fc.constant("spend" as const), points });
  const undoes = fc.record({ do: fc.constant("undo" as const), isReturn: fc.boolean() });
  const writesOff = fc.record({ do: fc.constant("writeOff" as const), points });
  const moves = fc.record({ do: fc.constant("move" as const), which: fc.nat(2), sale: place });
  const days = fc.constantFrom(1, 20, 40);
  const waits = fc.record({ do: fc.constant("wait" as const), days, isWritten: fc.boolean() });
  const inOrder = (...kinds: readonly fc.Arbitrary<Step>[]) =>
    fc.array(fc.oneof(...kinds), { minLength: 3, maxLength: 10 });
  /** Points are spent, their sale comes back, and then so do the points. */
  const owingThenUndo = (isReturn: boolean): Step[] => [
    { do: "spend", points: 100 },
    { do: "spend", points: 100 },
    { do: "return", sale: 0 },
    { do: "undo", isReturn },
  ];
  const CASES = { numRuns: casesOf(15) };

  it.for([null, 0, 20])(
    "[P4] [P5] [P11] [O4] no order of return, void, move, spending, undoing and write-off creates points or leaves some beside a debt (%s)",
    async (returnDebtMax) => {
      await setPoints({ returnDebtMax, expiryPeriod: null });
      const steps = inOrder(returned, voided, spends, undoes, writesOff, moves);
      await fc.assert(
        fc.asyncProperty(steps, async (all) => {
          const run = await newRun(2);
          for (const step of all) {
            await run.take(step);
            const { held, owed } = await run.standing();
            expect(Math.min(held, owed)).toBe(0);
          }
          // As though nothing had come back.
          for (const each of run.returns) await run.setVoid(each, true);
          for (const each of run.sales) await run.setVoid(each, false);
          const { held, owed } = await run.standing();
          expect(held - owed).toBeLessThanOrEqual(200 - run.sums().spent);
        }),
        { ...CASES, examples: [[owingThenUndo(true)], [owingThenUndo(false)]] },
      );
      expect(await differencesIn(database)).toEqual([]);
    },
  );

  it.for([null, 0, 20])(
    "[P4] [P11] [O4] whatever was written off, spending that is undone leaves nothing behind (%s)",
    async (returnDebtMax) => {
      await setPoints({ returnDebtMax, expiryPeriod: null });
      const steps = inOrder(returned, voided, spends, undoes, writesOff);
      await fc.assert(
        fc.asyncProperty(steps, fc.boolean(), async (all, isReturn) => {
          const run = await newRun(2);
          for (const step of all) await run.take(step);
          while (run.sums().spent > 0) await run.take({ do: "undo", isReturn });
          const without = await newRun(2);
          for (const step of all) {
            if (step.do === "return" || step.do === "void") await without.take(step);
          }
          expect(await run.standing()).toEqual(await without.standing());
        }),
        {
          ...CASES,
          examples: [
            [owingThenUndo(true), true],
            [owingThenUndo(false), false],
          ],
        },
      );
      expect(await differencesIn(database)).toEqual([]);
    },
  );

  it("[P5] [P11] [O4] write-offs stay with the returns that still take something", async () => {
    await setPoints({ returnDebtMax: null, expiryPeriod: null });
    for (const kept of [1, 2, 3]) {
      const run = await newRun(2);
      await run.take({ do: "spend", points: 200 });
      for (const sale of [0, 0, 1] as const) await run.take({ do: "return", sale });
      const left = run.returns.filter((_, index) => index + 1 !== kept);
      for (const each of left) await run.setVoid(each, true);
      await run.take({ do: "writeOff", points: 50 });
      expect(await run.standing()).toEqual({ held: 0, owed: 0 });
      for (const each of run.returns) await run.setVoid(each, true);
      expect(await run.standing()).toEqual({ held: 0, owed: 0 });
    }
  });

  it("[P11] a return that is moved there and back keeps its write-off once", async () => {
    await setPoints({ returnDebtMax: 0, expiryPeriod: null });
    for (const ends of ["void", "stay"] as const) {
      const run = await newRun(1);
      await run.take({ do: "spend", points: 100 });
      await run.take({ do: "return", sale: 0 });
      await run.sellMore();
      for (const sale of [1, 0, 1, 0] as const) await run.take({ do: "move", which: 0, sale });
      expect(await run.standing()).toEqual({ held: 100, owed: 0 });
      if (ends === "void") await run.setVoid(run.returns[0], true);
      expect(await run.standing()).toEqual({ held: 100, owed: 0 });
    }
  });

  it.for([
    ["of one sale", 1],
    ["of sales whose points are joined [L16]", 4],
  ] as const)("[P5] only what was spent %s is owed, whatever has expired", async ([, count]) => {
    await setPoints({ returnDebtMax: null, expiryPeriod: 30 });
    await fc.assert(
      fc.asyncProperty(inOrder(returned, voided, spends, waits), async (steps) => {
        const run = await newRun(count, EARLY);
        for (const step of steps) {
          await run.take(step);
          expect((await run.standing()).owed).toBeLessThanOrEqual(run.sums().spent);
        }
        for (const each of run.returns) await run.setVoid(each, false);
        for (const sale of [...PLACES, ...PLACES]) await run.take({ do: "return", sale });
        for (const each of run.sales) await run.setVoid(each, false);
        const { held, owed } = await run.standing();
        expect({ held, owed }).toEqual({ held: 0, owed: run.sums().spent });
      }),
      CASES,
    );
    expect(await differencesIn(database)).toEqual([]);
  });
});
