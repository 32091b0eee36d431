import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Budget } from "#shared/incentive/budget.ts";
import { RATE_DEFAULTS } from "#shared/incentive/points/rate.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { postTransaction } from "#sync-server/commerce/post-transaction.ts";
import { createDefinition } from "#sync-server/incentive/definitions.ts";
import { executeOf, kyselyOver } from "#sync-server/storage/kysely-over.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { insertBareProfile, NOON, newCommandId } from "#sync-server/testing/seed.ts";
import { createPointTenant, transactionInput } from "#sync-server/testing/test-transaction.ts";

const BUDGET: Budget = {
  countedIn: "money",
  total: 100_000,
  perProfile: null,
  whenReached: "stop",
};

describe.for(databases)("sales beside budgets on $name", ({ create }) => {
  let database: TestDatabase;
  let profileId: ProfileId;
  beforeAll(async () => {
    database = await create();
    await createPointTenant(database, { earnRateMicro: 10_000, exchangeMilliCents: 1000 });
    profileId = await insertBareProfile(database);
    await database.transact(async (deps) => {
      const body = { ...RATE_DEFAULTS, name: "Campaign", pointHandle: "points", code: "SPRING" };
      const limited = { ...body, rateMicro: 20_000, budget: BUDGET };
      const funded = { ...body, code: "ACME", rateMicro: 10_000 };
      const funding = [{ funder: "Acme", share: 10_000 }];
      await createDefinition(deps, { kind: "rate", body: limited, extra: {} });
      const productConditions = { "==": [{ var: "sku" }, "other"] };
      const elsewhere = { ...limited, code: "OTHER", productConditions };
      await createDefinition(deps, { kind: "rate", body: elsewhere, extra: {} });
      await createDefinition(deps, { kind: "rate", body: { ...funded, funding }, extra: {} });
    }, NOON);
  });
  afterAll(() => database.drop());

  /** The statements about budgets and funders that a sale runs, by what they begin with. */
  const statementsOf = async (code: string | null): Promise<readonly string[]> => {
    const texts: string[] = [];
    const extra = code === null ? {} : { rate_code: code };
    const transaction = transactionInput(profileId, { externalId: newCommandId(), extra });
    const listening = ({ dialect, sql }: WriteDeps): WriteDeps["sql"] =>
      kyselyOver(dialect, (text, parameters) => {
        texts.push(`${text} ${JSON.stringify(parameters)}`);
        return executeOf(sql)(text, parameters);
      });
    const posted = await database.transact(
      (deps) =>
        postTransaction(
          { ...deps, sql: listening(deps) },
          { mode: "upsert", transaction, id: null, commandId: null },
        ),
      NOON,
    );
    expect(posted.ok).toBe(true);
    return texts.flatMap((text) => /budget_\w+|issue_shares|"budget /.exec(text)?.[0] ?? []);
  };

  test("[G3] a sale that no budget or funder is asked for runs no statement about them", async () => {
    expect(await statementsOf(null)).toEqual([]);
  });

  test("[G3] one under a budget reads it twice, locks it, and counts", async () => {
    const [reads, counts] = ["budget_uses", "budget_uses"];
    // SQLite has one writer, so there is nothing to lock.
    const locks = database.name === "postgres" ? ['"budget '] : [];
    expect(await statementsOf("SPRING")).toEqual([reads, ...locks, reads, counts]);
  });

  test("[G3] one without the products of a campaign waits for nobody who issues by it", async () => {
    expect(await statementsOf("OTHER")).toEqual(["budget_uses"]);
  });

  test("[G8] one that a partner pays for keeps that", async () => {
    expect(await statementsOf("ACME")).toEqual(["issue_shares"]);
  });
});
