import { connectionSideSchema, connectionStatusSchema } from "#shared/clienteling/connection.ts";
import {
  connectionDefinitionIdSchema,
  connectionIdSchema,
  profileIdSchema,
} from "#shared/kernel/ids.ts";
import { anyJson } from "#shared/kernel/json.ts";
import {
  created,
  flag,
  generated,
  jsonOf,
  listed,
  listedCaseless,
  moment,
  notOwner,
  nullable,
  numberOf,
  owner,
  text,
  textOf,
  updated,
  uuidOf,
  whole,
} from "#sync-server/storage/column.ts";
import { columnTable, type NewRecordOf, type RecordOf } from "#sync-server/storage/column-table.ts";

/** Which profiles are connected, and how (DOMAIN §3.10). */
export const connectionTable = columnTable("connections", {
  id: listed(generated(numberOf(connectionIdSchema))),
  connection_definition_id: listed(numberOf(connectionDefinitionIdSchema)),
  connector_profile_id: owner(listed(uuidOf(profileIdSchema))),
  connected_profile_id: notOwner(listed(uuidOf(profileIdSchema))),
  name: listedCaseless(text),
  description: nullable(text),
  /** As it was last said: see `connectionStatusAt`. */
  status: listed(textOf(connectionStatusSchema)),
  disconnected_by: nullable(textOf(connectionSideSchema)),
  connected_at: listed(nullable(moment)),
  disconnected_at: nullable(moment),
  ends_at: listed(nullable(moment)),
  is_published: listed(flag),
  is_default: listed(flag),
  is_invalid: listed(flag),
  is_primary: listed(flag),
  sort_order: listed(whole),
  meta: jsonOf(anyJson),
  notes: nullable(text),
  created_at: listed(created),
  updated_at: listed(updated),
});
export type ConnectionRecord = RecordOf<typeof connectionTable>;
export type NewConnection = NewRecordOf<typeof connectionTable>;
