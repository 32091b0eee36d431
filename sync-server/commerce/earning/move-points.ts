import type { WrittenOff } from "#shared/incentive/points/given-up.ts";
import { POINT_USES } from "#shared/incentive/points/point.ts";
import {
  draftPointChanges,
  type PointChange,
} from "#shared/incentive/points/transaction-points.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import {
  type CommandId,
  commandIdSchema,
  type DefinitionId,
  type LotId,
  type ProfileId,
  type TransactionId,
} from "#shared/kernel/ids.ts";
import { isExpired } from "#shared/ledger/lot.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import {
  lotsOpenedBy,
  readSaleEntries,
  type SaleEntries,
} from "#sync-server/commerce/sale-entries.ts";
import { pointsMovedBy, recordIssued } from "#sync-server/incentive/points/issued-events.ts";
import { withLot } from "#sync-server/incentive/with-lot.ts";
import { appendDrafts } from "#sync-server/ledger/append.ts";
import type { LockedAccount } from "#sync-server/ledger/load-account.ts";
import { readExpiredOf } from "#sync-server/ledger/read-expired-of.ts";
import { type TakenApart, takeApart } from "#sync-server/ledger/take-apart.ts";
import type {
  TransactionFields,
  TransactionRecord,
} from "#sync-server/storage/commerce/transaction-table.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { changesAtOnce, type PointDecision } from "./decide-points.ts";
import { type EarlyReturns, readEarlyReturns } from "./early-returns.ts";
import { keepFunding } from "./keep-funding.ts";
import { keptBack, readGivenUp, recordWrittenOff } from "./written-off-points.ts";

/** A written transaction, what it does to points, and the accounts that are locked for it. */
type PointsWrite = {
  readonly before: TransactionRecord | null;
  readonly fields: Omit<TransactionFields, "earned" | "saleId">;
  /** The command that moves the points. */
  readonly commandId: CommandId;
  readonly id: TransactionId;
  readonly decision: PointDecision;
  readonly accounts: Map<ProfileId, LockedAccount>;
};

/** Moves the points of each account. The profile of the transaction comes first. */
export const movePoints = async (
  deps: WriteDeps,
  programme: Programme,
  write: PointsWrite,
): Promise<void> => {
  const { fields, decision, accounts, id } = write;
  const own = fields.profileId === null ? [] : [fields.profileId];
  const all = await saleEntriesOf(deps, write);
  const joining = decision.returns.filter(({ isJoining }) => isJoining);
  const holders = joining.flatMap(({ was, is }) => [was.holder, is.holder]);
  const concerned = [...own, ...decision.moves.keys(), ...holders.filter((each) => each !== null)];
  let { commandId } = write;
  for (const profileId of new Set(concerned)) {
    const locked = assertDefined(accounts.get(profileId), "an account whose points move is locked");
    const returned = await readEarlyReturns(deps, programme, joining, { all, profileId });
    const moved = withEarly(decision.moves.get(profileId) ?? [], returned);
    // What has expired can't be taken back, whether or not its expiry was written yet ([R2]).
    const lots = locked.account.lots.filter((lot) => !isExpired(lot, deps.now));
    const lotsFirst = lotsOpenedBy(all, profileId);
    const takes = returned.early.size > 0 || moved.some(({ points }) => points < 0);
    const holdingAll = returned.lots.reduce(withLot, {
      ...locked,
      account: { ...locked.account, lots },
    });
    const apart = await takeApart(deps, holdingAll.account, takes ? lotsFirst : new Set<LotId>());
    const given = await readGivenUpBy(deps, write, all, { locked, apart, moved });
    const drafts = draftPointChanges(apart.account, moved, {
      commandId,
      occurredAt: fields.transactedAt,
      timezone: fields.timezone,
      source: { type: "transaction", id: String(id) },
      locationId: fields.locationId,
      staffId: fields.staffId,
      deviceId: null,
      recoverShortfalls: programme.policy.recoverShortfalls,
      isUndoing: isUndoing(write, profileId),
      lotsFirst,
      ...given,
      early: returned.early,
      takenBackAt: write.before ? deps.now : fields.transactedAt,
    });
    const by = { profileId, commandId };
    const issued = pointsMovedBy(drafts);
    recordIssued(deps, "transaction.points.issued", issued, { ...by, transactionId: id });
    await keepFunding(deps, programme, changesAtOnce(decision), { profileId, moved, drafts });
    const holding = [...apart.lots, ...returned.lots].reduce(withLot, locked);
    const appended = await appendDrafts(deps, holding, [...apart.drafts, ...drafts]);
    accounts.set(profileId, appended.locked);
    await recordWrittenOff(deps, drafts, by);
    // A command's entries belong to one account: any other gets a command of its own.
    if (drafts.length > 0) commandId = commandIdSchema.parse(deps.newId());
  }
};

/** The points that move, and those of early returns, which a sale may not earn at all. */
const withEarly = (
  changes: readonly PointChange[],
  { definitions }: EarlyReturns,
): readonly PointChange[] => {
  const moved = changes.filter(({ definition }) => POINT_USES[definition.use].areHeldInLots);
  const known = new Set(moved.map(({ definition }) => definition.id));
  return [
    ...moved,
    ...definitions
      .filter(({ id }) => !known.has(id))
      .map((definition) => ({ definition, points: 0, activations: [] })),
  ];
};

/**
 * Whether points that somebody gets by it come back: by a void, a correction or a return, or
 * because they belong to somebody else's sale.
 */
const isUndoing = (
  { before, fields: { totalCents }, decision: { own } }: PointsWrite,
  profileId: ProfileId,
): boolean => before !== null || totalCents < 0 || profileId !== own.is.holder;

/** What a sale and its returns moved before; only read if there can be any. */
const saleEntriesOf = async (
  deps: WriteDeps,
  { before, id, decision: { moves, returns, saleId, own } }: PointsWrite,
): Promise<readonly SaleEntries[]> =>
  (before || saleId !== null || returns.length > 0) &&
  (moves.size > 0 || returns.some(({ isJoining }) => isJoining))
    ? readSaleEntries(deps, { id, saleId, earned: own.is.earned })
    : [];

/** What isn't given back, and what has expired of what is taken, by definition. */
const readGivenUpBy = async (
  deps: WriteDeps,
  { id, decision: { saleId, returns } }: PointsWrite,
  all: readonly SaleEntries[],
  {
    locked,
    apart,
    moved,
  }: {
    readonly locked: LockedAccount;
    readonly apart: TakenApart;
    readonly moved: readonly PointChange[];
  },
) => {
  const writtenOff = new Map<DefinitionId, readonly WrittenOff[]>();
  const expired = new Map<DefinitionId, number>();
  if (all.length === 0) return { writtenOff, expired };
  const { account } = locked;
  const early = new Set(returns.flatMap((each) => (each.isJoining ? each.record.id : [])));
  for (const { definition, points } of moved) {
    if (points === 0) continue;
    const own = lotsOpenedBy(all, account.profileId, definition.id);
    const held = apart.account.lots.filter(({ lotId }) => own.has(lotId));
    if (held.reduce((sum, { remaining }) => sum + remaining, points) >= 0 && points < 0) continue;
    const givenUp = await readGivenUp(deps, all, account.profileId, definition.id);
    if (points > 0) {
      const ours = givenUp.filter(({ transactionId }) => !early.has(transactionId));
      writtenOff.set(definition.id, keptBack(ours, { id, saleId }));
    } else {
      const counted = givenUp.reduce((sum, each) => sum + each.expired, 0);
      expired.set(definition.id, (await readExpiredOf(deps, account, own)) - counted);
    }
  }
  return { writtenOff, expired };
};
