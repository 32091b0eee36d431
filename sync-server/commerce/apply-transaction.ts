import { draftPointChanges, type PointChange } from "#shared/incentive/transaction-points.ts";
import type { CommandId, TransactionId } from "#shared/kernel/ids.ts";
import { balancesOf } from "#shared/redemption/balance.ts";
import { loadProgrammeToIssue } from "#sync-server/incentive/load-programme.ts";
import { appendDrafts } from "#sync-server/ledger/append.ts";
import type { LockedAccount } from "#sync-server/ledger/load-account.ts";
import { adoptLocation } from "#sync-server/profile/adopt-location.ts";
import { readEntriesOfSource } from "#sync-server/storage/entry-store.ts";
import type { FeedTouch } from "#sync-server/storage/feed-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { appendTransaction, updateTransactionRow } from "#sync-server/storage/transaction-store.ts";
import type {
  Earned,
  TransactionFields,
  TransactionRecord,
} from "#sync-server/storage/transaction-table.ts";
import type { TransactionAnswer } from "./transaction-answer.ts";
import { type WantedPoints, wantedPoints } from "./wanted-points.ts";

/**
 * Creates or updates a transaction, and moves points by the difference between what it had earned
 * and what it should earn. Locks the account, if there is one.
 */
export const applyTransaction = async (
  deps: WriteDeps,
  change: {
    readonly before: TransactionRecord | null;
    readonly fields: Omit<TransactionFields, "earned">;
    readonly locked: LockedAccount | null;
    /** The command that moves the points. */
    readonly commandId: CommandId;
  },
): Promise<TransactionAnswer> => {
  const { before, fields, locked } = change;
  const status = before ? "updated" : "created";
  const { profileId } = fields;
  if (locked === null || profileId === null) {
    const transactionId = await writeTransaction(deps, change, { ...fields, earned: [] });
    return { transactionId, earned: [], balances: null, status };
  }
  const programme = await loadProgrammeToIssue(deps, "point");
  const wanted = await wantedPoints(deps, programme, {
    ...fields,
    id: before?.id ?? null,
    profileId,
    // What a guest's transaction would have earned hasn't been decided yet.
    earned: before?.profileId ? before.earned : null,
  });
  const earned = wanted.points.map(earnedOf);
  const transactionId = await writeTransaction(deps, change, { ...fields, earned });
  const source = { type: "transaction", id: String(transactionId) } as const;
  const changes = changesOf(before?.earned ?? [], wanted.points);
  const drafts = draftPointChanges(locked.account, changes, {
    commandId: change.commandId,
    occurredAt: fields.transactedAt,
    timezone: fields.timezone,
    source,
    locationId: fields.locationId,
    staffId: fields.staffId,
    deviceId: null,
    recoverShortfalls: programme.policy.recoverShortfalls,
    lotsFirst: await lotsOf(deps, wanted.takeBackFrom, changes),
  });
  const belonging =
    locked.homeLocationId === null && fields.locationId !== null
      ? await adoptLocation(deps, profileId, fields.locationId)
      : null;
  const holder = { ...locked, ...belonging };
  const touch = transactionTouch(transactionId, holder);
  const { locked: after } = await appendDrafts(deps, holder, drafts, [touch]);
  const balances = balancesOf(after.account, programme, deps.now);
  return {
    transactionId,
    earned,
    balances: balances.held,
    status,
  };
};

const writeTransaction = async (
  deps: WriteDeps,
  {
    before,
    commandId,
  }: { readonly before: TransactionRecord | null; readonly commandId: CommandId },
  fields: TransactionFields,
): Promise<TransactionId> => {
  const id = before?.id ?? (await appendTransaction(deps, fields)).id;
  if (before) await updateTransactionRow(deps, id, fields);
  deps.happened({
    kind: before ? "transaction.updated" : "transaction.created",
    profileId: fields.profileId,
    commandId,
    occurredAt: before ? deps.now : fields.transactedAt,
    context: { ...fields, transactionId: id },
  });
  return id;
};

const earnedOf = ({ definition, points }: WantedPoints): Earned => ({
  definitionId: definition.id,
  version: definition.version,
  points,
});

const changesOf = (
  before: readonly Earned[],
  wanted: readonly WantedPoints[],
): readonly PointChange[] =>
  wanted.flatMap(({ definition, points }) => {
    const had = before.find((earned) => earned.definitionId === definition.id)?.points ?? 0;
    return points === had ? [] : [{ definition, points: points - had }];
  });

/** The lots that a transaction opened; only read if something is taken back. */
const lotsOf = async (
  deps: WriteDeps,
  transactionId: TransactionId | null,
  changes: readonly PointChange[],
): Promise<ReadonlySet<string>> => {
  if (transactionId === null || !changes.some((change) => change.points < 0)) return new Set();
  const entries = await readEntriesOfSource(deps, {
    type: "transaction",
    id: String(transactionId),
  });
  return new Set(entries.map((entry) => entry.lotId));
};

const transactionTouch = (transactionId: TransactionId, locked: LockedAccount): FeedTouch => ({
  collection: "transactions",
  docId: String(transactionId),
  scope: locked.region,
  locationId: locked.homeLocationId,
});
