import type { BatchId, ImportId, ProfileId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { addMs, DAY_MS, type Instant } from "#shared/kernel/time.ts";
import {
  appendBatchRows,
  batchRowStore,
  batchStore,
  deleteBatchesBefore,
  lockBatchToDo,
  readBatchRows,
} from "#sync-server/storage/profile/batch-store.ts";
import type { BatchRecord, BatchRowRecord } from "#sync-server/storage/profile/batch-table.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { createProfileRecord, type NewProfile } from "./create-profile.ts";
import { findProfile, type ProfileRef } from "./find-profile.ts";
import type { ProfileRefusal } from "./profile-refusal.ts";
import { readLivingProfile } from "./read-living-profile.ts";
import { type ProfileChanges, updateProfileRecord } from "./update-profile.ts";

/** How long a server that has stopped holds up a batch. */
const CLAIMED_FOR_MS = 60_000;

const ROWS_AT_ONCE = 20;

/** How long it can be seen what came of a batch. */
const KEPT_MS = 90 * DAY_MS;

/** Keeps a batch of rows, to be worked through later (DOMAIN §18.2). */
export const queueBatch = async (
  deps: WriteDeps,
  {
    matchCriteria,
    rows,
    importId = null,
  }: {
    readonly matchCriteria: string;
    readonly rows: readonly object[];
    /** The import that it is part of. */
    readonly importId?: ImportId | null;
  },
): Promise<BatchRecord> => {
  const batch = await batchStore.append(deps, {
    ...{ matchCriteria, importId, askedBy: deps.actor },
    ...{ total: rows.length, succeeded: 0, failed: 0, isDone: false, claimedUntil: deps.now },
  });
  await appendBatchRows(deps, batch.id, rows);
  return batch;
};

/** Some rows of a batch to do, in their order, by whoever has this claim. */
export type ClaimedRows = Pick<BatchRecord, "id" | "matchCriteria" | "askedBy" | "claimedUntil"> & {
  readonly rows: readonly BatchRowRecord[];
};

/** Claims the next rows of a batch that no other server is at; null if there are none. */
export const claimBatchRows = async (deps: WriteDeps): Promise<ClaimedRows | null> => {
  const batch = await lockBatchToDo(deps);
  if (batch === null) return null;
  const claimedUntil = addMs(deps.now, CLAIMED_FOR_MS);
  await batchStore.update(deps, batch.id, { claimedUntil });
  const { id, matchCriteria, askedBy } = batch;
  const rows = await readBatchRows(deps, id, { toDo: ROWS_AT_ONCE });
  return { id, matchCriteria, askedBy, claimedUntil, rows };
};

/** A row of a batch, and the claim on it. */
type ClaimedRow = {
  readonly batchId: BatchId;
  readonly place: number;
  readonly claimedUntil: Instant;
};

/** Another server has claimed the batch since, or the row is done. */
type ClaimLost = { readonly reason: "claim_lost" };

/**
 * Creates the profile of a row, or changes the one that it means, and writes down which it was: all
 * in one transaction, so that a row is done once whatever stops. Writes nothing if it refuses.
 */
export const doBatchRow = async (
  deps: WriteDeps,
  {
    row,
    ref,
    created,
    changed,
  }: {
    readonly row: ClaimedRow;
    /** How its profile is found. */
    readonly ref: ProfileRef;
    readonly created: NewProfile;
    readonly changed: Omit<ProfileChanges, "profileId">;
  },
): Promise<Result<null, ProfileRefusal | ClaimLost>> => {
  const held = await lockClaimed(deps, row);
  if (held === null) return err({ reason: "claim_lost" });
  const id = await findProfile(deps, ref);
  const known = id === null ? null : await readLivingProfile(deps, id);
  const written = known
    ? await updateProfileRecord(deps, { ...changed, profileId: known.id, occasion: "import" })
    : await createProfileRecord(deps, { ...created, occasion: "import" });
  if (!written.ok) return written;
  await noteOutcome(deps, held, { profileId: written.value.id, error: null });
  return ok(null);
};

/** Writes down why nothing came of a row. */
export const failBatchRow = async (
  deps: WriteDeps,
  { row, error }: { readonly row: ClaimedRow; readonly error: string },
): Promise<void> => {
  const held = await lockClaimed(deps, row);
  if (held) await noteOutcome(deps, held, { profileId: null, error });
};

/** Gives back a batch, whose next rows this or another server may claim. */
export const releaseBatch = async (
  deps: WriteDeps,
  { batchId, claimedUntil }: Omit<ClaimedRow, "place">,
): Promise<void> => {
  const batch = await batchStore.lock(deps, { id: batchId });
  if (batch?.claimedUntil === claimedUntil) {
    await batchStore.update(deps, batchId, { claimedUntil: deps.now });
  }
};

/**
 * Deletes at most `max` batches that were done long ago, of every tenant, and returns how many
 * (DOMAIN §18.2).
 */
export const pruneBatches = (deps: WriteDeps, { max }: { readonly max: number }): Promise<number> =>
  deleteBatchesBefore(deps, addMs(deps.now, -KEPT_MS), max);

type Held = { readonly batch: BatchRecord; readonly row: BatchRowRecord };

/** A claimed row that is still to do, locked with its batch; null if the claim is lost. */
const lockClaimed = async (
  deps: WriteDeps,
  { batchId, place, claimedUntil }: ClaimedRow,
): Promise<Held | null> => {
  const batch = await batchStore.lock(deps, { id: batchId });
  if (batch?.claimedUntil !== claimedUntil) return null;
  const row = await batchRowStore.lock(deps, { batchId, place });
  return row === null || row.body === null ? null : { batch, row };
};

/** Forgets what the row asked for. */
const noteOutcome = async (
  deps: WriteDeps,
  { batch, row }: Held,
  outcome: { readonly profileId: ProfileId | null; readonly error: string | null },
): Promise<void> => {
  await batchRowStore.update(deps, row.id, { ...outcome, body: null });
  const succeeded = batch.succeeded + (outcome.error === null ? 1 : 0);
  const failed = batch.failed + (outcome.error === null ? 0 : 1);
  const isDone = succeeded + failed === batch.total;
  await batchStore.update(deps, batch.id, { succeeded, failed, isDone });
};
