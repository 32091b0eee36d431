import type { DefinitionId } from "#shared/kernel/ids.ts";
import type { Budgeted, BudgetUse } from "./budget.ts";
import { budgetOfPoints } from "./budget-use.ts";
import {
  type EarningSale,
  type PointsDecider,
  pointsKept,
  type ReturnedGoods,
} from "./points/earned-points.ts";
import type { Rate } from "./points/rate.ts";

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
  { definition, rates, spentRates = [], keptMax }: PointsDecider,
  hasRoom: HasRoom,
): WithinBudgets => {
  const spent: Rate[] = [];
  let left = rates;
  let most = keptMax;
  const within = () => ({ definition, rates: left, ...(most && { keptMax: most }) });
  for (;;) {
    const decider = within();
    const over = left.find(
      (rate) => rate.budget !== null && !hasRoom(rate, keptUnder(sale, returns, decider, rate)),
    );
    if (!over) break;
    spent.push(over);
    left = left.filter((rate) => rate !== over);
    // What was kept of it for want of room limits nothing without it.
    if (most?.byRate.has(over.id)) most = undefined;
  }
  const decider = { ...within(), spentRates: [...spentRates, ...spent] };
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

/**
 * The same for a correction, which never takes what the sale has had for want of room: where it
 * would keep less than that without what has none, it keeps what it had, as far as the corrected
 * sale supports it, and gets nothing for what was added. `had` is what the sale and its returns
 * hold under the definition or by a rate.
 */
export const correctWithin = (
  sale: EarningSale,
  returns: readonly ReturnedGoods[],
  decider: PointsDecider,
  { hasRoom, had }: { readonly hasRoom: HasRoom; readonly had: (id: DefinitionId) => number },
): WithinBudgets => {
  const within = stayWithin(sale, returns, withoutLimited(sale, returns, decider), hasRoom);
  const left = new Set(within.decider.rates);
  const full = decider.rates.filter((rate) => !left.has(rate) && had(rate.id) > 0);
  const all = had(decider.definition.id);
  if (all <= 0 || (!within.isSpent && full.length === 0)) return within;
  const byRate = new Map(full.map(({ id }) => [id, had(id)]));
  const kept = stayWithin(sale, returns, { ...decider, keptMax: { all, byRate } }, hasRoom);
  const keptBy = (each: WithinBudgets) =>
    each.isSpent ? 0 : pointsKept(sale, returns, each.decider);
  return keptBy(kept) > keptBy(within) ? kept : within;
};

/** A decider without the rates that an earlier correction limited, if the sale earns more so. */
const withoutLimited = (
  sale: EarningSale,
  returns: readonly ReturnedGoods[],
  decider: PointsDecider,
): PointsDecider => {
  const { keptMax, rates, spentRates = [], definition } = decider;
  const isLimited = ({ id }: Rate) => keptMax?.byRate.has(id) === true;
  const limited = rates.filter(isLimited);
  if (limited.length === 0) return decider;
  const others = rates.filter((rate) => !isLimited(rate));
  const without = { definition, rates: others, spentRates: [...spentRates, ...limited] };
  const keeps = (each: PointsDecider) => pointsKept(sale, returns, each);
  return keeps(without) > keeps(decider) ? without : decider;
};
