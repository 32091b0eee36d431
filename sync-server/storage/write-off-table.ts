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
  moment,
  nullable,
  numberOf,
  owner,
  text,
  textOf,
  uuidOf,
  whole,
} from "./column.ts";
import { columnTable, type RecordOf } from "./column-table.ts";

/** Shortfalls that were written off, and why. The amounts are in the unit: cents or hundredths. */
export const writeOffTable = columnTable("write_offs", {
  id: generated(numberOf(writeOffIdSchema)),
  command_id: uuidOf(commandIdSchema),
  profile_id: owner(uuidOf(profileIdSchema)),
  unit: textOf(unitSchema),
  definition_id: nullable(numberOf(definitionIdSchema)),
  amount: whole,
  reason: textOf(writeOffReasonSchema),
  /** Where head office keeps the details: a case or document number, never a note. */
  reference: text,
  created_at: moment,
});
export type WriteOff = RecordOf<typeof writeOffTable>;
