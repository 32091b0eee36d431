import {
  type EarningSale,
  type PointsDecider,
  pointsKept,
  type ReturnedGoods,
} from "#shared/incentive/points/earned-points.ts";
import type { TransactionId } from "#shared/kernel/ids.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import { findReturnsOf, type Subject } from "#sync-server/commerce/find-sale.ts";
import { readItemsOf } from "#sync-server/storage/commerce/transaction-item-store.ts";
import { readEveryReturnOf } from "#sync-server/storage/commerce/transaction-store.ts";
import type { Earned, TransactionRecord } from "#sync-server/storage/commerce/transaction-table.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { earnedUnder, isBudgeted, pointsOf } from "./budgeted-earned.ts";
import { decidersOf } from "./deciders.ts";
import { returnedGoodsOf } from "./earning-sale.ts";
import { readEarningSale } from "./read-earning-sale.ts";

/** A return as it was before it is decided, with what came back. */
export type FoundReturn = {
  readonly before: TransactionRecord;
  readonly goods: ReturnedGoods;
};

/** A return with what it earns now; negative if it takes points back. */
export type ReturnDecision = {
  readonly before: TransactionRecord;
  readonly earned: readonly Earned[];
  /** The sale that it belongs to; null for one that is being written. */
  readonly saleId: TransactionId | null;
};

/** A sale, with what it earns and what its void returns still hold ([G4]). */
type SoldAndEarned = {
  readonly sale: EarningSale;
  readonly earned: readonly Earned[];
  readonly settled: readonly Earned[];
};

/** The returns that belong to a sale that is being written, with what came back. */
export const findReturned = async (
  deps: ReadDeps,
  subject: Subject,
): Promise<readonly FoundReturn[]> =>
  withGoods(deps, await findReturnsOf(deps, subject), subject.fields);

const withGoods = async (
  deps: ReadDeps,
  found: readonly TransactionRecord[],
  sale: Subject["fields"],
): Promise<readonly FoundReturn[]> => {
  if (found.length === 0) return [];
  const itemsOf = await readItemsOf(
    deps,
    found.map(({ id }) => id),
  );
  return found.map((before) => ({
    before,
    goods: returnedGoodsOf(before, itemsOf.get(before.id) ?? [], sale),
  }));
};

/** The returns of a sale that is being written and earns this. */
export const decideReturnsOf = async (
  deps: ReadDeps,
  programme: Programme,
  found: readonly FoundReturn[],
  sold: SoldAndEarned & { readonly id: TransactionId | null },
): Promise<readonly ReturnDecision[]> =>
  found.length === 0
    ? []
    : decideInOrder(await decidersOf(deps, programme, sold.earned), sold, [], found);

/** What becomes of a sale's returns when one of them is written. */
type AmongReturns = {
  /** What that one earns; nothing if it doesn't belong to the sale. */
  readonly earned: readonly Earned[];
  /** Those after it that earn something else now. */
  readonly later: readonly ReturnDecision[];
  readonly sold: EarningSale;
};

/**
 * Decides a return among those of its sale, in the order of their numbers: it after those before
 * it, and those after it again, because each takes what those before it have left ([P5]). So void
 * and live returns come to what the live ones alone would have. Without `fields` it has left the
 * sale. A guest's sale has earned nothing yet.
 */
export const decideAmongReturns = async (
  deps: ReadDeps,
  programme: Programme,
  sale: TransactionRecord,
  written: Pick<Subject, "before" | "items"> & { readonly fields: Subject["fields"] | null },
): Promise<AmongReturns> => {
  const items = (await readItemsOf(deps, [sale.id])).get(sale.id) ?? [];
  const sold = await readEarningSale(deps, { fields: sale, items });
  if (sale.profileId === null) return { earned: [], later: [], sold };
  const { before, fields } = written;
  const all = await readEveryReturnOf(deps, sale.id);
  const others = all.filter(({ id }) => id !== before?.id);
  const live = await withGoods(
    deps,
    others.filter(({ isVoid }) => !isVoid),
    sale,
  );
  const isEarlier = (id: TransactionId) => before === null || id < before.id;
  const earlier = live
    .filter((each) => isEarlier(each.before.id))
    .map((each) => ({ ...each, earned: each.before.earned }));
  const later = live.filter((each) => !isEarlier(each.before.id));
  const isLimited = sale.earned.some(isBudgeted);
  const settled = isLimited
    ? others.filter(({ isVoid }) => isVoid).flatMap(({ earned }) => earned)
    : [];
  const deciders = await decidersOf(deps, programme, sale.earned);
  const known = { id: sale.id, sale: sold, earned: sale.earned, settled };
  const again = (of: SoldAndEarned & Pick<TransactionRecord, "id">, first: readonly Returned[]) =>
    decideInOrder(deciders, of, first, later).filter(
      (each) => JSON.stringify(each.earned) !== JSON.stringify(each.before.earned),
    );
  if (fields === null) return { earned: [], later: again(known, earlier), sold };
  const goods = returnedGoodsOf(fields, written.items, sale);
  const returned = { goods, isVoid: fields.isVoid };
  const own = { goods, earned: earnedWith(deciders, known, earlier, returned) };
  const decided = fields.isVoid
    ? again({ ...known, settled: [...settled, ...own.earned] }, earlier)
    : again(known, [...earlier, own]);
  return { earned: own.earned, later: decided, sold };
};

/** Each of these returns after those before it. */
const decideInOrder = (
  deciders: readonly PointsDecider[],
  sold: SoldAndEarned & { readonly id: TransactionId | null },
  first: readonly Returned[],
  next: readonly FoundReturn[],
): readonly ReturnDecision[] => {
  const decided: (FoundReturn & Returned)[] = [];
  for (const each of next) {
    const others = [...first, ...decided];
    decided.push({ ...each, earned: earnedWith(deciders, sold, others, each) });
  }
  return decided.map(({ before, earned }) => ({ before, earned, saleId: sold.id }));
};

/** A return that was decided, with what came back. */
type Returned = { readonly goods: ReturnedGoods; readonly earned: readonly Earned[] };

/** What a return takes back, given its sale and the other returns of it. */
const earnedWith = (
  deciders: readonly PointsDecider[],
  { sale, earned, settled }: SoldAndEarned,
  others: readonly Returned[],
  returned: { readonly goods: ReturnedGoods; readonly isVoid?: boolean },
): readonly Earned[] => {
  const goods = [...others, returned].map((each) => each.goods);
  const held = [earned, settled, ...others.map((each) => each.earned)].flat();
  return deciders.map((decider) => {
    const taken = (kept: number, had: number) => (returned.isVoid ? 0 : Math.min(0, kept - had));
    const points = taken(pointsKept(sale, goods, decider), pointsOf(held, decider.definition.id));
    return earnedUnder(decider, points, {
      held,
      pointsBy: (rate) => taken(pointsKept(sale, goods, decider, rate), pointsOf(held, rate.id)),
    });
  });
};
