import type { ProfileId } from "#shared/kernel/ids.ts";
import { NO_DETAILS } from "#shared/profile/profile.ts";
import { belongingOf } from "#sync-server/profile/profile-region.ts";
import type { ErasureKind } from "#sync-server/storage/profile/erasure-kind.ts";
import {
  appendProfile,
  readProfileRecord,
  resolveAlias,
} from "#sync-server/storage/profile/profile-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { touchConfig } from "#sync-server/storage/sync/config-feed.ts";
import { eraseProfile, mayErase } from "./erase-profile.ts";

/**
 * Erases somebody whom a restored backup has brought back, and returns whether it had ([I18]). An
 * id that it doesn't know is taken, so that no device makes that person again.
 */
export const eraseAgain = async (
  deps: WriteDeps,
  { profileId, kind }: { readonly profileId: ProfileId; readonly kind: ErasureKind },
): Promise<boolean> => {
  const known = await readProfileRecord(deps, profileId);
  // One who was depersonalised may have been purged since.
  if (known && !mayErase(known.profileType, kind)) return false;
  // What it was merged into is in the list, too.
  if ((await resolveAlias(deps, profileId)) !== profileId) return false;
  if (known) return (await eraseProfile(deps, { profileId, kind })).ok;
  const nowhere = { preferredLocationId: null, joinedLocationId: null };
  const { homeLocationId, region } = await belongingOf(deps, nowhere);
  await appendProfile(deps, {
    ...{ ...NO_DETAILS, ...nowhere, id: profileId, profileType: "purged" },
    ...{ identities: [], tags: [], statuses: [], statusesPast: [], extra: {} },
    ...{ joinedAt: null, joinedStaffId: null, associateId: null, homeLocationId, region },
    ...{ version: 1, createdAt: deps.now, updatedAt: deps.now },
  });
  touchConfig(deps, { kind: "erased", key: profileId });
  return true;
};
