import { z } from "zod";
import { assertDefined, unreachable } from "#shared/kernel/assert.ts";
import { type CommandId, type ProfileId, profileIdSchema } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Outstanding } from "#shared/ledger/account.ts";
import { answerOnce, type KeyReused } from "#sync-server/access/answer-once.ts";
import { judgeTiers } from "#sync-server/incentive/tiers/judge-tiers.ts";
import { lockAccounts, readAccount } from "#sync-server/ledger/load-account.ts";
import { setLotsDue } from "#sync-server/ledger/lots-due.ts";
import { publishProfile, withdrawProfile } from "#sync-server/profile/profile-feed.ts";
import { belongingOf } from "#sync-server/profile/profile-region.ts";
import { setAccountFreeze } from "#sync-server/storage/ledger/account-store.ts";
import { readFreezesOf } from "#sync-server/storage/ledger/freeze-store.ts";
import {
  endMerge,
  moveFreezesBack,
  moveRowsBack,
  readMergesInto,
  removeAlias,
  unmarkIdentitiesMerged,
} from "#sync-server/storage/profile/merge-store.ts";
import type { ProfileMerge } from "#sync-server/storage/profile/merge-table.ts";
import {
  type ProfileRecord,
  readProfileRecord,
  resolveAlias,
  updateProfileRow,
} from "#sync-server/storage/profile/profile-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import {
  judgeUnmerge,
  readUnmergeFacts,
  type UnmergeProblem,
  withoutMerged,
} from "./judge-unmerge.ts";
import { writeOutstanding } from "./merge-accounts.ts";
import { unmergeAttributes, unmergeRegions } from "./merge-attributes.ts";
import { unmergeConnections } from "./merge-connections.ts";
import { unmergeDismissals } from "./merge-dismissals.ts";
import { recountProfile } from "./merge-incentives.ts";
import { renameListsBack } from "./merge-lists.ts";
import { unmergeMemberships } from "./merge-memberships.ts";
import { moveBudgetUses } from "./move-budget-uses.ts";

/** Why a merge isn't undone, in order of precedence ([I8]). */
export type UnmergeRefusal =
  | KeyReused
  /** It wasn't merged, or what it was merged into was itself merged since. */
  | { readonly reason: "not_merged" }
  | Extract<UnmergeProblem, { readonly reason: "spent_since" | "contact_taken" }>;

const unmergedSchema = z.object({ profileId: profileIdSchema });
type Unmerged = Result<z.infer<typeof unmergedSchema>, UnmergeRefusal>;

/** Undoes a merge: the loser is what it was, with all that was moved ([I8]). */
export const unmergeProfiles = (deps: WriteDeps, input: UnmergeProfiles): Promise<Unmerged> =>
  answerOnce(deps, input, { kind: "unmerge_profiles", schema: unmergedSchema }, unmergeNow);

type UnmergeProfiles = {
  readonly loserId: ProfileId;
  /** From the caller's `Idempotency-Key`, if it sent one. */
  readonly commandId: CommandId | null;
};

const unmergeNow = async (deps: WriteDeps, { loserId }: UnmergeProfiles): Promise<Unmerged> => {
  const winnerId = await resolveAlias(deps, loserId);
  const accounts = await lockAccounts(deps, [winnerId, loserId]);
  const merge = (await readMergesInto(deps, [winnerId])).find(
    (each) => each.loserId === loserId && each.unmergedAt === null,
  );
  const winner = await readProfileRecord(deps, winnerId);
  const loser = await readProfileRecord(deps, loserId);
  const account = accounts.get(winnerId);
  if (!merge || !winner || !loser || !account) return err({ reason: "not_merged" });
  const facts = await readUnmergeFacts(deps, winner, account.account);
  const judged = await judgeUnmerge(deps, facts, { merge, loser });
  if (!judged.ok) {
    const { error } = judged;
    switch (error.reason) {
      case "spent_since":
      case "contact_taken":
        return err(error);
      case "undone":
      case "merged_since":
      case "destination_gone":
        return err({ reason: "not_merged" });
      default:
        return unreachable(error);
    }
  }
  const { body } = merge;

  await withdrawProfile(deps, winner);
  await moveRowsBack(deps, body.moved, winnerId, loserId);
  await renameListsBack(deps, loserId, body.listHandles);
  await removeAlias(deps, loserId);
  await unmarkIdentitiesMerged(deps, loserId, body.primaryIdentityId);
  const attributes = (body.moved["profile_attributes"] ?? []).map(Number);
  await unmergeAttributes(deps, loserId, { ...body, moved: attributes }, winnerId);
  const regions = body.moved["profile_regions"] ?? [];
  await unmergeRegions(deps, regions, { from: winnerId, to: loserId });
  const connections = body.moved["connections"] ?? [];
  await unmergeConnections(deps, connections, { from: winnerId, to: loserId });
  const memberships = body.moved["organisation_members"] ?? [];
  await unmergeMemberships(deps, memberships, { from: winnerId, to: loserId });
  await unmergeDismissals(deps, winnerId, loserId);
  await moveBudgetUses(deps, winnerId, loserId, body.budgetUses);
  await unmergeFreezes(deps, merge);
  await unmergeAccounts(deps, merge, judged.value);

  const back = withoutMerged(winner, body);
  const belonging = await belongingOf(deps, back);
  const { region, homeLocationId } = belonging;
  const stamp = (record: ProfileRecord) => ({ version: record.version + 1, updatedAt: deps.now });
  await updateProfileRow(deps, { ...back, region, homeLocationId, ...stamp(winner) });
  await updateProfileRow(deps, { ...loser, profileType: body.loserType, ...stamp(loser) });
  for (const id of [winnerId, loserId].sort()) {
    await recountProfile(deps, id);
    await judgeTiers(deps, id);
    await publishProfile(deps, assertDefined(await readProfileRecord(deps, id), "a profile"));
  }
  await endMerge(deps, merge.id);
  const context = { mergeId: merge.id, loserId, version: winner.version + 1 };
  deps.happened({ kind: "profile.unmerged", profileId: winnerId, context });
  return ok({ profileId: loserId });
};

const unmergeFreezes = async (
  deps: WriteDeps,
  { profileId, loserId, body }: ProfileMerge,
): Promise<void> => {
  const isInForce = await moveFreezesBack(deps, body.moved["freezes"] ?? [], loserId);
  if (isInForce) await setAccountFreeze(deps, profileId, null);
  const own = await readFreezesOf(deps, loserId);
  if (own.every((freeze) => freeze.unfrozenAt !== null)) {
    await setAccountFreeze(deps, loserId, null);
  }
};

/** Each owes its own again, and its own lots fall due. */
const unmergeAccounts = async (
  deps: WriteDeps,
  { profileId, loserId, body }: ProfileMerge,
  own: readonly Outstanding[],
): Promise<void> => {
  await writeOutstanding(deps, { profileId }, own);
  await writeOutstanding(deps, { profileId: loserId }, body.outstanding);
  for (const id of [profileId, loserId]) {
    await setLotsDue(deps, id, (await readAccount(deps, id)).lots, null);
  }
};
