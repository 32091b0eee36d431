import { z } from "zod";
import {
  definitionIdSchema,
  listIdSchema,
  profileIdSchema,
  profileMergeIdSchema,
} from "#shared/kernel/ids.ts";
import { extraSchema } from "#shared/kernel/json.ts";
import { outstandingSchema } from "#shared/ledger/account.ts";
import { mergedFieldsSchema } from "#shared/profile/merge-details.ts";
import { livingProfileTypeSchema } from "#shared/profile/profile-type.ts";
import { actorSchema } from "#shared/reaction/actor.ts";
import {
  generated,
  jsonOf,
  moment,
  notOwner,
  nullable,
  numberOf,
  owner,
  textOf,
  uuidOf,
} from "#sync-server/storage/column.ts";
import { columnTable, type NewRecordOf, type RecordOf } from "#sync-server/storage/column-table.ts";

/** The keys of the rows that a merge moved, by table. */
const movedRowsSchema = z.record(z.string(), z.array(z.union([z.string(), z.number()])).readonly());
export type MovedRows = z.infer<typeof movedRowsSchema>;

/** Where things came from, and all that undoing it needs ([I9]). */
const mergeBodySchema = z.object({
  /** What the loser was. */
  loserType: livingProfileTypeSchema,
  moved: movedRowsSchema,
  /** The fields of the winner that have changed, before and after. */
  before: mergedFieldsSchema.partial(),
  after: mergedFieldsSchema.partial(),
  /** The attributes of the winner that have changed, by number. */
  attributes: z.array(z.object({ id: z.number(), before: extraSchema, after: extraSchema })),
  /** The names of consents that are the loser's, because it was stricter ([I7]). */
  consentFromLoser: z.array(z.string()),
  /** Attributes that both had, and in which they differed: the winner's count ([I6]). */
  overruled: z.array(z.string()),
  /** The handles of lists that had to make room for the winner's, as they were. */
  listHandles: z.array(z.object({ id: listIdSchema, handle: z.string() })),
  /** The loser's primary identity. */
  primaryIdentityId: z.number().nullable(),
  /** Where the loser's chains ended. */
  chains: z.array(z.object({ profileId: profileIdSchema, version: z.int() })),
  /** What the loser used of budgets. */
  budgetUses: z.array(
    z.object({ definitionId: definitionIdSchema, cents: z.int(), issues: z.int() }),
  ),
  /** What the loser owed. */
  outstanding: z.array(outstandingSchema),
});
export type MergeBody = z.infer<typeof mergeBodySchema>;

/** What is left of it when somebody was erased ([I14]): such a merge isn't undone. */
export const NO_MERGE_BODY: MergeBody = {
  ...{ loserType: "active", moved: {}, before: {}, after: {}, attributes: [] },
  ...{ consentFromLoser: [], overruled: [], listHandles: [], primaryIdentityId: null },
  ...{ chains: [], budgetUses: [], outstanding: [] },
};

/** Merges of two profiles. The profile is the winner. */
export const profileMergeTable = columnTable("profile_merges", {
  id: generated(numberOf(profileMergeIdSchema)),
  profile_id: owner(uuidOf(profileIdSchema)),
  loser_id: notOwner(uuidOf(profileIdSchema)),
  merged_at: moment,
  merged_by: textOf(actorSchema),
  unmerged_at: nullable(moment),
  unmerged_by: nullable(textOf(actorSchema)),
  /** The number of the last entry of either, which the ledger needs ([I4]). */
  entries_until: numberOf(z.int()),
  body: jsonOf(mergeBodySchema),
});
export type ProfileMerge = RecordOf<typeof profileMergeTable>;
export type NewProfileMerge = NewRecordOf<typeof profileMergeTable>;
