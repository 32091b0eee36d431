import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { readKeptCases } from "#sync-server/testing/kept-cases.ts";
import { runSeed } from "./run-seed.ts";
import { planOf, reportOf, shrink } from "./shrink.ts";

/**
 * For every CI run: a few that see much, and those that see what is rare, as the tests below
 * demand. A nightly run sets REGULARS_SEEDS=5000.
 */
const EVERY_RUN = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 24, 25, 29, 37, 47, 48, 51, 60];
const SEED_BUDGET_MS = 10_000;

const plan = planOf(process.env, EVERY_RUN);

/** Seeds that have failed, as short as they could be made. */
const kept = readKeptCases(
  join(import.meta.dirname, "kept-seeds.jsonl"),
  z.object({ seed: z.int(), steps: z.int() }),
);
const runs = [...kept.all, ...plan.seeds.map((seed) => ({ seed, steps: plan.steps }))];

describe("devices, a bad network and a real server", () => {
  const counts = new Map<string, number>();

  test(
    `hold every rule on ${plan.seeds.length} seeds of ${plan.steps} steps`,
    async () => {
      for (const { seed, steps } of runs) {
        const run = await runSeed(seed, { steps });
        for (const [what, count] of run.counts) counts.set(what, (counts.get(what) ?? 0) + count);
        expect(run.steps).toBe(steps);
        if (run.violations.length === 0) continue;
        const shortest = await shrink(run);
        kept.keep({ seed, steps: shortest.steps });
        expect.fail(reportOf(shortest));
      }
    },
    runs.length * SEED_BUDGET_MS,
  );

  // A simulation in which nothing happens violates no rule.
  test
    .runIf(EVERY_RUN.every((seed) => plan.seeds.includes(seed)))
    .for([
      "repeat compared",
      "redeem online accepted",
      "redeem online refused insufficient_balance",
      "redeem at_risk accepted",
      "redeem at_risk accepted_short",
      "create_profile accepted",
      "create_profile refused duplicate_profile",
      "edit_profile accepted",
      "edit overruled another",
      "edit_profile refused duplicate_profile",
      "add_note accepted",
      "create_list accepted",
      "add_list_item accepted",
      "change_list_item accepted",
      "remove_list_item accepted",
      "step_connection accepted",
      "add_task accepted",
      "change_task accepted",
      "withdrawn accepted",
      "clamped",
      "declined at_risk_off",
      "declined insufficient_balance",
      "declined snapshot_too_old",
      "declined over_per_redemption",
      "declined over_share",
      "declined over_per_profile",
      "declined too_many_for_profile",
      "declined over_allowance",
      "declined clock_went_back",
      "declined online_only",
      "declined account_frozen",
      "redeem online refused account_frozen",
      "redeemed before a freeze was known",
      "declined too_many_an_hour",
      "redeem online refused too_many_an_hour",
      "redemption over a limit to flag",
      "redemption over a limit to block",
      "join over a limit to block",
      "charged location_foreign",
      "reversed",
      "written off",
      "budget used up",
      "redeemed again for a sale",
      "redeemed beyond the limits of a sale",
      "declined over_sale_limit",
      "card paid",
      "card card_refused",
      "card card_held",
      "card voided",
      "credit held by another",
      "benefit used",
      "benefit used uses_exceeded",
      "benefit claimed already_claimed",
      "sale claimed by two",
      "tier held",
      "achievement counted",
      "debt written off by a return",
      "merge done",
      "merge already_merged",
      "unmerge done",
      "unmerge spent_since",
      "redeemed for a merged profile",
      "is deleted",
      "is restored",
      "depersonalise",
      "purge",
      "asked for somebody gone",
      "late for somebody erased refused",
      "late for somebody erased charged",
      "erased again true",
      "server crashed",
      "gap",
    ])("have encountered: %s", (what) => {
    expect(counts.get(what) ?? 0).toBeGreaterThan(0);
  });

  test("give the same history for the same seed, to the byte", async () => {
    const once = await runSeed(7, { steps: 60 });
    const again = await runSeed(7, { steps: 60 });
    expect(again.digest).toBe(once.digest);
    expect(await runSeed(8, { steps: 60 })).not.toMatchObject({ digest: once.digest });
  });
});
