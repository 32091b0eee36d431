import { z } from "zod";
import {
  commandIdSchema,
  deviceIdSchema,
  locationIdSchema,
  profileIdSchema,
  redemptionIdSchema,
  staffIdSchema,
} from "#shared/kernel/ids.ts";
import {
  amount,
  generated,
  listed,
  moment,
  nullable,
  numberOf,
  owner,
  text,
  textOf,
  uuidOf,
} from "./column.ts";
import { columnTable, type ListedField } from "./column-table.ts";

export const redemptionTable = columnTable("redemptions", {
  id: listed(generated(numberOf(redemptionIdSchema))),
  command_id: uuidOf(commandIdSchema),
  profile_id: owner(listed(uuidOf(profileIdSchema))),
  type: listed(textOf(z.literal("redeem"))),
  requested_cents: amount,
  total_cents: listed(amount),
  shortfall_cents: amount,
  location_id: listed(nullable(numberOf(locationIdSchema))),
  staff_id: nullable(uuidOf(staffIdSchema)),
  device_id: nullable(uuidOf(deviceIdSchema)),
  transaction_external_id: listed(nullable(text)),
  transaction_receipt_ref: listed(nullable(text)),
  /** The caller's JSON. */
  meta: text,
  redeemed_at: listed(moment),
  created_at: listed(moment),
});
export type RedemptionField = ListedField<typeof redemptionTable>;
