import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { RATE_DEFAULTS } from "#shared/incentive/points/rate.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { addMs, DAY_MS, dayIn, type Instant } from "#shared/kernel/time.ts";
import type { JoinRule } from "#shared/ledger/join.ts";
import { postTransaction } from "#sync-server/commerce/post-transaction.ts";
import type { TransactionInput } from "#sync-server/commerce/transaction-input.ts";
import { createDefinition, type NewDefinition } from "#sync-server/incentive/definitions.ts";
import { reportLiability } from "#sync-server/incentive/liability.ts";
import type { ItemRecord } from "#sync-server/storage/commerce/transaction-item-store.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { insertBareProfile, MELBOURNE, NOON, newCommandId } from "#sync-server/testing/seed.ts";
import { createPointTenant, transactionInput } from "#sync-server/testing/test-transaction.ts";
import { verifyLedger } from "#sync-server/verify/verify.ts";
import { readAccount } from "./load-account.ts";

const EARLY: JoinRule = { lotsMin: 2, activeForMs: DAY_MS };

describe.for(databases)("points of several funders on $name", ({ create }) => {
  let database: TestDatabase;
  let profileId: ProfileId;
  beforeEach(async () => {
    database = await create();
    await createPointTenant(database, { earnRateMicro: 10_000, exchangeMilliCents: 1000 });
    profileId = await insertBareProfile(database);
  });
  afterEach(async () => {
    expect((await database.transact((deps) => verifyLedger(deps))).isWhole).toBe(true);
    await database.drop();
  });

  const createRate = async (more: Partial<NewDefinition<"rate">["body"]>): Promise<void> => {
    const body: NewDefinition<"rate">["body"] = {
      ...RATE_DEFAULTS,
      ...{ name: "Acme", pointHandle: "points", rateMicro: 10_000 },
      funding: [{ funder: "Acme", share: 10_000 }],
      ...more,
    };
    const made = await database.transact(
      (deps) => createDefinition(deps, { kind: "rate", extra: {}, body }),
      NOON,
    );
    expect(made.ok).toBe(true);
  };
  /** Posts a sale at an instant, at which it happened unless it says otherwise. */
  const sell = async (at: Instant, more: Partial<TransactionInput> = {}): Promise<void> => {
    const sale = { externalId: newCommandId(), totalCents: cents(500), transactedAt: at, ...more };
    const transaction = transactionInput(profileId, sale);
    const posted = await database.transact(
      (deps) =>
        postTransaction(
          { ...deps, joining: EARLY },
          { mode: "upsert", transaction, id: null, commandId: null },
        ),
      at,
    );
    expect(posted.ok).toBe(true);
  };
  const closingByFunder = async (now: Instant) => {
    const days = { from: dayIn(NOON, MELBOURNE), to: dayIn(now, MELBOURNE), by: "funder" } as const;
    const report = await database.transact((deps) => reportLiability(deps, days, now), now);
    const rows = report.ok ? report.value.rows : [];
    return rows.map(({ funder, row }) => [funder, row.expired, row.closing]);
  };
  const lots = async (now: Instant) =>
    (await database.transact((deps) => readAccount(deps, profileId), now)).lots;

  test("[G8] [L15] lots with the same shares are joined with each other only", async () => {
    await createRate({ code: "ACME" });
    let now = NOON;
    for (let n = 0; n < 12; n++) {
      now = addMs(NOON, n * DAY_MS);
      await sell(now, { extra: n % 2 === 0 ? { rate_code: "ACME" } : {} });
    }
    expect((await lots(now)).length).toBeLessThan(12);
    expect(await closingByFunder(now)).toEqual([
      ["Acme", 0, 6 * 500],
      ["brand", 0, 6 * 500],
    ]);
  });

  test("[G8] [L15] a sale that arrives so late that it is joined at once is its funder's", async () => {
    await createRate({ code: "ACME" });
    for (let n = 0; n < 3; n++) await sell(addMs(NOON, n * 1000));
    const now = addMs(NOON, 60 * DAY_MS);
    await sell(now, { transactedAt: addMs(NOON, 5000), extra: { rate_code: "ACME" } });
    expect((await lots(now)).length).toBeLessThan(4);
    expect(await closingByFunder(now)).toEqual([
      ["Acme", 0, 500],
      ["brand", 0, 1500],
    ]);
  });

  const itemOf = (sku: string): ItemRecord => ({
    ...{ name: sku, sku, quantity: 1, priceSellCents: cents(500), externalId: null },
    ...{ priceCurrentCents: null, priceOriginalCents: null, priceTaxCents: null, extra: {} },
  });

  test("[G8] [P9] points that become active at another time are paid for by themselves", async () => {
    const productConditions = { "==": [{ var: "sku" }, "A"] };
    await createRate({ productConditions, issuePeriod: 14 });
    const [externalId, items] = [newCommandId(), [itemOf("A"), itemOf("B")]];
    await sell(NOON, { externalId, totalCents: cents(1000), items });
    const activeFor = async (funder: string) => {
      const kept = await database.run("select lot_id, funder, share from issue_shares");
      return (await lots(NOON))
        .filter(({ lotId }) =>
          kept.some((row) => row["lot_id"] === lotId && row["funder"] === funder),
        )
        .map(({ activeAt, initial }) => [(activeAt - NOON) / DAY_MS, initial]);
    };
    // Half of the sale each; what is the brand's isn't kept, because the definition says so.
    expect([await activeFor("Acme"), await activeFor("brand")]).toEqual([[[14, 500]], []]);
    // A correction adds to both lots, but only Acme's goods are more.
    const more = [itemOf("A"), itemOf("A"), itemOf("B")];
    await sell(NOON, { externalId, totalCents: cents(1500), items: more });
    expect(await closingByFunder(NOON)).toEqual([
      ["Acme", 0, 1000],
      ["brand", 0, 500],
    ]);
  });
});
