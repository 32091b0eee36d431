import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { assertDefined } from "#shared/kernel/assert.ts";
import {
  type CommandId,
  type ProfileId,
  profileIdSchema,
  profileMergeIdSchema,
} from "#shared/kernel/ids.ts";
import { namesOf } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { MergeChoice } from "#shared/profile/merge-choice.ts";
import { mergeDetails, mergedFieldsSchema } from "#shared/profile/merge-details.ts";
import { isLiving, livingProfileTypeSchema } from "#shared/profile/profile-type.ts";
import { answerOnce, type KeyReused } from "#sync-server/access/answer-once.ts";
import { lockAccounts } from "#sync-server/ledger/load-account.ts";
import { forgetLikeness } from "#sync-server/profile/forget-likeness.ts";
import { publishProfile, withdrawProfile } from "#sync-server/profile/profile-feed.ts";
import { belongingOf } from "#sync-server/profile/profile-region.ts";
import { readChainHeads } from "#sync-server/storage/ledger/account-store.ts";
import { readLastNumber } from "#sync-server/storage/ledger/entry-store.ts";
import { readIdentityRecords } from "#sync-server/storage/profile/identity-store.ts";
import {
  insertMerge,
  markIdentitiesMerged,
  moveFreezes,
  moveRows,
  moveVelocity,
} from "#sync-server/storage/profile/merge-store.ts";
import type { MergeBody } from "#sync-server/storage/profile/merge-table.ts";
import { removeProfileSearch } from "#sync-server/storage/profile/profile-search-store.ts";
import {
  appendAlias,
  lockProfile,
  type ProfileRecord,
  readChainIds,
  readProfileRecord,
  resolveAlias,
  updateProfileRow,
} from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { mergeAccounts } from "./merge-accounts.ts";
import { mergeAttributes, mergeRegions } from "./merge-attributes.ts";
import { mergeConnections } from "./merge-connections.ts";
import { mergeDismissals } from "./merge-dismissals.ts";
import { endTiersDue, mergeReached, recountProfile } from "./merge-incentives.ts";
import { renameLists } from "./merge-lists.ts";
import { mergeMemberships } from "./merge-memberships.ts";
import { moveBudgetUses } from "./move-budget-uses.ts";

/** Two profiles of one person. */
export type MergeProfiles = {
  readonly winnerId: ProfileId;
  readonly loserId: ProfileId;
  /** What is to be the loser's where both have it ([I28]); nothing if left out. */
  readonly fromLoser?: readonly MergeChoice[];
  /** From the caller's `Idempotency-Key`, if it sent one. */
  readonly commandId: CommandId | null;
};

/** Which of the two a refusal is about. */
export type MergeSide = Extract<keyof MergeProfiles, "winnerId" | "loserId">;

/** Why profiles aren't merged, in order of precedence ([I1]). */
export type MergeRefusal =
  | KeyReused
  | { readonly reason: "same_profile" }
  | { readonly reason: "profile_unknown"; readonly side: MergeSide }
  /** `profileId` is what it is now. */
  | { readonly reason: "already_merged"; readonly side: MergeSide; readonly profileId: ProfileId };

const mergedSchema = z.object({ mergeId: profileMergeIdSchema, profileId: profileIdSchema });
type Merged = z.infer<typeof mergedSchema>;

/** Merges the loser into the winner, with all that either has ([I1] to [I7]). */
export const mergeProfiles = (
  deps: WriteDeps,
  input: MergeProfiles,
): Promise<Result<Merged, MergeRefusal>> =>
  answerOnce(deps, input, { kind: "merge_profiles", schema: mergedSchema }, mergeNow);

/** The same for a caller that keeps the answer itself, such as a command of a device ([I28]). */
export const mergeNow = async (
  deps: WriteDeps,
  { winnerId, loserId, fromLoser = [] }: Omit<MergeProfiles, "commandId">,
  commandId: CommandId,
): Promise<Result<Merged, MergeRefusal>> => {
  if (winnerId === loserId) return err({ reason: "same_profile" });
  for (const id of [winnerId, loserId].sort()) await lockProfile(deps, id);
  for (const [side, id] of [
    ["winnerId", winnerId],
    ["loserId", loserId],
  ] as const) {
    const refusal = await whyNot(deps, side, id);
    if (refusal) return err(refusal);
  }
  const accounts = await lockAccounts(deps, [winnerId, loserId]);
  const winnerAccount = assertDefined(accounts.get(winnerId), "the account of the winner");
  const loserAccount = assertDefined(accounts.get(loserId), "the account of the loser");
  const winner = assertDefined(await readProfileRecord(deps, winnerId), "the locked winner");
  const loser = assertDefined(await readProfileRecord(deps, loserId), "the locked loser");

  const chainIds = await readChainIds(deps, loserId);
  const chains = await readChainHeads(deps, chainIds);
  const allChainIds = [...chainIds, ...(await readChainIds(deps, winnerId))];
  const entriesUntil = await readLastNumber(deps, allChainIds);
  const own = await readIdentityRecords(deps, [winnerId]);
  const theirs = await readIdentityRecords(deps, [loserId]);
  await withdrawProfile(deps, loser);
  const freezes = await moveFreezes(
    deps,
    loserId,
    winnerId,
    winnerAccount.account.freeze === null ? "all" : "over",
  );
  const moved = await moveRows(deps, loserId, winnerId);
  const listHandles = await renameLists(deps, winnerId, moved["lists"] ?? []);
  await appendAlias(deps, loserId, winnerId);
  const identityIds = theirs.map(({ id }) => id);
  await markIdentitiesMerged(deps, identityIds, loserId, own.length === 0);
  const attributes = await mergeAttributes(deps, winnerId, loserId);
  const regions = await mergeRegions(deps, winnerId, loserId);
  const connections = await mergeConnections(deps, winnerId, loserId);
  const memberships = await mergeMemberships(deps, winnerId, loserId);
  const budgetUses = await moveBudgetUses(deps, loserId, winnerId);
  await moveVelocity(deps, loserId, winnerId);

  await writeLoser(deps, loser);
  await updateProfileRow(deps, await mergedRecord(deps, winner, loser, fromLoser));
  const after = assertDefined(await readProfileRecord(deps, winnerId), "the merged profile");
  const locked = await mergeAccounts(deps, winnerAccount, loserAccount);
  await recountProfile(deps, loserId);
  await recountProfile(deps, winnerId);
  await endTiersDue(deps, loserId);
  const body: MergeBody = {
    loserType: livingProfileTypeSchema.parse(loser.profileType),
    moved: {
      ...moved,
      freezes,
      profile_attributes: attributes.moved,
      profile_regions: regions,
      connections,
      organisation_members: memberships,
    },
    before: changedFields(winner, after),
    after: changedFields(after, winner),
    attributes: attributes.attributes,
    consentFromLoser: attributes.consentFromLoser,
    overruled: attributes.overruled,
    listHandles,
    primaryIdentityId: theirs.find(({ isPrimary }) => isPrimary)?.id ?? null,
    chains: chains.map(({ profileId, version }) => ({ profileId, version })),
    budgetUses: [...budgetUses],
    outstanding: [...loserAccount.account.outstanding],
  };
  const merge = await insertMerge(deps, {
    ...{ profileId: winnerId, loserId, body, mergedAt: deps.now, mergedBy: deps.actor },
    ...{ unmergedAt: null, unmergedBy: null, entriesUntil },
  });
  const belongs = { ...locked, region: after.region, homeLocationId: after.homeLocationId };
  await mergeReached(deps, belongs, { winner: after, loserId, commandId });
  if (after.region !== winner.region) await withdrawProfile(deps, winner);
  await publishProfile(deps, after);
  await removeProfileSearch(deps, loserId);
  await mergeDismissals(deps, winnerId, loserId);
  await forgetLikeness(deps, loserId);
  deps.happened({
    kind: "profile.merged",
    profileId: winnerId,
    commandId,
    context: { mergeId: merge.id, loserId, version: after.version },
  });
  return ok({ mergeId: merge.id, profileId: winnerId });
};

const whyNot = async (
  deps: ReadDeps,
  side: MergeSide,
  id: ProfileId,
): Promise<MergeRefusal | null> => {
  const profile = await readProfileRecord(deps, id);
  const profileId = await resolveAlias(deps, id);
  if (profileId !== id) return { reason: "already_merged", side, profileId };
  return profile && isLiving(profile.profileType) ? null : { reason: "profile_unknown", side };
};

const writeLoser = async (deps: WriteDeps, loser: ProfileRecord): Promise<void> =>
  updateProfileRow(deps, {
    ...loser,
    profileType: "deleted",
    version: loser.version + 1,
    updatedAt: deps.now,
  });

/** The winner as it is now: it belongs where it is served, if the loser said so first. */
const mergedRecord = async (
  deps: WriteDeps,
  winner: ProfileRecord,
  loser: ProfileRecord,
  fromLoser: readonly MergeChoice[],
): Promise<ProfileRecord> => {
  const merged = mergeDetails(winner, loser, fromLoser);
  const isMoved =
    merged.preferredLocationId !== winner.preferredLocationId ||
    merged.joinedLocationId !== winner.joinedLocationId;
  const belonging = isMoved ? await belongingOf(deps, merged) : winner;
  return {
    ...merged,
    identities: [],
    homeLocationId: belonging.homeLocationId,
    region: belonging.region,
    version: winner.version + 1,
    updatedAt: deps.now,
  };
};

/** The fields of the winner that have changed, as they were or are. */
const changedFields = (record: ProfileRecord, other: ProfileRecord) =>
  mergedFieldsSchema.partial().parse(
    Object.fromEntries(
      namesOf(mergedFieldsSchema.shape)
        .filter((name) => !isDeepStrictEqual(record[name], other[name]))
        .map((name) => [name, record[name]]),
    ),
  );
