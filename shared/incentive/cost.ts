import type { z } from "zod";
import { type BudgetProblem, budgetSchema, problemOfBudget } from "./budget.ts";
import { type FundingProblem, fundingSchema, problemOfFunding } from "./funding.ts";

/** What a definition or rate may cost, and who pays for it (SPEC.md [G1], [G8]). */
export const costFields = { budget: budgetSchema.nullable(), funding: fundingSchema };
export type Cost = z.infer<z.ZodObject<typeof costFields>>;

/** Any amount, paid for by the brand. */
export const ANY_COST: Cost = { budget: null, funding: [] };

export type CostProblem = BudgetProblem | FundingProblem;

/** The first problem with either, given whether what is issued is worth any money. */
export const problemOfCost = (
  { budget, funding }: Cost,
  isWorthMoney: boolean,
): CostProblem | null => problemOfBudget(budget, isWorthMoney) ?? problemOfFunding(funding);
