import { staffIdSchema } from "#shared/kernel/ids.ts";
import { staffRoleSchema } from "#shared/organisation/powers.ts";
import {
  created,
  flag,
  listed,
  listedCaseless,
  text,
  textOf,
  updated,
  uuidOf,
} from "#sync-server/storage/column.ts";
import { columnTable } from "#sync-server/storage/column-table.ts";

export const staffTable = columnTable("staff", {
  id: listed(uuidOf(staffIdSchema)),
  name: listedCaseless(text),
  staff_number: listed(text),
  is_active: listed(flag),
  role: listed(textOf(staffRoleSchema)),
  pin_hash: text,
  created_at: listed(created),
  updated_at: listed(updated),
});
