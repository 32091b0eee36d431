import { rulesOfKind } from "#shared/ledger/entry-kind.ts";
import type { BenefitCounts } from "#sync-server/storage/incentive/benefits/benefit-count-store.ts";

/** Neither created nor redeemed. */
export const NO_COUNTS: BenefitCounts = { created: 0, redeemed: 0 };

/** What entries of one kind that take or give `amount` uses add to the counts of a definition. */
export const benefitCountsOf = (kind: string, entries: number, amount: number): BenefitCounts => {
  const counts = rulesOfKind(kind)?.countsUse ?? null;
  switch (counts) {
    case "created":
      return { ...NO_COUNTS, created: entries };
    case "redeemed":
      return { ...NO_COUNTS, redeemed: -amount };
    case null:
      return NO_COUNTS;
  }
};
