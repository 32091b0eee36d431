import {
  type EarningSale,
  type PointsDecider,
  pointsEarned,
  pointsKept,
} from "#shared/incentive/points/earned-points.ts";
import { correctWithin } from "#shared/incentive/within-budgets.ts";
import type { DefinitionId, TransactionId } from "#shared/kernel/ids.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import type { Subject } from "#sync-server/commerce/find-sale.ts";
import { readEveryReturnOf } from "#sync-server/storage/commerce/transaction-store.ts";
import type { Earned } from "#sync-server/storage/commerce/transaction-table.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { earnedUnder, isBudgeted, pointsOf, readRoom } from "./budgeted-earned.ts";
import type { FoundReturn } from "./decide-returns.ts";
import { decidersNow, decidersOf } from "./deciders.ts";
import type { Share } from "./point-moves.ts";

/**
 * What a sale earns within the budgets that there are, or a return without one: by itself. A
 * correction has room for what the sale uses of a budget already, and keeps it ([G3]).
 */
export const earnedAlone = async (
  deps: ReadDeps,
  programme: Programme,
  { before, fields, supposed }: Subject,
  {
    sale,
    was,
    found = [],
  }: {
    readonly sale: EarningSale;
    readonly was: Share | null;
    readonly found?: readonly FoundReturn[];
  },
): Promise<EarnedAlone> => {
  // What a guest's transaction would have earned hasn't been decided yet.
  const decided = was && was.holder !== null ? was.earned : null;
  const deciders = decided
    ? await decidersOf(deps, programme, decided)
    : await decidersNow(deps, programme, fields, supposed);
  const settled = before && decided?.some(isBudgeted) ? await readVoidReturns(deps, before.id) : [];
  const own = found.filter((each) => before !== null && each.before.saleId === before.id);
  const held = [...(decided ?? []), ...own.flatMap((each) => each.before.earned), ...settled];
  const { hasRoom, asked } = await readRoom(deps, programme, deciders, {
    holder: fields.profileId,
    held,
  });
  const goods = found.map((each) => each.goods);
  const earned = deciders.map((decider): Earned => {
    const had = (id: DefinitionId) => pointsOf(held, id);
    const within = correctWithin(sale, goods, decider, { hasRoom, had });
    if (within.isSpent) return spentUnder(within.decider);
    const alone = earnedUnder(within.decider, pointsEarned(sale, within.decider), {
      held: settled,
      pointsBy: (rate) => pointsKept(sale, [], within.decider, rate),
    });
    return limitedTo(alone, within.decider);
  });
  const spent = (decided ?? []).filter(({ isSpent }) => isSpent);
  return { earned: [...earned, ...spent], settled, asked };
};

type EarnedAlone = {
  readonly earned: readonly Earned[];
  /** What its void returns have earned, which is nothing but a part of the use of budgets. */
  readonly settled: readonly Earned[];
  readonly asked: ReadonlySet<DefinitionId>;
};

/** The same with the most that it keeps, which corrections and returns must know. */
const limitedTo = (earned: Earned, { keptMax }: PointsDecider): Earned => {
  if (keptMax === undefined) return earned;
  const { all, byRate } = keptMax;
  const rates = earned.rates?.map((rate) => {
    const most = byRate.get(rate.rateId);
    return most === undefined ? rate : { ...rate, keptMax: most };
  });
  return { ...earned, keptMax: all, ...(rates && { rates }) };
};

/** What is earned under a definition whose budget has no room. */
const spentUnder = ({ definition: { id, version } }: PointsDecider): Earned => ({
  definitionId: id,
  version,
  points: 0,
  isSpent: true,
});

/** What void returns of a sale still hold: they settle what other returns used before ([G4]). */
const readVoidReturns = async (deps: ReadDeps, saleId: TransactionId): Promise<readonly Earned[]> =>
  (await readEveryReturnOf(deps, saleId))
    .filter(({ isVoid }) => isVoid)
    .flatMap(({ earned }) => earned);
