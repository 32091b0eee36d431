import { freezeIdSchema, profileIdSchema } from "#shared/kernel/ids.ts";
import { freezeReasonSchema, unfreezeReasonSchema } from "#shared/ledger/freeze.ts";
import {
  generated,
  moment,
  nullable,
  numberOf,
  owner,
  text,
  textOf,
  uuidOf,
} from "#sync-server/storage/column.ts";
import { columnTable, type RecordOf } from "#sync-server/storage/column-table.ts";

/**
 * Every time an account was frozen, and why; an account is frozen at most once at a time. The
 * account's own row repeats what is in force, for decisions.
 */
export const freezeTable = columnTable("freezes", {
  id: generated(numberOf(freezeIdSchema)),
  profile_id: owner(uuidOf(profileIdSchema)),
  reason: textOf(freezeReasonSchema),
  /** Where head office keeps the details: a case or document number, never a note. */
  reference: text,
  frozen_at: moment,
  /** Null while it is in force. */
  unfrozen_at: nullable(moment),
  unfreeze_reason: nullable(textOf(unfreezeReasonSchema)),
  unfreeze_reference: nullable(text),
});
export type FreezeRecord = RecordOf<typeof freezeTable>;
