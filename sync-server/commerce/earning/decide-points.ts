import { activationsOf } from "#shared/incentive/points/pending-points.ts";
import type { PointChange } from "#shared/incentive/points/transaction-points.ts";
import type { DefinitionId, ProfileId, TransactionId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import { findSaleOf, type Subject } from "#sync-server/commerce/find-sale.ts";
import { readHolder, readHolders } from "#sync-server/storage/commerce/holding.ts";
import { readTransaction } from "#sync-server/storage/commerce/transaction-store.ts";
import type { TransactionRecord } from "#sync-server/storage/commerce/transaction-table.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import {
  decideAmongReturns,
  decideReturnsOf,
  findReturned,
  type ReturnDecision,
} from "./decide-returns.ts";
import { earnedAlone } from "./earned-alone.ts";
import {
  type EarnedChange,
  movesOf,
  type ReturnChange,
  type Share,
  shareOf,
} from "./point-moves.ts";
import { readEarningSale } from "./read-earning-sale.ts";
import { withinWhatWasHad } from "./without-original.ts";

/** What writing a sale or return does to points. */
export type PointDecision = {
  /** The sale that a return belongs to. */
  readonly saleId: TransactionId | null;
  /** What it earns itself, negative if it takes points back, and who holds that ([P5]). */
  readonly own: EarnedChange;
  /** The returns that are decided again with it. */
  readonly returns: readonly ReturnChange[];
  /** The points that move, by account, but for those of joining returns; only those with any. */
  readonly moves: ReadonlyMap<ProfileId, readonly PointChange[]>;
  /** The budgets that it depends on: it is final once they are locked ([G3]). */
  readonly budgets: ReadonlySet<DefinitionId>;
};

/** How each transaction changes that is decided. */
export const changesOf = ({
  own,
  returns,
}: Pick<PointDecision, "own" | "returns">): readonly EarnedChange[] => [own, ...returns];

/** The same without joining returns, whose points move after the sale's own ([P13]). */
export const changesAtOnce = ({
  own,
  returns,
}: Pick<PointDecision, "own" | "returns">): readonly EarnedChange[] => [
  own,
  ...returns.filter(({ isJoining }) => !isJoining),
];

/**
 * Decides what a sale or return earns, and which points move because of it. A sale earns at today's
 * rates, or at those that decided it before. A return of a known sale takes back at that sale's
 * rates, from the account that holds them, so that together they hold the points for what was kept
 * ([P1], [P5]); it never adds any. A return that arrives before its sale is decided again with it.
 */
export const decidePoints = (
  deps: ReadDeps & Timed,
  programme: Programme,
  subject: Subject,
): Promise<PointDecision> =>
  subject.fields.totalCents < 0
    ? decideReturn(deps, programme, subject)
    : decideSale(deps, programme, subject);

type Timed = { readonly now: Instant };

const decideReturn = async (
  deps: ReadDeps & Timed,
  programme: Programme,
  subject: Subject,
): Promise<PointDecision> => {
  const { before, fields } = subject;
  const sale = await findSaleOf(deps, subject);
  const was = before && (await readShare(deps, before));
  const holder = sale ? sale.profileId : fields.profileId;
  const among = sale && (await decideAmongReturns(deps, programme, sale, subject));
  const left = await decideThoseLeft(deps, programme, before, sale);
  const alone = async () => {
    const earning = await readEarningSale(deps, subject);
    const decided = before?.saleId === null ? was : null;
    const asked = { sale: earning, was: decided };
    const { earned } = await earnedAlone(deps, programme, subject, asked);
    const at = fields.transactedAt;
    const taken = { earned, was: decided?.earned ?? [], at };
    return holder === null ? earned : withinWhatWasHad(deps, programme, holder, taken);
  };
  const earned = among ? among.earned : holder === null ? [] : await alone();
  const own = { was, is: shareOf({ ...fields, earned }, holder) };
  const changed = await withShares(deps, [...(among?.later ?? []), ...left]);
  const returns = changed.map(({ before: record, earned: takes, saleId, was: share }) => ({
    ...{ record, saleId, isJoining: false, was: share },
    is: { ...share, earned: takes },
  }));
  const moves = await movesOf(deps, programme, [own, ...returns], {
    holder,
    // A return that no longer takes as much gives points back as the sale had earned them.
    activationsOf: (decider) =>
      sale && among ? activationsOf(among.sold, decider, whenOf(sale)) : [],
  });
  // A return only gives back, and what is taken from it isn't a new issue ([G5]).
  return { saleId: sale?.id ?? null, own, returns, moves, budgets: NO_BUDGETS };
};

/** The other returns of the sale that a return has belonged to, if it is of another one now. */
const decideThoseLeft = async (
  deps: ReadDeps,
  programme: Programme,
  before: TransactionRecord | null,
  now: TransactionRecord | null,
): Promise<readonly ReturnDecision[]> => {
  const left = before && before.saleId !== now?.id ? before.saleId : null;
  const sale = left === null ? null : await readTransaction(deps, left);
  if (!sale) return [];
  const written = { before, fields: null, items: [] };
  return (await decideAmongReturns(deps, programme, sale, written)).later;
};

const decideSale = async (
  deps: ReadDeps,
  programme: Programme,
  subject: Subject,
): Promise<PointDecision> => {
  const { before, fields } = subject;
  const { profileId: holder } = fields;
  const was = before && (await readShare(deps, before));
  const sale = await readEarningSale(deps, subject);
  const found = await findReturned(deps, subject);
  const {
    earned,
    settled,
    asked: budgets,
  } = holder === null
    ? { earned: [], settled: [], asked: NO_BUDGETS }
    : await earnedAlone(deps, programme, subject, { sale, was, found });
  const own = { was, is: shareOf({ ...fields, earned }, holder) };
  const sold = { id: before?.id ?? null, sale, earned, settled };
  const decided = await decideReturnsOf(deps, programme, found, sold);
  const changed = await withShares(deps, decided);
  const returns = changed.map(({ before: record, earned: takes, saleId, was: share }) => ({
    ...{ record, saleId, was: share },
    isJoining: saleId === null || record.saleId !== saleId,
    is: shareOf({ ...record, earned: takes }, holder),
  }));
  const moves = await movesOf(deps, programme, changesAtOnce({ own, returns }), {
    holder,
    activationsOf: (decider) => activationsOf(sale, decider, whenOf(fields)),
  });
  return { saleId: null, own, returns, moves, budgets };
};

const NO_BUDGETS: ReadonlySet<DefinitionId> = new Set();

/** What a stored transaction has earned so far, and who holds it. */
const readShare = async (deps: ReadDeps, record: TransactionRecord): Promise<Share> =>
  shareOf(record, await readHolder(deps, record));

/** Returns as they are decided, with what they had earned. */
const withShares = async (deps: ReadDeps, decided: readonly ReturnDecision[]) => {
  const holders = await readHolders(
    deps,
    decided.map(({ before }) => before),
  );
  return decided.map((each, index) => ({
    ...each,
    was: shareOf(each.before, holders[index] ?? null),
  }));
};

const whenOf = ({ transactedAt, timezone }: Subject["fields"]) => ({ at: transactedAt, timezone });
