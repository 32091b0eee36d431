import type { EntrySourceType } from "./entry.ts";

/** What follows from the cause of an entry, or of the entry that opened a lot. */
type SourceRules = {
  /** Its id is a transaction's, whose rates decided the points. */
  readonly isTransaction: boolean;
  /** The customer took the benefit themselves. */
  readonly isClaim: boolean;
  /** Points paid for the reward, and come back if it is taken away ([W8]). */
  readonly isExchange: boolean;
};

const NOTHING: SourceRules = { isTransaction: false, isClaim: false, isExchange: false };

export const SOURCES: Readonly<Record<EntrySourceType, SourceRules>> = {
  transaction: { ...NOTHING, isTransaction: true },
  redemption: NOTHING,
  exchange: { ...NOTHING, isExchange: true },
  claim: { ...NOTHING, isClaim: true },
  achievement: NOTHING,
  tier: NOTHING,
  write_off: NOTHING,
  staff: NOTHING,
  api: NOTHING,
  import: NOTHING,
  expiry: NOTHING,
  reaction: NOTHING,
  demo: NOTHING,
};
