import { conditionSchema } from "#shared/kernel/condition.ts";
import { connectionDefinitionIdSchema } from "#shared/kernel/ids.ts";
import { anyJson } from "#shared/kernel/json.ts";
import { dayOrInstantSchema } from "#shared/kernel/time.ts";
import {
  created,
  flag,
  generated,
  jsonOf,
  listed,
  listedCaseless,
  nullable,
  numberOf,
  text,
  textList,
  updated,
  whole,
} from "#sync-server/storage/column.ts";
import { columnTable, type NewRecordOf, type RecordOf } from "#sync-server/storage/column-table.ts";

/** The kinds of connection between two profiles (DOMAIN §3.10). */
export const connectionDefinitionTable = columnTable("connection_definitions", {
  id: listed(generated(numberOf(connectionDefinitionIdSchema))),
  handle: listed(text),
  name: listedCaseless(text),
  type: listed(text),
  tenant: nullable(text),
  short_description: nullable(text),
  description: nullable(text),
  icon: nullable(text),
  cover: nullable(text),
  internal_notes: nullable(text),
  start_date_global: jsonOf(dayOrInstantSchema.nullable()),
  end_date_global: jsonOf(dayOrInstantSchema.nullable()),
  end_date_duration: nullable(whole),
  shareable_attributes: textList,
  connector_condition: jsonOf(conditionSchema.nullable()),
  connected_condition: jsonOf(conditionSchema.nullable()),
  connector_can_break: flag,
  connected_can_break: flag,
  is_published: listed(flag),
  is_pending: listed(flag),
  is_archived: listed(flag),
  meta: jsonOf(anyJson),
  created_at: listed(created),
  updated_at: listed(updated),
});
export type ConnectionDefinition = RecordOf<typeof connectionDefinitionTable>;
export type NewConnectionDefinition = NewRecordOf<typeof connectionDefinitionTable>;
