import { activationsOf } from "#shared/incentive/points/pending-points.ts";
import type { PointChange } from "#shared/incentive/points/transaction-points.ts";
import type { DefinitionId, ProfileId, TransactionId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import { findSaleOf, type Subject } from "#sync-server/commerce/find-sale.ts";
import { readTransaction } from "#sync-server/storage/commerce/transaction-store.ts";
import type { Earned, TransactionRecord } from "#sync-server/storage/commerce/transaction-table.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import {
  decideAmongReturns,
  decideReturnsOf,
  findReturned,
  type ReturnDecision,
} from "./decide-returns.ts";
import { earnedAlone } from "./earned-alone.ts";
import { type EarnedChange, movesOf, shareOf } from "./point-moves.ts";
import { readEarningSale } from "./read-earning-sale.ts";
import { withinWhatWasSpent } from "./without-original.ts";

/** What writing a sale or return does to points. */
export type PointDecision = {
  /** The sale that a return belongs to. */
  readonly saleId: TransactionId | null;
  /** What the transaction earns; negative if it takes points back. */
  readonly earned: readonly Earned[];
  /** Returns of the sale, with what they earn now. */
  readonly returns: readonly ReturnDecision[];
  /** The account that holds the points: the sale's, no matter who the return names ([P5]). */
  readonly holder: ProfileId | null;
  /** What each transaction that is decided had earned, and what it earns now. */
  readonly changes: readonly EarnedChange[];
  /** Returns that were written before this sale, which they belong to now ([P13]). */
  readonly joining: readonly JoiningReturn[];
  /** Returns that somebody else holds now, and who held them before. */
  readonly handedOver: readonly HandedOver[];
  /** The points that move, by account, but for those of `joining`; only those that have any. */
  readonly moves: ReadonlyMap<ProfileId, readonly PointChange[]>;
  /** The budgets that it depends on: it is final once they are locked ([G3]). */
  readonly budgets: ReadonlySet<DefinitionId>;
};

/** A return that was decided without its sale, and how it changes. */
export type JoiningReturn = { readonly record: TransactionRecord; readonly change: EarnedChange };

/** A return whose sale has become somebody's, or has arrived after it. */
type HandedOver = { readonly record: TransactionRecord; readonly from: ProfileId | null };

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
  const was = before && shareOf(before, await holderOf(deps, before));
  const holder = sale ? sale.profileId : fields.profileId;
  const among = sale && (await decideAmongReturns(deps, programme, sale, subject));
  const left = await decideThoseLeft(deps, programme, before, sale);
  const alone = async () => {
    const earning = await readEarningSale(deps, subject);
    const decided = before?.saleId === null ? was : null;
    const asked = { sale: earning, was: decided };
    const { earned } = await earnedAlone(deps, programme, subject, asked);
    return holder === null || fields.linkedReceiptRef !== null
      ? earned
      : withinWhatWasSpent(deps, programme, holder, earned, decided?.earned ?? []);
  };
  const earned = among ? among.earned : holder === null ? [] : await alone();
  const returns = [...(among?.later ?? []), ...left];
  const later = await Promise.all(returns.map((each) => changeOf(deps, each)));
  const changes = [{ was, is: shareOf({ ...fields, earned }, holder) }, ...later];
  const moves = await movesOf(deps, programme, changes, {
    holder,
    // A return that no longer takes as much gives points back as the sale had earned them.
    activationsOf: (decider) =>
      sale && among ? activationsOf(among.sold, decider, whenOf(sale)) : [],
  });
  const saleId = sale?.id ?? null;
  // A return only gives back, and what is taken from it isn't a new issue ([G5]).
  const budgets = NO_BUDGETS;
  const none = { joining: [], handedOver: [] };
  return { saleId, earned, returns, holder, changes, ...none, moves, budgets };
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

/** How another return of the same sale changes with the one that is written. */
const changeOf = async (
  deps: ReadDeps,
  { before, earned }: ReturnDecision,
): Promise<EarnedChange> => {
  const holder = await holderOf(deps, before);
  return { was: shareOf(before, holder), is: shareOf({ ...before, earned }, holder) };
};

const decideSale = async (
  deps: ReadDeps,
  programme: Programme,
  subject: Subject,
): Promise<PointDecision> => {
  const { before, fields } = subject;
  const { profileId: holder } = fields;
  const was = before && shareOf(before, await holderOf(deps, before));
  const sale = await readEarningSale(deps, subject);
  const found = await findReturned(deps, subject);
  const {
    earned,
    settled,
    asked: budgets,
  } = holder === null
    ? { earned: [], settled: [], asked: NO_BUDGETS }
    : await earnedAlone(deps, programme, subject, { sale, was, found });
  const sold = { id: before?.id ?? null, sale, earned, settled };
  const returns = await decideReturnsOf(deps, programme, found, sold);
  const isOurs = (record: TransactionRecord) => before !== null && record.saleId === before.id;
  const changed = await Promise.all(
    returns.map(async ({ before: record, earned: takes }) => {
      const held = isOurs(record) ? (before?.profileId ?? null) : await holderOf(deps, record);
      const is = shareOf({ ...record, earned: takes }, holder);
      return { record, from: held, change: { was: shareOf(record, held), is } };
    }),
  );
  const joining = changed.filter(({ record }) => !isOurs(record));
  const own = { was, is: shareOf({ ...fields, earned }, holder) };
  const ours = changed.filter(({ record }) => isOurs(record)).map(({ change }) => change);
  const changes = [own, ...ours, ...joining.map(({ change }) => change)];
  const moves = await movesOf(deps, programme, [own, ...ours], {
    holder,
    activationsOf: (decider) => activationsOf(sale, decider, whenOf(fields)),
  });
  const handedOver = changed.filter(({ from }) => from !== holder);
  return { saleId: null, earned, returns, holder, changes, joining, handedOver, moves, budgets };
};

const NO_BUDGETS: ReadonlySet<DefinitionId> = new Set();

/** The account that holds what a transaction has earned or taken back. */
const holderOf = async (deps: ReadDeps, record: TransactionRecord): Promise<ProfileId | null> => {
  if (record.saleId === null) return record.profileId;
  return (await readTransaction(deps, record.saleId))?.profileId ?? null;
};

const whenOf = ({ transactedAt, timezone }: Subject["fields"]) => ({ at: transactedAt, timezone });
