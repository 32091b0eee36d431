import { one } from "#shared/api/envelope.ts";
import { mergeBodySchema, unmergeBodySchema } from "#shared/api/profile/merge.ts";
import { profileViewSchema } from "#shared/api/profile/profile.ts";
import { byReason } from "#shared/kernel/by-reason.ts";
import { err } from "#shared/kernel/result.ts";
import {
  conflict,
  found,
  invalid,
  keyReused,
  type RefusalTable,
} from "#sync-server/http/routes/v3/refusals.ts";
import { addRoute, type Mount } from "#sync-server/http/routes/v3/route.ts";
import type { MergeRefusal, MergeSide } from "#sync-server/merging/merge-profiles.ts";
import type { UnmergeRefusal } from "#sync-server/merging/unmerge-profiles.ts";
import { readProfileRecords } from "#sync-server/storage/profile/profile-store.ts";
import { profileViews } from "./profile-view.ts";

const FIELDS: Readonly<Record<MergeSide, string>> = {
  winnerId: "destination_profile_id",
  loserId: "source_profile_id",
};

const REFUSALS: RefusalTable<MergeRefusal> = {
  key_reused: keyReused,
  same_profile: invalid("source_profile_id", "A profile can't be merged with itself."),
  profile_unknown: ({ side }) => invalid(FIELDS[side], "There is no such profile."),
  already_merged: ({ side, profileId }) =>
    conflict("This profile was merged already.", {
      errors: { [FIELDS[side]]: ["This profile was merged already."] },
      profile: { id: profileId },
    }),
};

const UNMERGE_REFUSALS: RefusalTable<UnmergeRefusal> = {
  key_reused: keyReused,
  not_merged: invalid("source_profile_id", "There is no merge of this profile to undo."),
  spent_since: conflict("Something that the source had has been spent or changed since."),
  contact_taken: ({ holderId }) =>
    conflict("Another profile has its email or mobile phone now.", { profile: { id: holderId } }),
};

/** `POST /profiles/merge` and `/profiles/unmerge`: two profiles of one person (DOMAIN §3.8). */
export const addMerge = (mount: Mount): void => {
  addRoute(mount, {
    method: "POST",
    url: "/profiles/merge",
    scopes: ["read-profiles", "update-profiles", "delete-profiles"],
    tag: "profiles",
    summary: "Merge a profile, the source, into another, with all that it has",
    description:
      "The answer is the destination as it is afterwards. What names the source from then on is for the destination.",
    body: mergeBodySchema,
    answer: one(profileViewSchema),
    handle: async ({ read, now, write, body, commandId }) => {
      const merged = await write("mergeProfiles", {
        winnerId: body.destination_profile_id,
        loserId: body.source_profile_id,
        commandId,
      });
      if (!merged.ok) return err(byReason(REFUSALS, merged.error));
      const records = await readProfileRecords(read, [merged.value.profileId]);
      return found((await profileViews(read, records, now))[0], "profile");
    },
  });

  addRoute(mount, {
    method: "POST",
    url: "/profiles/unmerge",
    scopes: ["read-profiles", "update-profiles", "delete-profiles"],
    tag: "profiles",
    summary: "Undo a merge, while nothing that the source had has been spent",
    description: "The answer is the source as it is again.",
    body: unmergeBodySchema,
    answer: one(profileViewSchema),
    handle: async ({ read, now, write, body, commandId }) => {
      const loserId = body.source_profile_id;
      const undone = await write("unmergeProfiles", { loserId, commandId });
      if (!undone.ok) return err(byReason(UNMERGE_REFUSALS, undone.error));
      const records = await readProfileRecords(read, [undone.value.profileId]);
      return found((await profileViews(read, records, now))[0], "profile");
    },
  });
};
