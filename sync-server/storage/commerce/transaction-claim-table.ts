import { claimStatusSchema } from "#shared/commerce/claim.ts";
import {
  profileIdSchema,
  staffIdSchema,
  transactionClaimIdSchema,
  transactionIdSchema,
} from "#shared/kernel/ids.ts";
import { calendarDaySchema, timeZoneSchema } from "#shared/kernel/time.ts";
import {
  created,
  generated,
  listed,
  moment,
  nullable,
  numberOf,
  owner,
  receiptTotal,
  text,
  textOf,
  updated,
  uuidOf,
  whole,
} from "#sync-server/storage/column.ts";
import {
  columnTable,
  type ListedField,
  type NewRecordOf,
  type RecordOf,
} from "#sync-server/storage/column-table.ts";

/** What customers have claimed, found or not (DOMAIN §12.6). */
export const transactionClaimTable = columnTable("transaction_claims", {
  id: listed(generated(numberOf(transactionClaimIdSchema))),
  profile_id: owner(uuidOf(profileIdSchema)),
  /** As written: one that has waited too long stays `pending` until a job says that it is over. */
  status: listed(textOf(claimStatusSchema)),
  receipt_ref: listed(text),
  /** What it is looked up by. */
  receipt_key: text,
  /** The day on the receipt. */
  day: textOf(calendarDaySchema),
  total_e4: listed(receiptTotal),
  timezone: textOf(timeZoneSchema),
  location_code: listed(text),
  /** Who claimed it for the customer. */
  staff_id: nullable(uuidOf(staffIdSchema)),
  /** How often it was compared with sales that might have been it. */
  attempts: whole,
  transaction_id: nullable(numberOf(transactionIdSchema)),
  claimed_at: listed(nullable(moment)),
  last_checked_at: moment,
  /** Until when it waits for its sale. */
  expires_at: listed(moment),
  /** Taken back: it is hidden, and still counts as a claim that was made. */
  deleted_at: nullable(moment),
  created_at: listed(created),
  updated_at: listed(updated),
});
export type TransactionClaim = RecordOf<typeof transactionClaimTable>;
export type NewTransactionClaim = NewRecordOf<typeof transactionClaimTable>;
export type TransactionClaimField = ListedField<typeof transactionClaimTable>;
