import {
  commandIdSchema,
  definitionIdSchema,
  profileIdSchema,
  writeOffIdSchema,
} from "#shared/kernel/ids.ts";
import { unitSchema } from "#shared/ledger/entry.ts";
import { writeOffReasonSchema } from "#shared/redemption/write-off.ts";
import {
  generated,
  listed,
  moment,
  nullable,
  numberOf,
  owner,
  text,
  textOf,
  uuidOf,
  whole,
} from "#sync-server/storage/column.ts";
import { columnTable, type ListedField, type RecordOf } from "#sync-server/storage/column-table.ts";

/** Shortfalls that were written off, and why. The amounts are in the unit: cents or hundredths. */
export const writeOffTable = columnTable("write_offs", {
  id: listed(generated(numberOf(writeOffIdSchema))),
  command_id: uuidOf(commandIdSchema),
  profile_id: owner(uuidOf(profileIdSchema)),
  unit: listed(textOf(unitSchema)),
  definition_id: listed(nullable(numberOf(definitionIdSchema))),
  amount: whole,
  reason: listed(textOf(writeOffReasonSchema)),
  /** Where head office keeps the details: a case or document number, never a note. */
  reference: listed(text),
  created_at: listed(moment),
});
export type WriteOff = RecordOf<typeof writeOffTable>;
export type WriteOffField = ListedField<typeof writeOffTable>;
