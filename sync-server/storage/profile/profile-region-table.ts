import { profileIdSchema, termIdSchema } from "#shared/kernel/ids.ts";
import {
  created,
  flag,
  generated,
  nullable,
  numberOf,
  owner,
  text,
  updated,
  uuidOf,
  whole,
} from "#sync-server/storage/column.ts";
import { columnTable, type RecordOf } from "#sync-server/storage/column-table.ts";

/** The regions that profiles belong to, of which at most one is active for each profile. */
export const profileRegionTable = columnTable("profile_regions", {
  id: generated(whole),
  profile_id: owner(uuidOf(profileIdSchema)),
  region_id: numberOf(termIdSchema),
  country: nullable(text),
  state: nullable(text),
  is_active: flag,
  created_at: created,
  updated_at: updated,
});
export type ProfileRegionRecord = RecordOf<typeof profileRegionTable>;
