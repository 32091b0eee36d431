import type { MostIssues } from "#shared/incentive/most-issues.ts";
import { type Cents, cents } from "#shared/kernel/money.ts";

/** How many profiles could have had something that they ask for, and how often at most. */
export type MostOffers = {
  readonly profiles: number;
  readonly times: number;
  /** What that is worth. */
  readonly cents: Cents;
};

/** Adds up how often profiles could have had it, within what its budget has room for ([G2]). */
export const startOfferTally = ({ perProfile, total }: MostIssues, each: number) => {
  let [profiles, times] = [0, 0];
  return {
    add: (often: number): void => {
      if (often === 0) return;
      profiles += 1;
      times += Math.min(often, perProfile);
    },
    most: (): MostOffers => {
      const within = Math.min(times, total);
      return { profiles, times: within, cents: cents(within * each) };
    },
  };
};
