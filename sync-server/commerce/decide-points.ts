import {
  type EarningSale,
  type PointsDecider,
  pointsEarned,
  pointsKept,
  type ReturnedGoods,
} from "#shared/incentive/earned-points.ts";
import { activationsOf } from "#shared/incentive/pending-points.ts";
import type { PointChange } from "#shared/incentive/transaction-points.ts";
import { stayWithin } from "#shared/incentive/within-budgets.ts";
import type { DefinitionId, ProfileId, TransactionId } from "#shared/kernel/ids.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readItemsOf } from "#sync-server/storage/transaction-item-store.ts";
import {
  readEveryReturnOf,
  readReturnsOf,
  readTransaction,
} from "#sync-server/storage/transaction-store.ts";
import type { Earned, TransactionRecord } from "#sync-server/storage/transaction-table.ts";
import { earnedUnder, pointsOf, readRoom } from "./budgeted-earned.ts";
import { decidersNow, decidersOf } from "./deciders.ts";
import { returnedGoodsOf } from "./earning-sale.ts";
import { findReturnsOf, findSaleOf, type Subject } from "./find-sale.ts";
import { type EarnedChange, movesOf, type Share, shareOf } from "./point-moves.ts";
import { readEarningSale } from "./read-earning-sale.ts";

/** What writing a sale or return does to points. */
export type PointDecision = {
  /** The sale that a return belongs to. */
  readonly saleId: TransactionId | null;
  /** What the transaction earns; negative if it takes points back. */
  readonly earned: readonly Earned[];
  /** Returns of the sale, with what they earn now. */
  readonly returns: readonly ReturnDecision[];
  /** The account that holds the points: the sale's, whoever the return names ([P5]). */
  readonly holder: ProfileId | null;
  /** What each transaction that is decided had earned, and what it earns now. */
  readonly changes: readonly EarnedChange[];
  /** The points that move, by account; only those that have any. */
  readonly moves: ReadonlyMap<ProfileId, readonly PointChange[]>;
  /** The budgets that it depends on: it is final once they are locked ([G3]). */
  readonly budgets: ReadonlySet<DefinitionId>;
};

type ReturnDecision = {
  readonly before: TransactionRecord;
  readonly earned: readonly Earned[];
};

/**
 * Decides what a sale or return earns, and which points move because of it. A sale earns at today's
 * rates, or at those that decided it before. A return of a known sale takes back at that sale's
 * rates, from the account that holds them, so that together they hold the points for what was kept
 * ([P1], [P5]); it never adds any. A return that arrives before its sale is decided again with it.
 */
export const decidePoints = (
  deps: ReadDeps,
  programme: Programme,
  subject: Subject,
): Promise<PointDecision> =>
  subject.fields.totalCents < 0
    ? decideReturn(deps, programme, subject)
    : decideSale(deps, programme, subject);

const decideReturn = async (
  deps: ReadDeps,
  programme: Programme,
  subject: Subject,
): Promise<PointDecision> => {
  const { before, fields } = subject;
  const sale = await findSaleOf(deps, subject);
  const sold = sale && (await readSold(deps, sale));
  const was = before && shareOf(before, await holderOf(deps, before));
  const holder = sale ? sale.profileId : fields.profileId;
  const alone = async () => {
    const earning = await readEarningSale(deps, subject);
    const decided = before?.saleId === null ? was : null;
    return (await earnedAlone(deps, programme, subject, { sale: earning, was: decided })).earned;
  };
  const earned =
    holder === null
      ? []
      : sale && sold
        ? await earnedByReturn(deps, programme, subject, { ...sale, sold })
        : await alone();
  const changes = [{ was, is: shareOf({ ...fields, earned }, holder) }];
  const moves = await movesOf(deps, programme, changes, {
    holder,
    // A return that no longer takes as much gives points back as the sale had earned them.
    activationsOf: (decider) => (sale && sold ? activationsOf(sold, decider, whenOf(sale)) : []),
  });
  const saleId = sale?.id ?? null;
  // A return only gives back, and what is taken from it isn't a new issue ([G5]).
  return { saleId, earned, returns: [], holder, changes, moves, budgets: new Set() };
};

const decideSale = async (
  deps: ReadDeps,
  programme: Programme,
  subject: Subject,
): Promise<PointDecision> => {
  const { before, fields } = subject;
  const { profileId: holder } = fields;
  const was = before && shareOf(before, before.profileId);
  const sale = await readEarningSale(deps, subject);
  const found = await findReturned(deps, subject);
  const {
    earned,
    settled,
    asked: budgets,
  } = holder === null
    ? { earned: [], settled: [], asked: NO_BUDGETS }
    : await earnedAlone(deps, programme, subject, { sale, was, found });
  const returns = await decideReturnsOf(deps, programme, found, { sale, earned, settled });
  const changed = await Promise.all(
    returns.map(async (each) => {
      const isOurs = before !== null && each.before.saleId === before.id;
      const held = isOurs ? before.profileId : await holderOf(deps, each.before);
      const is = shareOf({ ...each.before, earned: each.earned }, holder);
      return { was: shareOf(each.before, held), is };
    }),
  );
  const changes = [{ was, is: shareOf({ ...fields, earned }, holder) }, ...changed];
  const moves = await movesOf(deps, programme, changes, {
    holder,
    activationsOf: (decider) => activationsOf(sale, decider, whenOf(fields)),
  });
  return { saleId: null, earned, returns, holder, changes, moves, budgets };
};

const NO_BUDGETS: ReadonlySet<DefinitionId> = new Set();

/** A return as it was before the sale that it belongs to is decided, with what came back. */
type FoundReturn = Omit<Returned, "earned"> & { readonly before: TransactionRecord };

const findReturned = async (deps: ReadDeps, subject: Subject): Promise<readonly FoundReturn[]> => {
  const found = await findReturnsOf(deps, subject);
  if (found.length === 0) return [];
  const itemsOf = await readItemsOf(deps, idsOf(found));
  return found.map((before) => ({
    before,
    goods: returnedGoodsOf(before, itemsOf.get(before.id) ?? []),
    isVoid: before.isVoid,
  }));
};

/** The returns of a sale that earns this, each decided after those before it. */
const decideReturnsOf = async (
  deps: ReadDeps,
  programme: Programme,
  found: readonly FoundReturn[],
  sold: SoldAndEarned,
): Promise<readonly ReturnDecision[]> => {
  if (found.length === 0) return [];
  const deciders = await decidersOf(deps, programme, sold.earned);
  const decided: (FoundReturn & Pick<Returned, "earned">)[] = [];
  for (const each of found) {
    decided.push({ ...each, earned: earnedWith(deciders, sold, decided, each) });
  }
  return decided;
};

/** The account that holds what a transaction has earned or taken back. */
const holderOf = async (deps: ReadDeps, record: TransactionRecord): Promise<ProfileId | null> => {
  if (record.saleId === null) return record.profileId;
  return (await readTransaction(deps, record.saleId))?.profileId ?? null;
};

/**
 * What a sale earns within the budgets that there are, or a return without one: by itself. A
 * correction has room for what the sale uses of a budget already ([G3]).
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
    const within = stayWithin(sale, goods, decider, hasRoom);
    if (within.isSpent) return spentUnder(within.decider);
    return earnedUnder(within.decider, pointsEarned(sale, within.decider), {
      held: settled,
      pointsBy: (rate) => pointsKept(sale, [], within.decider, rate),
    });
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

/** What is earned under a definition whose budget has no room. */
const spentUnder = ({ definition: { id, version } }: PointsDecider): Earned => ({
  definitionId: id,
  version,
  points: 0,
  isSpent: true,
});

const isBudgeted = ({ used, rates = [] }: Earned): boolean =>
  used !== undefined || rates.some((rate) => rate.used !== undefined);

/** What void returns of a sale still hold: they settle what other returns used before ([G4]). */
const readVoidReturns = async (
  deps: ReadDeps,
  saleId: TransactionId,
  except?: TransactionId,
): Promise<readonly Earned[]> =>
  (await readEveryReturnOf(deps, saleId))
    .filter(({ isVoid, id }) => isVoid && id !== except)
    .flatMap(({ earned }) => earned);

const earnedByReturn = async (
  deps: ReadDeps,
  programme: Programme,
  { before, fields, items }: Subject,
  { id, sold, earned }: TransactionRecord & { readonly sold: EarningSale },
): Promise<readonly Earned[]> => {
  const returns = await readReturnsOf(deps, [id]);
  const others = returns.filter((other) => other.id !== before?.id);
  const itemsOf = await readItemsOf(deps, idsOf(others));
  const deciders = await decidersOf(deps, programme, earned);
  const settled = earned.some(isBudgeted) ? await readVoidReturns(deps, id, before?.id) : [];
  return earnedWith(
    deciders,
    { sale: sold, earned, settled },
    others.map((other) => ({
      goods: returnedGoodsOf(other, itemsOf.get(other.id) ?? []),
      isVoid: other.isVoid,
      earned: other.earned,
    })),
    { goods: returnedGoodsOf(fields, items), isVoid: fields.isVoid },
  );
};

/** A sale that is known, as its points depend on it. */
const readSold = async (deps: ReadDeps, sale: TransactionRecord): Promise<EarningSale> => {
  const itemsOf = await readItemsOf(deps, [sale.id]);
  return readEarningSale(deps, { fields: sale, items: itemsOf.get(sale.id) ?? [] });
};

const whenOf = ({ transactedAt, timezone }: Subject["fields"]) => ({ at: transactedAt, timezone });

const idsOf = (transactions: readonly TransactionRecord[]): readonly TransactionId[] =>
  transactions.map((each) => each.id);

type Returned = {
  readonly goods: ReturnedGoods;
  readonly isVoid: boolean;
  readonly earned: readonly Earned[];
};

type SoldAndEarned = { readonly sale: EarningSale } & Pick<EarnedAlone, "earned" | "settled">;

/** What a return takes back, given its sale and the other returns of it. */
const earnedWith = (
  deciders: readonly PointsDecider[],
  { sale, earned, settled }: SoldAndEarned,
  others: readonly Returned[],
  returned: Omit<Returned, "earned">,
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
