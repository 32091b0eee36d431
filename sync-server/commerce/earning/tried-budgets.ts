import { addUse, type BudgetUse, limitReached, NO_USE } from "#shared/incentive/budget.ts";
import { budgetOfPoints } from "#shared/incentive/budget-use.ts";
import {
  type EarningSale,
  type PointsDecider,
  pointsKept,
  type ReturnedGoods,
} from "#shared/incentive/points/earned-points.ts";
import { stayWithin } from "#shared/incentive/within-budgets.ts";
import type { DefinitionId, ProfileId } from "#shared/kernel/ids.ts";

/**
 * Decides sales that are only tried, one after another, with budgets that start unused and are used
 * by these sales alone ([Q8], [G3]).
 */
export const tryWithBudgets = () => {
  const used = new Map<string, BudgetUse>();
  const usedBy = (id: DefinitionId, holder: ProfileId | "") =>
    used.get(`${id} ${holder}`) ?? NO_USE;
  const add = (id: DefinitionId, holder: ProfileId | "", use: BudgetUse) =>
    used.set(`${id} ${holder}`, addUse(usedBy(id, holder), use));

  /** The points, in hundredths, that are kept of a sale. */
  return (
    sale: EarningSale,
    returns: readonly ReturnedGoods[],
    tried: PointsDecider,
    profileId: ProfileId | null,
  ): number => {
    const { decider, isSpent } = stayWithin(sale, returns, tried, ({ id, budget }, use) => {
      const own = profileId === null ? NO_USE : usedBy(id, profileId);
      return limitReached(budget, { all: usedBy(id, ""), own }, use) === null;
    });
    if (isSpent) return 0;
    const { definition, rates } = decider;
    const points = pointsKept(sale, returns, decider);
    const count = (id: DefinitionId, kept: number): void => {
      const use = budgetOfPoints(kept, definition);
      add(id, "", use);
      if (profileId !== null) add(id, profileId, use);
    };
    if (definition.budget !== null) count(definition.id, points);
    for (const rate of rates) {
      if (rate.budget !== null) count(rate.id, pointsKept(sale, returns, decider, rate));
    }
    return points;
  };
};
