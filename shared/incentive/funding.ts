import { z } from "zod";
import { WHOLE } from "#shared/ledger/funder-shares.ts";

/**
 * Who pays for what a definition or rate issues: shares that add up to the whole; none if the brand
 * pays for all of it ([G8]).
 */
export const fundingSchema = z
  .array(
    z.object({
      funder: z.string().min(1).max(100),
      /** In hundredths of a percent. */
      share: z.int().min(1).max(WHOLE),
    }),
  )
  .max(20);
export type Funding = Readonly<z.infer<typeof fundingSchema>>;

export type FundingProblem =
  | { readonly reason: "funding_not_whole" }
  | { readonly reason: "funder_twice"; readonly index: number };

/** The first problem with shares. */
export const problemOfFunding = (funding: Funding): FundingProblem | null => {
  const index = funding.findIndex(
    ({ funder }, at) => funding.findIndex((other) => other.funder === funder) < at,
  );
  if (index !== -1) return { reason: "funder_twice", index };
  const sum = funding.reduce((total, { share }) => total + share, 0);
  return funding.length > 0 && sum !== WHOLE ? { reason: "funding_not_whole" } : null;
};
