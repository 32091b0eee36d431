import {
  type EarningSale,
  type PointsDecider,
  pointsEarned,
  pointsKept,
  type ReturnedGoods,
} from "#shared/incentive/earned-points.ts";
import { type Activation, activationsOf } from "#shared/incentive/pending-points.ts";
import type { PointDefinition } from "#shared/incentive/point.ts";
import type { PointChange } from "#shared/incentive/transaction-points.ts";
import type { DefinitionId, ProfileId, TransactionId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readItemsOf } from "#sync-server/storage/transaction-item-store.ts";
import { readReturnsOf, readTransaction } from "#sync-server/storage/transaction-store.ts";
import type { Earned, TransactionRecord } from "#sync-server/storage/transaction-table.ts";
import { decidersNow, decidersOf } from "./deciders.ts";
import { returnedGoodsOf } from "./earning-sale.ts";
import { findReturnsOf, findSaleOf, type Subject } from "./find-sale.ts";
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
};

/** What a transaction had earned, if it was known, and what it earns now. */
export type EarnedChange = { readonly was: Share | null; readonly is: Share };

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
    return earnedAlone(deps, programme, subject, { sale: earning, was: decided });
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
  return { saleId: sale?.id ?? null, earned, returns: [], holder, changes, moves };
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
  const earned = holder === null ? [] : await earnedAlone(deps, programme, subject, { sale, was });
  const returns = await decideReturnsOf(deps, programme, subject, { sale, earned });
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
  return { saleId: null, earned, returns, holder, changes, moves };
};

/** The returns of a sale that earns this, each decided after those before it. */
const decideReturnsOf = async (
  deps: ReadDeps,
  programme: Programme,
  subject: Subject,
  sold: SoldAndEarned,
): Promise<readonly ReturnDecision[]> => {
  const found = await findReturnsOf(deps, subject);
  if (found.length === 0) return [];
  const itemsOf = await readItemsOf(deps, idsOf(found));
  const deciders = await decidersOf(deps, programme, sold.earned);
  const decided: (Returned & { readonly before: TransactionRecord })[] = [];
  for (const before of found) {
    const goods = returnedGoodsOf(before, itemsOf.get(before.id) ?? []);
    const returned = { goods, isVoid: before.isVoid };
    decided.push({ ...returned, before, earned: earnedWith(deciders, sold, decided, returned) });
  }
  return decided;
};

/** The account that holds what a transaction has earned or taken back. */
const holderOf = async (deps: ReadDeps, record: TransactionRecord): Promise<ProfileId | null> => {
  if (record.saleId === null) return record.profileId;
  return (await readTransaction(deps, record.saleId))?.profileId ?? null;
};

/** What a sale earns, or a return without one: by itself. */
export const earnedAlone = async (
  deps: ReadDeps,
  programme: Programme,
  { fields, supposed }: Subject,
  { sale, was }: { readonly sale: EarningSale; readonly was: Share | null },
): Promise<readonly Earned[]> => {
  // What a guest's transaction would have earned hasn't been decided yet.
  const decided = was && was.holder !== null ? was.earned : null;
  const deciders = decided
    ? await decidersOf(deps, programme, decided)
    : await decidersNow(deps, programme, fields, supposed);
  return deciders.map((decider) => earnedUnder(decider, pointsEarned(sale, decider)));
};

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
  return earnedWith(
    deciders,
    { sale: sold, earned },
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

type SoldAndEarned = { readonly sale: EarningSale; readonly earned: readonly Earned[] };

/** What a return takes back, given its sale and the other returns of it. */
const earnedWith = (
  deciders: readonly PointsDecider[],
  { sale, earned }: SoldAndEarned,
  others: readonly Returned[],
  returned: Omit<Returned, "earned">,
): readonly Earned[] => {
  const goods = [...others, returned].map((each) => each.goods);
  const held = [earned, ...others.map((each) => each.earned)].flat();
  return deciders.map((decider) => {
    const kept = pointsKept(sale, goods, decider) - pointsUnder(held, decider.definition);
    return earnedUnder(decider, returned.isVoid ? 0 : Math.min(0, kept));
  });
};

const earnedUnder = (
  { definition: { id, version }, rates }: PointsDecider,
  points: number,
): Earned => ({
  definitionId: id,
  version,
  points,
  ...(rates.length > 0 && {
    rates: rates.map((rate) => ({ rateId: rate.id, version: rate.version })),
  }),
});

const pointsUnder = (held: readonly Earned[], definition: PointDefinition): number =>
  held
    .filter((earned) => earned.definitionId === definition.id)
    .reduce((sum, earned) => sum + earned.points, 0);

/** What a transaction has earned, on whose account, and when it happened. */
type Share = {
  readonly holder: ProfileId | null;
  readonly earned: readonly Earned[];
  readonly at: Instant;
};

const shareOf = (
  { earned, transactedAt }: Pick<TransactionRecord, "earned" | "transactedAt">,
  holder: ProfileId | null,
): Share => ({ holder, earned, at: transactedAt });

/**
 * Adds up the differences by account and definition, so that each moves at most once. Points that
 * the sale's holder earns may be pending ([P9]); those that somebody else gets back never are.
 */
const movesOf = async (
  deps: ReadDeps,
  programme: Programme,
  changes: readonly EarnedChange[],
  pending: {
    readonly holder: ProfileId | null;
    readonly activationsOf: (decider: PointsDecider) => readonly Activation[];
  },
): Promise<ReadonlyMap<ProfileId, readonly PointChange[]>> => {
  const sums = new Map<ProfileId, Map<DefinitionId, Earned>>();
  const add = ({ holder, earned }: Share, sign: 1 | -1): void => {
    if (holder === null) return;
    const sum = sums.get(holder) ?? new Map<DefinitionId, Earned>();
    sums.set(holder, sum);
    for (const each of earned) {
      const points = (sum.get(each.definitionId)?.points ?? 0) + sign * each.points;
      sum.set(each.definitionId, { ...each, points });
    }
  };
  for (const { was } of changes) if (was) add(was, -1);
  for (const { is } of changes) add(is, 1);
  const moves = new Map<ProfileId, readonly PointChange[]>();
  for (const [holder, sum] of sums) {
    const moved = [...sum.values()].filter(({ points }) => points !== 0);
    const deciders = await decidersOf(deps, programme, moved);
    const changed = deciders.map((decider, index) => {
      const points = moved[index]?.points ?? 0;
      const waits = points > 0 && holder === pending.holder;
      const activations = waits ? pending.activationsOf(decider) : [];
      return { definition: decider.definition, points, activations };
    });
    if (changed.length > 0) moves.set(holder, changed);
  }
  return moves;
};
