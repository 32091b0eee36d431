import type { ByStaff, MergeRequest } from "#renderer/data/device.ts";
import type { Alike } from "#renderer/data/duplicate.ts";
import { readClientelingById } from "#renderer/data/query/fact-queries.ts";
import { nameOf } from "#renderer/data/query/profile-view.ts";
import type { MergeRefusal } from "#renderer/data/refusal.ts";
import { type CommandId, type ProfileId, profileIdSchema } from "#shared/kernel/ids.ts";
import { err, type Result } from "#shared/kernel/result.ts";
import { mayDo } from "#shared/organisation/powers.ts";
import { LIKELY_POINTS, likenessOf } from "#shared/profile/likeness.ts";
import { commandsOnTop } from "#shared/sync/on-top.ts";
import { readCurrentProfiles } from "./find-duplicates.ts";
import { commandBase, type OperationDeps, submitCommand } from "./operation-deps.ts";

/** Merges two customers of this device, as far as the role allows ([I28]). */
export const mergeProfiles = async (
  deps: OperationDeps,
  { winnerId, loserId, fromLoser, staffId }: MergeRequest & ByStaff,
): Promise<Result<{ readonly commandId: CommandId }, MergeRefusal>> => {
  if (!deps.outbox.enrolment()) return err({ reason: "not_ready" });
  if (winnerId === loserId) return err({ reason: "same_profile" });
  const known = await readCurrentProfiles(deps, [winnerId, loserId]);
  if (known.length < 2) return err({ reason: "profile_unknown" });
  const staff = deps.config().staff.find(({ id }) => id === staffId);
  if (!staff || !mayDo(staff.role, "merge_profiles")) return err({ reason: "beyond_role" });
  const both: readonly ProfileId[] = [winnerId, loserId];
  const isMerging = commandsOnTop(deps.outbox.entries$.value).some(
    (command) =>
      command.kind === "merge_profiles" &&
      (both.includes(command.profileId) || both.includes(command.loserId)),
  );
  if (isMerging) return err({ reason: "already_merging" });
  const command = { kind: "merge_profiles" as const, profileId: winnerId, loserId, fromLoser };
  return submitCommand(deps, { ...commandBase(deps, staffId), ...command });
};

/** Who a customer is by now: by the facts, or by an answer that came before them ([I28]). */
export const survivorOf = async (
  deps: Pick<OperationDeps, "cache" | "outbox">,
  profileId: ProfileId,
): Promise<ProfileId | null> => {
  const [fact] = await readClientelingById(deps.cache(), [`merged:${profileId}`]);
  if (fact?.kind === "merged") {
    const [survivor] = await readCurrentProfiles(deps, [profileIdSchema.parse(fact.profileId)]);
    return survivor?.id ?? null;
  }
  const answered = commandsOnTop(deps.outbox.entries$.value).find(
    (command) => command.kind === "merge_profiles" && command.loserId === profileId,
  );
  return answered?.kind === "merge_profiles" ? answered.profileId : null;
};

const HITS_MAX = 20;

/** The customers on this device who are alike, the likeliest first ([I11]). */
export const findAlike = async (
  deps: OperationDeps,
  profileId: ProfileId,
): Promise<readonly Alike[]> => {
  const [profile] = await readCurrentProfiles(deps, [profileId]);
  if (!profile) return [];
  const { firstName, lastName, email, mobilePhone, secondaryPhone } = profile;
  // Other forms of a first name mostly begin alike.
  const alike = `${firstName.slice(0, 2)} ${lastName}`;
  const texts = [nameOf(profile), alike, email, mobilePhone, secondaryPhone].filter(
    (text) => text !== null,
  );
  const found = await Promise.all(texts.map((text) => deps.search.search(text, HITS_MAX, null)));
  const ids = new Set(found.flatMap(({ hits }) => hits.map(({ id }) => id)));
  ids.delete(profileId);
  const others = await readCurrentProfiles(deps, [...ids]);
  return others
    .map((other) => ({ profile: other, ...likenessOf(profile, other) }))
    .filter(({ points }) => points >= LIKELY_POINTS)
    .sort((a, b) => b.points - a.points);
};
