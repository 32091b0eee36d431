import { z } from "zod";
import {
  commandIdSchema,
  overruledEditIdSchema,
  profileIdSchema,
  staffIdSchema,
} from "#shared/kernel/ids.ts";
import {
  created,
  generated,
  jsonOf,
  moment,
  numberOf,
  owner,
  text,
  uuidOf,
} from "#sync-server/storage/column.ts";
import { columnTable, type RecordOf } from "#sync-server/storage/column-table.ts";

/** What edits of devices took the place of unseen, until somebody decides (sync/SPEC.md [S25]). */
export const overruledEditTable = columnTable("overruled_edits", {
  id: generated(numberOf(overruledEditIdSchema)),
  profile_id: owner(uuidOf(profileIdSchema)),
  field: text,
  value: jsonOf(z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /** The edit that overruled it, whose, and when. */
  command_id: uuidOf(commandIdSchema),
  staff_id: uuidOf(staffIdSchema),
  occurred_at: moment,
  created_at: created,
});
export type OverruledEdit = RecordOf<typeof overruledEditTable>;
