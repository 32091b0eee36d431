import type { DefinitionId } from "#shared/kernel/ids.ts";
import type { Budgeted, BudgetUse } from "./budget.ts";
import { budgetOfPoints } from "./budget-use.ts";
import {
  type EarningSale,
  type PointsDecider,
  pointsKept,
  type ReturnedGoods,
} from "./earned-points.ts";
import type { Rate } from "./rate.ts";

/** A decider without what has no room in its budget for a sale. */
export type WithinBudgets = {
  readonly decider: PointsDecider;
  /** The budget of the definition itself is reached: the sale earns nothing under it. */
  readonly isSpent: boolean;
};

/** Whether the budget of a definition or rate has room for what the sale would keep under it. */
export type HasRoom = (of: Budgeted & { readonly id: DefinitionId }, use: BudgetUse) => boolean;

/**
 * Leaves out the rates whose budget a sale doesn't fit, one after another from the best: the next
 * in the order applies in its place. Then leaves out the definition, if what the sale still earns
 * doesn't fit its budget. What is kept of the sale counts, and never a part of it ([G3]).
 */
export const stayWithin = (
  sale: EarningSale,
  returns: readonly ReturnedGoods[],
  { definition, rates, spentRates = [] }: PointsDecider,
  hasRoom: HasRoom,
): WithinBudgets => {
  const spent: Rate[] = [];
  let left = rates;
  for (;;) {
    const decider = { definition, rates: left };
    const over = left.find(
      (rate) => rate.budget !== null && !hasRoom(rate, keptUnder(sale, returns, decider, rate)),
    );
    if (!over) break;
    spent.push(over);
    left = left.filter((rate) => rate !== over);
  }
  const decider = { definition, rates: left, spentRates: [...spentRates, ...spent] };
  const isSpent =
    definition.budget !== null && !hasRoom(definition, keptUnder(sale, returns, decider));
  return { decider, isSpent };
};

const keptUnder = (
  sale: EarningSale,
  returns: readonly ReturnedGoods[],
  decider: PointsDecider,
  only?: Rate,
): BudgetUse => budgetOfPoints(pointsKept(sale, returns, decider, only), decider.definition);
