import { assertDefined } from "#shared/kernel/assert.ts";
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
  readProfileRecords,
} from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { judgeUnmerge, readUnmergeFacts, type UnmergeProblem } from "./judge-unmerge.ts";

/** A merge, with what of the loser doesn't count any more. */
export type PastMerge = {
  readonly merge: ProfileMerge;
  /** Custom attributes of the loser that the winner's overruled. */
  readonly overruled: readonly AttributeRecord[];
  /** Null if it can be undone. */
  readonly stays: UnmergeProblem["reason"] | null;
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
  if (merges.length === 0) return [];
  const loserIds = merges.map(({ loserId }) => loserId);
  const facts = await readUnmergeFacts(deps, profile, await readAccount(deps, profile.id));
  const attributes = await readAttributes(deps, loserIds);
  const losers = await readProfileRecords(deps, loserIds);
  const past: PastMerge[] = [];
  for (const merge of merges) {
    const overruled = attributes.filter(
      ({ profileId, key }) =>
        profileId === merge.loserId && key !== null && merge.body.overruled.includes(key),
    );
    const found = losers.find(({ id }) => id === merge.loserId);
    const loser = assertDefined(found, "the loser of a merge");
    const judged = await judgeUnmerge(deps, facts, { merge, loser });
    past.push({ merge, overruled, stays: judged.ok ? null : judged.error.reason });
  }
  return past;
};
