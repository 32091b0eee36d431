import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** How many times as many random cases to compare; not set in every run. */
    caseFactor?: number;
  }
}

/**
 * How many random cases a rule and its second, slow implementation are compared in. A nightly run
 * sets REGULARS_CASES to how many times as many.
 */
export const casesOf = (everyRun: number): number => everyRun * (inject("caseFactor") ?? 1);
