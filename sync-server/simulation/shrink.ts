import { type Run, type RunOptions, runSeed, STEPS_DEFAULT } from "./run-seed.ts";

/**
 * Finds the shortest prefix of a seed's history that still fails, by bisection: the first n steps
 * of a seed are the same however many follow.
 */
export const shrink = async (failed: Run, options: RunOptions = {}): Promise<Run> => {
  let shortest = failed;
  let passes = 0;
  while (shortest.steps - passes > 1) {
    const steps = Math.floor((passes + shortest.steps) / 2);
    const run = await runSeed(failed.seed, { ...options, steps });
    if (run.violations.length > 0) shortest = run;
    else passes = steps;
  }
  return shortest;
};

/** What went wrong, how to reproduce it, and what happened last. */
export const reportOf = ({ seed, steps, violations, tail }: Run): string =>
  [
    `Seed ${seed} fails after ${steps} steps:`,
    ...violations.map((violation) => `  ${violation}`),
    "What happened last:",
    ...tail.map((line) => `  ${line.slice(0, LINE_MAX)}`),
    "To reproduce it:",
    `  REGULARS_SEED=${seed} REGULARS_STEPS=${steps} npx vitest run --project simulation sync-server/simulation/simulation.test.ts`,
  ].join("\n");

const LINE_MAX = 400;

/** The seeds and steps requested for a run; many for a nightly run. */
export type Plan = {
  readonly seeds: readonly number[];
  readonly steps: number;
};

/**
 * Reads the plan from the environment: REGULARS_SEED for one seed, REGULARS_SEEDS for a number of
 * them. Otherwise the seeds of every CI run.
 */
export const planOf = (
  environment: Readonly<Record<string, string | undefined>>,
  everyRun: readonly number[],
): Plan => {
  const one = numberOf(environment["REGULARS_SEED"]);
  const count = numberOf(environment["REGULARS_SEEDS"]);
  const many = count === null ? everyRun : Array.from({ length: count }, (_, n) => n + 1);
  const seeds = one === null ? many : [one];
  return { seeds, steps: numberOf(environment["REGULARS_STEPS"]) ?? STEPS_DEFAULT };
};

const numberOf = (text: string | undefined): number | null => {
  const value = Number(text);
  return text === undefined || !Number.isSafeInteger(value) || value < 1 ? null : value;
};
