import { type PointDefinition, pointsFor } from "#shared/incentive/point.ts";
import { type PointChange, pointsKept } from "#shared/incentive/transaction-points.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { DefinitionId, ProfileId, TransactionId } from "#shared/kernel/ids.ts";
import { negateCents, sumCents, ZERO_CENTS } from "#shared/kernel/money.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import { readDefinitionVersion } from "#sync-server/storage/definition-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readReturnsOf, readTransaction } from "#sync-server/storage/transaction-store.ts";
import type { Earned, TransactionRecord } from "#sync-server/storage/transaction-table.ts";
import { findReturnsOf, findSaleOf, returnedCents, type Subject } from "./find-sale.ts";

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
  const was = before && shareOf(before, await holderOf(deps, before));
  const holder = sale ? sale.profileId : fields.profileId;
  const earned =
    holder === null
      ? []
      : sale
        ? await earnedByReturn(deps, programme, subject, sale)
        : await earnedAlone(deps, programme, subject, before?.saleId === null ? was : null);
  const changes = [{ was, is: shareOf({ ...fields, earned }, holder) }];
  const moves = await movesOf(deps, programme, changes);
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
  const earned = holder === null ? [] : await earnedAlone(deps, programme, subject, was);
  const definitions = await decidersOf(deps, programme, earned);
  const sale = { ...fields, earned };
  const returns: ReturnDecision[] = [];
  for (const returned of await findReturnsOf(deps, subject)) {
    const others = returns.map((each) => ({ ...each.before, earned: each.earned }));
    const decided = earnedWith(definitions, sale, others, returned);
    returns.push({ before: returned, earned: decided });
  }
  const changed = await Promise.all(
    returns.map(async (each) => {
      const isOurs = before !== null && each.before.saleId === before.id;
      const held = isOurs ? before.profileId : await holderOf(deps, each.before);
      const is = shareOf({ ...each.before, earned: each.earned }, holder);
      return { was: shareOf(each.before, held), is };
    }),
  );
  const changes = [{ was, is: shareOf(sale, holder) }, ...changed];
  const moves = await movesOf(deps, programme, changes);
  return { saleId: null, earned, returns, holder, changes, moves };
};

/** The account that holds what a transaction has earned or taken back. */
const holderOf = async (deps: ReadDeps, record: TransactionRecord): Promise<ProfileId | null> => {
  if (record.saleId === null) return record.profileId;
  return (await readTransaction(deps, record.saleId))?.profileId ?? null;
};

/** What a sale earns, or a return without one: by its own total. */
const earnedAlone = async (
  deps: ReadDeps,
  programme: Programme,
  { fields }: Subject,
  was: Share | null,
): Promise<readonly Earned[]> => {
  // What a guest's transaction would have earned hasn't been decided yet.
  const decided = was && was.holder !== null ? was.earned : null;
  const definitions = await decidersOf(deps, programme, decided);
  const total = fields.isVoid ? ZERO_CENTS : fields.totalCents;
  return definitions.map((definition) => earnedUnder(definition, pointsFor(total, definition)));
};

const earnedByReturn = async (
  deps: ReadDeps,
  programme: Programme,
  { before, fields }: Subject,
  sale: TransactionRecord,
): Promise<readonly Earned[]> => {
  const returns = await readReturnsOf(deps, [sale.id]);
  const others = returns.filter((other) => other.id !== before?.id);
  return earnedWith(await decidersOf(deps, programme, sale.earned), sale, others, fields);
};

type Counted = Pick<TransactionRecord, "totalCents" | "isVoid" | "earned">;

/** What a return takes back, given its sale and the other returns of it. */
const earnedWith = (
  definitions: readonly PointDefinition[],
  sale: Counted,
  others: readonly Counted[],
  returned: Omit<Counted, "earned">,
): readonly Earned[] => {
  const saleCents = sale.isVoid ? ZERO_CENTS : sale.totalCents;
  const returnedTotal = sumCents([returnedCents(others), negateCents(returned.totalCents)]);
  return definitions.map((definition) => {
    const held = pointsBy([sale, ...others], definition);
    const points = returned.isVoid ? 0 : pointsKept(saleCents, returnedTotal, definition) - held;
    return earnedUnder(definition, Math.min(0, points));
  });
};

const earnedUnder = ({ id, version }: PointDefinition, points: number): Earned => ({
  definitionId: id,
  version,
  points,
});

const pointsBy = (transactions: readonly Counted[], definition: PointDefinition): number =>
  transactions
    .flatMap((each) => each.earned)
    .filter((earned) => earned.definitionId === definition.id)
    .reduce((sum, earned) => sum + earned.points, 0);

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

/** Adds up the differences by account and definition, so that each moves at most once. */
const movesOf = async (
  deps: ReadDeps,
  programme: Programme,
  changes: readonly EarnedChange[],
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
    const definitions = await decidersOf(deps, programme, moved);
    const changed = definitions.map((definition, index) => ({
      definition,
      points: moved[index]?.points ?? 0,
    }));
    if (changed.length > 0) moves.set(holder, changed);
  }
  return moves;
};
