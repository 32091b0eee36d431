import { describe, expect, test } from "vitest";
import { runSeed } from "./run-seed.ts";
import { createHttpPort } from "./server/http-port.ts";
import { createPostgresDatabase, hasPostgres } from "./server/postgres-database.ts";
import { planOf } from "./shrink.ts";

const SEED_BUDGET_MS = 60_000;
/** How many messages reach the server at the same time, each on its own connection. */
const AT_ONCE = 6;

/** Two for every CI run, one with lists and merges; a nightly run sets REGULARS_SEEDS. */
const plan = planOf(process.env, [1, 88]);

describe.runIf(hasPostgres)("devices that reach a server on PostgreSQL concurrently", () => {
  test(
    `hold every rule on ${plan.seeds.length} seeds of ${plan.steps} steps`,
    async () => {
      for (const seed of plan.seeds) {
        const database = await createPostgresDatabase();
        const { portOf, onEnrolled, close } = createHttpPort();
        const reach = { portOf, onEnrolled, atOnce: AT_ONCE };
        const run = { database, steps: plan.steps, isServerSafe: true, ...reach };
        const { violations, tail } = await runSeed(seed, run);
        await close();
        // The database decides the order, so a seed may need several runs to fail again.
        const seen = [`Seed ${seed}, ${plan.steps} steps, on PostgreSQL:`, ...violations, ...tail];
        expect(violations, seen.join("\n  ")).toEqual([]);
      }
    },
    plan.seeds.length * SEED_BUDGET_MS,
  );
});
