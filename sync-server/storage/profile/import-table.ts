import { importIdSchema } from "#shared/kernel/ids.ts";
import { anyJson } from "#shared/kernel/json.ts";
import {
  created,
  generated,
  jsonOf,
  listed,
  nullable,
  numberOf,
  text,
  updated,
  whole,
} from "#sync-server/storage/column.ts";
import { columnTable, type RecordOf } from "#sync-server/storage/column-table.ts";

/** Batches that belong together (DOMAIN §18.1). */
export const importTable = columnTable("imports", {
  id: listed(generated(numberOf(importIdSchema))),
  name: listed(nullable(text)),
  match_criteria: listed(text),
  /** How many batches it has when it is whole; null while nobody knows. */
  total_jobs: nullable(whole),
  meta: jsonOf(anyJson),
  created_at: listed(created),
  updated_at: listed(updated),
});
export type ImportRecord = RecordOf<typeof importTable>;
