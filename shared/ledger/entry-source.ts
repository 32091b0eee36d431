import type { EntrySourceType } from "./entry.ts";

/** What follows from the cause of an entry, or of the entry that opened a lot. */
type SourceRules = {
  /** Its id is a transaction's, whose rates decided the points. */
  readonly isTransaction: boolean;
  /** The customer took the benefit themselves. */
  readonly isClaim: boolean;
  /** Points paid for the reward, and come back if it is taken away ([W8]). */
  readonly isExchange: boolean;
  /** Something that was held was spent, or that was undone or given back. */
  readonly isSpending: boolean;
  /**
   * A lot that it opens uses the budget of its definition by itself: its points aren't counted with
   * a sale, and it neither gives back what was redeemed nor joins others (incentive/SPEC.md [G4]).
   */
  readonly usesBudget: boolean;
  /**
   * What it takes from a lot stays used of a budget, as what expires does: nobody decided that it
   * should never have been given (incentive/SPEC.md [G4]).
   */
  readonly staysUsed: boolean;
  /**
   * A lot that it opens takes a code of its definition, if there are any (incentive/SPEC.md [W14]):
   * it is issued by itself.
   */
  readonly takesCode: boolean;
  /**
   * A point lot that it opens may have shares of its own: rates decided it, or it comes from such
   * lots (incentive/SPEC.md [G8]).
   */
  readonly mayHaveShares: boolean;
};

const NOTHING: SourceRules = {
  isTransaction: false,
  isClaim: false,
  isExchange: false,
  isSpending: false,
  usesBudget: true,
  staysUsed: false,
  takesCode: true,
  mayHaveShares: false,
};

/** What is counted with a sale, was redeemed before, or is gathered from other lots. */
const NO_NEW_ISSUE = { usesBudget: false, takesCode: false };

export const SOURCES: Readonly<Record<EntrySourceType, SourceRules>> = {
  transaction: { ...NOTHING, isTransaction: true, ...NO_NEW_ISSUE, mayHaveShares: true },
  redemption: { ...NOTHING, isSpending: true, ...NO_NEW_ISSUE, mayHaveShares: true },
  exchange: { ...NOTHING, isExchange: true, isSpending: true },
  claim: { ...NOTHING, isClaim: true },
  achievement: NOTHING,
  tier: NOTHING,
  write_off: NOTHING,
  staff: NOTHING,
  api: NOTHING,
  import: NOTHING,
  expiry: NOTHING,
  join: { ...NOTHING, ...NO_NEW_ISSUE, mayHaveShares: true },
  reaction: NOTHING,
  erasure: { ...NOTHING, staysUsed: true },
  demo: NOTHING,
};
