import type { PointsDecider } from "#shared/incentive/points/earned-points.ts";
import type { Activation } from "#shared/incentive/points/pending-points.ts";
import type { PointChange } from "#shared/incentive/points/transaction-points.ts";
import type { DefinitionId, ProfileId, TransactionId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import type { Earned, TransactionRecord } from "#sync-server/storage/commerce/transaction-table.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { decidersOf } from "./deciders.ts";

/** What a transaction has earned, on whose account, and when it happened. */
export type Share = {
  readonly holder: ProfileId | null;
  readonly earned: readonly Earned[];
  readonly at: Instant;
};

/** A transaction's share. */
export const shareOf = (
  { earned, transactedAt }: Pick<TransactionRecord, "earned" | "transactedAt">,
  holder: ProfileId | null,
): Share => ({ holder, earned, at: transactedAt });

/** What a transaction had earned, if it was known, and what it earns now. */
export type EarnedChange = { readonly was: Share | null; readonly is: Share };

/** How a return that is stored changes with its sale, or with another return of that. */
export type ReturnChange = {
  /** As it was before. */
  readonly record: TransactionRecord;
  readonly was: Share;
  readonly is: Share;
  /** The sale that it belongs to now; null: the one that is being written. */
  readonly saleId: TransactionId | null;
  /** It was written before its sale, which it belongs to now ([P13]). */
  readonly isJoining: boolean;
};

/**
 * Adds up the differences by account and definition, so that each moves at most once. Points that
 * the sale's holder earns may be pending ([P9]); those that somebody else gets back never are.
 */
export const movesOf = async (
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
    // What isn't earned any more, because a budget has no room, is taken back all the same.
    for (const { isSpent: _, ...each } of earned) {
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
