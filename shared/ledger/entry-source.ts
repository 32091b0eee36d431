import type { EntrySourceType } from "./entry.ts";

/** What follows from the cause of an entry, or of the entry that opened a lot. */
type SourceRules = {
  /** Its id is a transaction's, whose rates decided the points. */
  readonly isTransaction: boolean;
  /** The customer took the benefit themselves. */
  readonly isClaim: boolean;
  /** Points paid for the reward, and come back if it is taken away ([W8]). */
  readonly isExchange: boolean;
  /**
   * A lot that it opens uses the budget of its definition by itself: its points aren't counted with
   * a sale, and it neither gives back what was redeemed nor joins others (incentive/SPEC.md [G4]).
   */
  readonly usesBudget: boolean;
};

const NOTHING: SourceRules = {
  isTransaction: false,
  isClaim: false,
  isExchange: false,
  usesBudget: true,
};

export const SOURCES: Readonly<Record<EntrySourceType, SourceRules>> = {
  transaction: { ...NOTHING, isTransaction: true, usesBudget: false },
  redemption: { ...NOTHING, usesBudget: false },
  exchange: { ...NOTHING, isExchange: true },
  claim: { ...NOTHING, isClaim: true },
  achievement: NOTHING,
  tier: NOTHING,
  write_off: NOTHING,
  staff: NOTHING,
  api: NOTHING,
  import: NOTHING,
  expiry: NOTHING,
  join: { ...NOTHING, usesBudget: false },
  reaction: NOTHING,
  demo: NOTHING,
};
