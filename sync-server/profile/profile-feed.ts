import type { CollectionName } from "#shared/sync/collections.ts";
import { touchFeed } from "#sync-server/storage/feed-store.ts";
import { readNoteIdsOf } from "#sync-server/storage/note-store.ts";
import type { ProfileRecord } from "#sync-server/storage/profile-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { readTransactionIdsOf } from "#sync-server/storage/transaction-store.ts";

/** Says to the devices of its region that a profile has changed. */
export const touchProfile = async (deps: WriteDeps, profile: ProfileRecord): Promise<void> => {
  await touchFeed(deps, [factOf(profile, "profiles", profile.id, false)]);
};

/**
 * Takes a profile with its account, transactions and timeline from the devices of its region ([S13]):
 * because it was deleted, or belongs to another region now.
 */
export const withdrawProfile = async (deps: WriteDeps, profile: ProfileRecord): Promise<void> =>
  touchEverything(deps, profile, true);

/** Gives a profile with all its facts to the devices of its region ([S13]). */
export const publishProfile = async (deps: WriteDeps, profile: ProfileRecord): Promise<void> =>
  touchEverything(deps, profile, false);

const touchEverything = async (
  deps: WriteDeps,
  profile: ProfileRecord,
  isDeleted: boolean,
): Promise<void> => {
  const transactionIds = await readTransactionIdsOf(deps, profile.id);
  const noteIds = await readNoteIdsOf(deps, profile.id);
  await touchFeed(deps, [
    factOf(profile, "profiles", profile.id, isDeleted),
    factOf(profile, "accounts", profile.id, isDeleted),
    ...transactionIds.map((id) => factOf(profile, "transactions", String(id), isDeleted)),
    ...noteIds.map((id) => factOf(profile, "timeline", id, isDeleted)),
  ]);
};

const factOf = (
  profile: ProfileRecord,
  collection: CollectionName,
  docId: string,
  isDeleted: boolean,
) => ({ collection, docId, scope: profile.region, locationId: profile.homeLocationId, isDeleted });
