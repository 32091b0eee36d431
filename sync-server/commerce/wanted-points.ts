import { type PointDefinition, pointsFor } from "#shared/incentive/point.ts";
import type { Programme } from "#shared/incentive/programme.ts";
import { pointsKept } from "#shared/incentive/transaction-points.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { ProfileId, TransactionId } from "#shared/kernel/ids.ts";
import { type Cents, negateCents, sumCents, ZERO_CENTS } from "#shared/kernel/money.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { readDefinitionVersion } from "#sync-server/storage/definition-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { findReturnsOf, findTransactionByReceipt } from "#sync-server/storage/transaction-store.ts";
import type { Earned, TransactionRecord } from "#sync-server/storage/transaction-table.ts";

/** A sale or return whose points are being calculated. */
export type PointSubject = {
  /** Null before it is written. */
  readonly id: TransactionId | null;
  readonly profileId: ProfileId;
  readonly totalCents: Cents;
  readonly transactedAt: Instant;
  readonly receiptRef: string | null;
  readonly linkedReceiptRef: string | null;
  readonly isVoid: boolean;
  /** The points decided earlier; null if none were. */
  readonly earned: readonly Earned[] | null;
};

/** What a sale or return should earn under one definition, in the version that decides it. */
export type WantedPoints = { readonly definition: PointDefinition; readonly points: number };

/** The points wanted, and the transaction that a return takes back from first. */
export type Wanted = {
  readonly points: readonly WantedPoints[];
  readonly takeBackFrom: TransactionId | null;
};

/**
 * Calculates what a sale or return should have earned. A transaction earns at today's rates, or at
 * those that decided it before. A return of a known transaction takes back at that transaction's
 * rates, so that together they hold the points for what was kept ([P1], [P5]); it never adds any.
 * The order in which they arrive doesn't matter.
 */
export const wantedPoints = async (
  deps: ReadDeps,
  programme: Programme,
  subject: PointSubject,
): Promise<Wanted> => {
  const transaction = subject.totalCents < 0 ? await transactionOf(deps, subject) : null;
  if (transaction) return pointsOfReturn(deps, programme, subject, transaction);
  const returns =
    subject.totalCents > 0 && subject.receiptRef !== null
      ? await findReturnsOf(deps, { ...subject, receiptRef: subject.receiptRef })
      : [];
  const definitions = await decidersOf(deps, programme, subject.earned);
  const totalCents = subject.isVoid ? ZERO_CENTS : subject.totalCents;
  return {
    takeBackFrom: subject.id,
    points: definitions.map((definition) => ({
      definition,
      points:
        returns.length === 0
          ? pointsFor(totalCents, definition)
          : pointsKept(totalCents, returnedCents(returns), definition) -
            pointsBy(returns, definition),
    })),
  };
};

const pointsOfReturn = async (
  deps: ReadDeps,
  programme: Programme,
  subject: PointSubject,
  transaction: TransactionRecord,
): Promise<Wanted> => {
  const { transactedAt, receiptRef } = transaction;
  const returns = receiptRef
    ? await findReturnsOf(deps, { profileId: subject.profileId, receiptRef, transactedAt })
    : [];
  const others = returns.filter((other) => other.id !== subject.id);
  const definitions = await decidersOf(deps, programme, transaction.earned);
  const transactionCents = transaction.isVoid ? ZERO_CENTS : transaction.totalCents;
  const returned = sumCents([returnedCents(others), negateCents(subject.totalCents)]);
  return {
    takeBackFrom: transaction.id,
    points: definitions.map((definition) => {
      const taken = pointsBy([transaction, ...others], definition);
      const points = subject.isVoid
        ? 0
        : pointsKept(transactionCents, returned, definition) - taken;
      return { definition, points: Math.min(0, points) };
    }),
  };
};

/**
 * The transaction that a return belongs to, if its receipt is known and it earned under any
 * definition.
 */
const transactionOf = async (
  deps: ReadDeps,
  subject: PointSubject,
): Promise<TransactionRecord | null> => {
  if (subject.linkedReceiptRef === null) return null;
  return findTransactionByReceipt(
    deps,
    subject.profileId,
    subject.linkedReceiptRef,
    subject.transactedAt,
  );
};

/** The definitions in the versions that decided before, or those in use that earn anything. */
const decidersOf = async (
  deps: ReadDeps,
  programme: Programme,
  earned: readonly Earned[] | null,
): Promise<readonly PointDefinition[]> => {
  if (earned === null) {
    return programme.definitions.point.filter((definition) => definition.earnRateMicro > 0);
  }
  return Promise.all(
    earned.map(async ({ definitionId, version }) => {
      const now = programme.definitions.point.find((definition) => definition.id === definitionId);
      if (now?.version === version) return now;
      const then = await readDefinitionVersion(deps, "point", { id: definitionId, version });
      return assertDefined(then, `version ${version} of point definition ${definitionId}`);
    }),
  );
};

const returnedCents = (returns: readonly TransactionRecord[]): Cents =>
  negateCents(sumCents(returns.map((each) => each.totalCents)));

const pointsBy = (
  transactions: readonly TransactionRecord[],
  definition: PointDefinition,
): number =>
  transactions
    .flatMap((each) => each.earned)
    .filter((earned) => earned.definitionId === definition.id)
    .reduce((sum, earned) => sum + earned.points, 0);
