import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RATE_DEFAULTS } from "#shared/incentive/rate.ts";
import { cents } from "#shared/kernel/money.ts";
import { addMs, DAY_MS, dayIn } from "#shared/kernel/time.ts";
import type { JoinRule } from "#shared/ledger/join.ts";
import { postTransaction } from "#sync-server/commerce/post-transaction.ts";
import { createDefinition, type NewDefinition } from "#sync-server/incentive/definitions.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { insertBareProfile, MELBOURNE, NOON, newCommandId } from "#sync-server/testing/seed.ts";
import { createPointTenant, transactionInput } from "#sync-server/testing/test-transaction.ts";
import { reportLiability } from "./liability.ts";
import { readAccount } from "./load-account.ts";
import { verifyLedger } from "./verify.ts";

const EARLY: JoinRule = { lotsMin: 2, activeForMs: DAY_MS };

describe.for(databases)("joined points of several funders on $name", ({ create }) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await create();
    await createPointTenant(database, { earnRateMicro: 10_000, exchangeMilliCents: 1000 });
  });
  afterAll(() => database.drop());

  test("[G8] [L15] lots with the same shares are joined with each other only", async () => {
    const profileId = await insertBareProfile(database);
    const rate: NewDefinition<"rate"> = {
      kind: "rate",
      extra: {},
      body: {
        ...RATE_DEFAULTS,
        ...{ name: "Acme", pointHandle: "points", rateMicro: 10_000, code: "ACME" },
        funding: [{ funder: "Acme", share: 10_000 }],
      },
    };
    expect((await database.transact((deps) => createDefinition(deps, rate), NOON)).ok).toBe(true);
    let now = NOON;
    for (let n = 0; n < 12; n++) {
      now = addMs(NOON, n * DAY_MS);
      const extra = n % 2 === 0 ? { rate_code: "ACME" } : {};
      const sale = { externalId: newCommandId(), totalCents: cents(500), transactedAt: now, extra };
      const transaction = transactionInput(profileId, sale);
      const posted = await database.transact(
        (deps) =>
          postTransaction(
            { ...deps, joining: EARLY },
            { mode: "upsert", transaction, id: null, commandId: null },
          ),
        now,
      );
      expect(posted.ok).toBe(true);
    }
    const account = await database.transact((deps) => readAccount(deps, profileId), now);
    expect(account.lots.length).toBeLessThan(12);
    const days = { from: dayIn(NOON, MELBOURNE), to: dayIn(now, MELBOURNE), by: "funder" } as const;
    const report = await database.transact((deps) => reportLiability(deps, days, now), now);
    const rows = report.ok ? report.value.rows : [];
    expect(rows.map(({ funder, row }) => [funder, row.expired, row.closing])).toEqual([
      ["Acme", 0, 6 * 500],
      ["brand", 0, 6 * 500],
    ]);
    expect((await database.transact((deps) => verifyLedger(deps))).isWhole).toBe(true);
  });
});
