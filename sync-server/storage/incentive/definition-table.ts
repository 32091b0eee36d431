import { z } from "zod";
import { definitionKindSchema } from "#shared/incentive/definition.ts";
import { definitionIdSchema } from "#shared/kernel/ids.ts";
import {
  created,
  extra,
  generated,
  jsonObject,
  listed,
  moment,
  nullable,
  numberOf,
  text,
  textOf,
  updated,
} from "#sync-server/storage/column.ts";
import { columnTable, type ListedField, type RecordOf } from "#sync-server/storage/column-table.ts";

/** Head office's definitions: rewards, points and future kinds, all in one table. */
export const definitionTable = columnTable("definitions", {
  id: listed(generated(numberOf(definitionIdSchema))),
  kind: textOf(definitionKindSchema),
  version: numberOf(z.int()),
  /** Unique within the kind, and never changed. */
  handle: listed(text),
  /** The definition as in its kind's schema, without id, kind and version. */
  body: jsonObject,
  /** API fields that nothing depends on. */
  extra,
  created_at: listed(created),
  updated_at: listed(updated),
  deleted_at: nullable(moment),
});
export type StoredDefinition = RecordOf<typeof definitionTable>;

/** What definitions are filtered and sorted by, as far as their kind has it. */
export const definitionList = {
  listed: {
    ...definitionTable.listed,
    name: { kind: "text" },
    type: { kind: "text" },
    is_published: { kind: "flag" },
    is_archived: { kind: "flag" },
    tags: { kind: "json" },
    meta: { kind: "json" },
  },
} as const;
export type DefinitionField = ListedField<typeof definitionList>;
