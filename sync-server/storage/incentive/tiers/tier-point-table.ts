import { definitionIdSchema, profileIdSchema, tierPointIdSchema } from "#shared/kernel/ids.ts";
import { handReasonSchema } from "#shared/ledger/by-hand.ts";
import {
  created,
  extra,
  generated,
  listed,
  moment,
  nullable,
  numberOf,
  owner,
  text,
  textOf,
  updated,
  uuidOf,
  whole,
} from "#sync-server/storage/column.ts";
import { columnTable, type ListedField, type RecordOf } from "#sync-server/storage/column-table.ts";

/**
 * Tier points that head office gave or took by hand, and why (DOMAIN §7.7). Like those of
 * transactions, they count as part of their days (`tier_days`).
 */
export const tierPointTable = columnTable("tier_points", {
  id: listed(generated(numberOf(tierPointIdSchema))),
  profile_id: owner(listed(uuidOf(profileIdSchema))),
  definition_id: listed(numberOf(definitionIdSchema)),
  /** In hundredths; negative if they were taken. */
  points: whole,
  accrued_at: listed(moment),
  /** When they begin to count. */
  issued_at: listed(moment),
  /** Null if nobody said. */
  reason: listed(nullable(textOf(handReasonSchema))),
  /** Where head office keeps the details: a case or document number, never a note. */
  reference: listed(nullable(text)),
  extra,
  /** Deleted ones don't count, and are hidden. */
  deleted_at: nullable(moment),
  created_at: listed(created),
  updated_at: listed(updated),
});
export type TierPointRecord = RecordOf<typeof tierPointTable>;
export type TierPointField = ListedField<typeof tierPointTable>;
