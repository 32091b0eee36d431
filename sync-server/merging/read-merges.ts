import { isLiving } from "#shared/profile/profile-type.ts";
import { readAccount } from "#sync-server/ledger/load-account.ts";
import {
  type AttributeRecord,
  readAttributes,
} from "#sync-server/storage/profile/attribute-store.ts";
import { readMergesInto } from "#sync-server/storage/profile/merge-store.ts";
import type { ProfileMerge } from "#sync-server/storage/profile/merge-table.ts";
import {
  type ProfileRecord,
  readChainIds,
  readProfileRecord,
} from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { problemOfUnmerge, type UnmergeProblem } from "./problem-of-unmerge.ts";

/** Why a merge isn't one that can be undone, in order of precedence ([I22]). */
export type MergeStays =
  | "undone"
  /** What it was merged into was itself merged since: that one would have to be undone first. */
  | "merged_since"
  | "destination_gone"
  | UnmergeProblem["reason"];

/** A merge, with what of the loser doesn't count any more. */
export type PastMerge = {
  readonly merge: ProfileMerge;
  /** Custom attributes of the loser that the winner's overruled. */
  readonly overruled: readonly AttributeRecord[];
  /** Null if it can be undone. */
  readonly stays: MergeStays | null;
};

/**
 * The merges into a profile and into those that were merged into it, the newest first, with whether
 * each can still be undone ([I22]).
 */
export const readMerges = async (
  deps: ReadDeps,
  profile: ProfileRecord,
): Promise<readonly PastMerge[]> => {
  const merges = await readMergesInto(deps, await readChainIds(deps, profile.id));
  const attributes = await readAttributes(
    deps,
    merges.map(({ loserId }) => loserId),
  );
  const past: PastMerge[] = [];
  for (const merge of merges) {
    const overruled = attributes.filter(
      ({ profileId, key }) =>
        profileId === merge.loserId && key !== null && merge.body.overruled.includes(key),
    );
    const stays = await whyStays(deps, profile, merge);
    past.push({ merge, overruled, stays });
  }
  return past;
};

const whyStays = async (
  deps: ReadDeps,
  winner: ProfileRecord,
  merge: ProfileMerge,
): Promise<MergeStays | null> => {
  if (merge.unmergedAt !== null) return "undone";
  if (merge.profileId !== winner.id) return "merged_since";
  const loser = await readProfileRecord(deps, merge.loserId);
  if (!loser || !isLiving(winner.profileType)) return "destination_gone";
  const account = await readAccount(deps, winner.id);
  return (await problemOfUnmerge(deps, { merge, winner, loser }, account))?.reason ?? null;
};
