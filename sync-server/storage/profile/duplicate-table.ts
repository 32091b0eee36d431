import { z } from "zod";
import { duplicateIdSchema, profileIdSchema } from "#shared/kernel/ids.ts";
import { namesOf } from "#shared/kernel/object.ts";
import { LIKENESS_POINTS } from "#shared/profile/likeness.ts";
import { actorSchema } from "#shared/reaction/actor.ts";
import {
  created,
  flag,
  generated,
  jsonOf,
  listed,
  moment,
  notOwner,
  nullable,
  numberOf,
  owner,
  textOf,
  updated,
  uuidOf,
  whole,
} from "#sync-server/storage/column.ts";
import { columnTable, type ListedField, type RecordOf } from "#sync-server/storage/column-table.ts";

/** Pairs of profiles that may be one person's ([I23]). The first has the lower id. */
export const duplicateTable = columnTable("duplicates", {
  id: listed(generated(numberOf(duplicateIdSchema))),
  profile_id: owner(uuidOf(profileIdSchema)),
  other_profile_id: notOwner(uuidOf(profileIdSchema)),
  /** Of one that was dismissed: what it was then. */
  score: listed(whole),
  reasons: jsonOf(z.array(z.enum(namesOf(LIKENESS_POINTS))).readonly()),
  is_dismissed: listed(flag),
  dismissed_at: nullable(moment),
  dismissed_by: nullable(textOf(actorSchema)),
  created_at: listed(created),
  updated_at: listed(updated),
});
export type DuplicateRecord = RecordOf<typeof duplicateTable>;
export type DuplicateField = ListedField<typeof duplicateTable>;
