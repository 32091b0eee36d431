import {
  commandIdSchema,
  deviceIdSchema,
  locationIdSchema,
  profileIdSchema,
  redemptionIdSchema,
  staffIdSchema,
} from "#shared/kernel/ids.ts";
import type { EntryKind } from "#shared/ledger/entry.ts";
import { foreignAmountsSchema } from "#shared/redemption/foreign-amounts.ts";
import { type RedemptionType, redemptionTypeSchema } from "#shared/redemption/redemption-type.ts";
import {
  amount,
  flag,
  generated,
  jsonOf,
  listed,
  moment,
  nullable,
  numberOf,
  owner,
  text,
  textOf,
  uuidOf,
} from "#sync-server/storage/column.ts";
import { columnTable } from "#sync-server/storage/column-table.ts";

/** The entries that are the items of each: what it drew from lots, or gave back to them. */
export const ITEM_ENTRIES: Readonly<Record<RedemptionType, readonly EntryKind[]>> = {
  redeem: ["redeem"],
  reversal: ["reverse"],
  return: ["issue", "reverse"],
};

export const foreignAmountsColumn = nullable(jsonOf(foreignAmountsSchema));

export const redemptionTable = columnTable("redemptions", {
  id: listed(generated(numberOf(redemptionIdSchema))),
  command_id: uuidOf(commandIdSchema),
  profile_id: owner(listed(uuidOf(profileIdSchema))),
  type: listed(textOf(redemptionTypeSchema)),
  /** The redemption that a reversal undoes; a redemption is reversed at most once. */
  reverses_id: nullable(numberOf(redemptionIdSchema)),
  /** The redemption that a return gives back. */
  returns_id: nullable(numberOf(redemptionIdSchema)),
  requested_cents: amount,
  total_cents: listed(amount),
  shortfall_cents: amount,
  /** It was made at risk, and the account was frozen when the server heard of it. */
  was_frozen: listed(flag),
  /** Null if it was asked for in the tenant's currency, in which all amounts above are. */
  foreign_amounts: foreignAmountsColumn,
  location_id: listed(nullable(numberOf(locationIdSchema))),
  staff_id: nullable(uuidOf(staffIdSchema)),
  device_id: nullable(uuidOf(deviceIdSchema)),
  transaction_external_id: listed(nullable(text)),
  transaction_receipt_ref: listed(nullable(text)),
  /** The sale that it is for, as it is looked up: as it names it, or as the sale that links it. */
  sale_external_key: nullable(text),
  sale_receipt_key: nullable(text),
  sale_location_id: nullable(numberOf(locationIdSchema)),
  /** The caller's JSON. */
  meta: text,
  redeemed_at: listed(moment),
  created_at: listed(moment),
});
