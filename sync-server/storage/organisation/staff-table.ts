import { staffIdSchema } from "#shared/kernel/ids.ts";
import { created, flag, listed, text, updated, uuidOf } from "#sync-server/storage/column.ts";
import { columnTable } from "#sync-server/storage/column-table.ts";

export const staffTable = columnTable("staff", {
  id: uuidOf(staffIdSchema),
  name: text,
  staff_number: listed(text),
  is_active: flag,
  pin_hash: text,
  created_at: created,
  updated_at: updated,
});
