import { customFieldIdSchema } from "#shared/kernel/ids.ts";
import { anyJson } from "#shared/kernel/json.ts";
import { customTypeSchema } from "#shared/profile/custom-type.ts";
import {
  created,
  generated,
  jsonOf,
  listed,
  listedCaseless,
  numberOf,
  text,
  textOf,
  updated,
} from "#sync-server/storage/column.ts";
import { columnTable, type NewRecordOf } from "#sync-server/storage/column-table.ts";

/** The custom fields of the tenant. */
export const customFieldTable = columnTable("custom_fields", {
  id: listed(generated(numberOf(customFieldIdSchema))),
  namespace: listed(text),
  handle: listed(text),
  name: listedCaseless(text),
  type: listed(textOf(customTypeSchema)),
  value: jsonOf(anyJson),
  created_at: listed(created),
  updated_at: listed(updated),
});

export type NewCustomFieldRecord = NewRecordOf<typeof customFieldTable>;
