import { appendFileSync, existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import type { z } from "zod";
import { casesOf } from "#shared/testing/cases.ts";

/** A file of cases that have failed, one a line, kept in the repository and tried first. */
export type KeptCases<C> = {
  readonly all: readonly C[];
  /** Adds one that isn't there yet, to be committed with what makes it pass. */
  readonly keep: (failed: C) => void;
};

/** Reads a file of kept cases; there is none before the first. */
export const readKeptCases = <C>(path: string, schema: z.ZodType<C>): KeptCases<C> => {
  const lines = existsSync(path) ? readFileSync(path, "utf8").split("\n").filter(Boolean) : [];
  return {
    all: lines.map((line) => schema.parse(JSON.parse(line))),
    keep: (failed) => {
      const line = JSON.stringify(failed);
      if (!lines.includes(line)) appendFileSync(path, `${line}\n`);
    },
  };
};

/** Making a failed case smaller stops in time for the test to say which it is. */
const SMALLER_FOR_MS = 120_000;

/**
 * Checks a property on the kept cases, then on random ones. A new one that fails is made as small
 * as it can be and kept.
 */
export const checkKeptFirst = async <C>(
  kept: KeptCases<C>,
  cases: fc.Arbitrary<C>,
  runs: number,
  holds: (each: C) => Promise<void>,
): Promise<void> => {
  const run = await fc.check(fc.asyncProperty(cases, holds), {
    examples: kept.all.map((each): [C] => [each]),
    numRuns: kept.all.length + runs,
    interruptAfterTimeLimit: casesOf(SMALLER_FOR_MS),
  });
  if (!run.failed) return;
  if (run.counterexample) kept.keep(run.counterexample[0]);
  throw new Error(fc.defaultReportMessage(run), { cause: run.errorInstance });
};
