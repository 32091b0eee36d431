import {
  addUse,
  type Budget,
  type BudgetUse,
  limitReached,
  NO_USE,
  stopsIssues,
  subtractUse,
  usedOf,
} from "#shared/incentive/budget.ts";
import { budgetOfPoints } from "#shared/incentive/budget-use.ts";
import type { PointsDecider } from "#shared/incentive/points/earned-points.ts";
import type { Rate } from "#shared/incentive/points/rate.ts";
import type { HasRoom } from "#shared/incentive/within-budgets.ts";
import type { DefinitionId, ProfileId } from "#shared/kernel/ids.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import { type BudgetChange, budgetsEarned, type HeldEarned } from "#sync-server/ledger/budgets.ts";
import type { Earned } from "#sync-server/storage/commerce/transaction-table.ts";
import { readBudgetUses } from "#sync-server/storage/incentive/budget-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/** The budgets that a decision depends on: it is only final once they are locked ([G3]). */
export type AskedRoom = { readonly hasRoom: HasRoom; readonly asked: ReadonlySet<DefinitionId> };

/**
 * What the budgets of these deciders have room for, given what the sale and its returns use of them
 * already. A version without a budget isn't limited, and limits are those of today ([G2]). Reads
 * nothing if no budget can stop anything.
 */
export const readRoom = async (
  deps: ReadDeps,
  { definitions }: Programme,
  deciders: readonly PointsDecider[],
  { holder, held }: { readonly holder: ProfileId | null; readonly held: readonly Earned[] },
): Promise<AskedRoom> => {
  const now = new Map<DefinitionId, Budget | null>(
    [...definitions.point, ...definitions.rate].map(({ id, budget }) => [id, budget]),
  );
  const limited = deciders
    .flatMap(({ definition, rates }) => [definition, ...rates])
    .filter(({ id, budget }) => budget !== null && stopsIssues(now.get(id)))
    .map(({ id }) => id);
  const usesSoFar = await readBudgetUses(deps, [...new Set(limited)], holder);
  const asked = new Set<DefinitionId>();
  const hasRoom: HasRoom = ({ id }, use) => {
    const budget = now.get(id) ?? null;
    if (budget === null || !limited.includes(id)) return true;
    const added = subtractUse(use, heldOf(held, id));
    // What doesn't grow always fits, whatever others use: nobody has to wait for it.
    if (usedOf(budget, added) <= 0) return true;
    asked.add(id);
    return limitReached(budget, usesSoFar(id), added) === null;
  };
  return { hasRoom, asked };
};

/** Whether a transaction has used a budget. */
export const isBudgeted = ({ used, rates = [] }: Earned): boolean =>
  used !== undefined || rates.some((rate) => rate.used !== undefined);

/** What transactions use of the budget of a definition or rate. */
const heldOf = (held: readonly Earned[], id: DefinitionId): BudgetUse =>
  sharesOf(held, id).reduce((sum, { used }) => (used ? addUse(sum, used) : sum), NO_USE);

/** What transactions have earned under a definition or by a rate. */
export const pointsOf = (held: readonly Earned[], id: DefinitionId): number =>
  sharesOf(held, id).reduce((sum, { points = 0 }) => sum + points, 0);

/** What each of these earned under a definition or by a rate: no two have one id. */
const sharesOf = (held: readonly Earned[], id: DefinitionId): readonly Share[] =>
  held.flatMap((earned): readonly Share[] =>
    earned.definitionId === id
      ? [earned]
      : (earned.rates ?? []).filter(({ rateId }) => rateId === id),
  );

type Share = {
  readonly points?: number | undefined;
  readonly used?: BudgetUse | undefined;
};

/**
 * What a transaction earns under a decider, with its use of the budgets: so much that it and those
 * which belong with it (`held`) use together what they keep, in whatever order they came ([G4]).
 */
export const earnedUnder = (
  { definition, rates, spentRates = [] }: PointsDecider,
  points: number,
  { held, pointsBy }: { readonly held: readonly Earned[]; readonly pointsBy: PointsBy },
): Earned => {
  const use = (id: DefinitionId, more: number): BudgetUse =>
    subtractUse(budgetOfPoints(pointsOf(held, id) + more, definition), heldOf(held, id));
  const byRate = rates.map((rate) => {
    const named = { rateId: rate.id, version: rate.version };
    if (rate.budget === null && rate.funding.length === 0) return named;
    const own = pointsBy(rate);
    return {
      ...named,
      points: own,
      ...(rate.budget !== null && { used: use(rate.id, own) }),
    };
  });
  const spent = spentRates.map(({ id, version }) => ({
    rateId: id,
    version,
    isSpent: true as const,
  }));
  const all = [...byRate, ...spent];
  const { id: definitionId, version } = definition;
  return {
    definitionId,
    version,
    points,
    ...(definition.budget !== null && { used: use(definitionId, points) }),
    ...(all.length > 0 && { rates: all }),
  };
};

/** How many points a transaction earns by one rate; negative if it takes them back. */
type PointsBy = (rate: Rate) => number;

/** How a decision changes what the holders of transactions use of budgets. */
export const budgetsMoved = (
  changes: readonly { readonly was: HeldEarned | null; readonly is: HeldEarned }[],
): readonly BudgetChange[] =>
  changes.flatMap(({ was, is }) => [
    ...budgetsEarned(was).map(({ use, ...rest }) => ({ ...rest, use: subtractUse(NO_USE, use) })),
    ...budgetsEarned(is),
  ]);
