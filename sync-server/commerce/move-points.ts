import { POINT_USES } from "#shared/incentive/point.ts";
import { draftPointChanges } from "#shared/incentive/transaction-points.ts";
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
import { withLot } from "#sync-server/incentive/with-lot.ts";
import { appendDrafts } from "#sync-server/ledger/append.ts";
import type { LockedAccount } from "#sync-server/ledger/load-account.ts";
import { takeApart } from "#sync-server/ledger/take-apart.ts";
import { readEntriesOfSource } from "#sync-server/storage/entry-store.ts";
import { type FeedTouch, touchFeed } from "#sync-server/storage/feed-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import type {
  TransactionFields,
  TransactionRecord,
} from "#sync-server/storage/transaction-table.ts";
import type { PointDecision } from "./decide-points.ts";
import { keepFunding } from "./keep-funding.ts";
import { readWrittenOff, recordWrittenOff } from "./written-off-points.ts";

/** A transaction that was written, what it does to points, and the accounts that are locked for it. */
type PointsWrite = {
  readonly before: TransactionRecord | null;
  readonly fields: Omit<TransactionFields, "earned" | "saleId">;
  /** The command that moves the points. */
  readonly commandId: CommandId;
  readonly id: TransactionId;
  readonly decision: PointDecision;
  readonly accounts: Map<ProfileId, LockedAccount>;
  readonly touches: readonly FeedTouch[];
};

/** Moves the points of each account. The profile of the transaction comes first. */
export const movePoints = async (
  deps: WriteDeps,
  programme: Programme,
  write: PointsWrite,
): Promise<void> => {
  const { fields, decision, accounts, id } = write;
  const own = fields.profileId === null ? [] : [fields.profileId];
  const lotsFirst = await lotsOf(deps, decision.saleId ?? write.before?.id ?? null, decision);
  const writtenOffOf = await writtenOffBy(deps, write);
  let { commandId, touches } = write;
  for (const profileId of new Set([...own, ...decision.moves.keys()])) {
    const locked = assertDefined(accounts.get(profileId), "an account whose points move is locked");
    const moved = (decision.moves.get(profileId) ?? []).filter(
      ({ definition }) => POINT_USES[definition.use].areHeldInLots,
    );
    // What has expired can't be taken back, whether or not its expiry was written yet ([R2]).
    const lots = locked.account.lots.filter((lot) => !isExpired(lot, deps.now));
    const apart = await takeApart(deps, { ...locked.account, lots }, lotsFirst);
    const drafts = draftPointChanges(apart.account, moved, {
      commandId,
      occurredAt: fields.transactedAt,
      timezone: fields.timezone,
      source: { type: "transaction", id: String(id) },
      locationId: fields.locationId,
      staffId: fields.staffId,
      deviceId: null,
      // Points given back to somebody else settle what the return had left them owing.
      recoverShortfalls: programme.policy.recoverShortfalls || profileId !== decision.holder,
      lotsFirst,
      writtenOff: writtenOffOf(profileId),
      takenBackAt: write.before ? deps.now : fields.transactedAt,
    });
    const holding = apart.lots.reduce(withLot, locked);
    const appended = await appendDrafts(deps, holding, [...apart.drafts, ...drafts], touches);
    await keepFunding(deps, programme, decision.changes, drafts);
    accounts.set(profileId, appended.locked);
    await recordWrittenOff(deps, drafts, { profileId, commandId, transactionId: id });
    // A command's entries belong to one account: any other gets a command of its own.
    if (drafts.length > 0) commandId = commandIdSchema.parse(deps.newId());
    touches = [];
  }
  await touchFeed(deps, touches);
};

/** The lots that a sale opened; only read if something is taken back. */
const lotsOf = async (
  deps: WriteDeps,
  saleId: TransactionId | null,
  { moves }: PointDecision,
): Promise<ReadonlySet<LotId>> => {
  const changes = [...moves.values()].flat();
  if (saleId === null || !changes.some((change) => change.points < 0)) return new Set();
  const entries = await readEntriesOfSource(deps, { type: "transaction", id: String(saleId) });
  return new Set(entries.filter(({ kind }) => kind === "issue").map((entry) => entry.lotId));
};

/** What isn't given back because it was written off; only read if there can be any. */
const writtenOffBy = async (
  deps: WriteDeps,
  {
    before,
    id,
    decision: { moves, returns, saleId },
  }: Pick<PointsWrite, "before" | "id" | "decision">,
): Promise<(profileId: ProfileId) => ReadonlyMap<DefinitionId, number>> =>
  (before || returns.length > 0) && [...moves.values()].flat().some(({ points }) => points > 0)
    ? readWrittenOff(deps, { id, saleId })
    : () => new Map();
