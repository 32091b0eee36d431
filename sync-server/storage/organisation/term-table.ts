import { locationIdSchema, termIdSchema } from "#shared/kernel/ids.ts";
import { termKindSchema } from "#shared/organisation/term.ts";
import {
  created,
  extra,
  flag,
  generated,
  listed,
  listedCaseless,
  nullable,
  numberOf,
  text,
  textOf,
  updated,
  whole,
} from "#sync-server/storage/column.ts";
import {
  columnTable,
  type ListedField,
  type NewRecordOf,
  type RecordOf,
} from "#sync-server/storage/column-table.ts";

/** Terms of every kind. Each kind uses the columns that it has fields for. */
export const termTable = columnTable("terms", {
  id: listed(generated(numberOf(termIdSchema))),
  kind: textOf(termKindSchema),
  handle: listed(text),
  name: listedCaseless(text),
  external_id: listed(nullable(text)),
  /** The rank of a status: the lowest comes first. */
  sort_order: listed(nullable(whole)),
  /** The brand and the location of a department. */
  brand_id: listed(nullable(numberOf(termIdSchema))),
  location_id: listed(nullable(numberOf(locationIdSchema))),
  /** At most one of a kind. */
  is_default: listed(flag),
  created_at: listed(created),
  updated_at: listed(updated),
  /** The fields that only the API shows. */
  body: extra,
});

export type TermRecord = RecordOf<typeof termTable>;
export type TermField = ListedField<typeof termTable>;
export type NewTermRecord = NewRecordOf<typeof termTable>;
