import type { Selectable } from "kysely";
import {
  commandIdSchema,
  deviceIdSchema,
  locationIdSchema,
  profileIdSchema,
  redemptionIdSchema,
  staffIdSchema,
} from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { instant } from "#shared/kernel/time.ts";
import { type FieldSql, type ListQuery, type Page, selectPage } from "./list-query.ts";
import type { Redemption } from "./redemption-store.ts";
import type { ReadDeps } from "./sql.ts";
import type { Tables } from "./tables.ts";

const fields = {
  id: { column: "redemptions.id" },
  profile_id: { column: "redemptions.profile_id" },
  type: { column: "redemptions.type" },
  total_cents: { column: "redemptions.total_cents" },
  location_id: { column: "redemptions.location_id" },
  transaction_external_id: { column: "redemptions.transaction_external_id" },
  transaction_receipt_ref: { column: "redemptions.transaction_receipt_ref" },
  redeemed_at: { column: "redemptions.redeemed_at" },
  created_at: { column: "redemptions.created_at" },
} as const satisfies Record<string, FieldSql>;
export type RedemptionField = keyof typeof fields;

/** A page of the redemptions of everybody. */
export const listRedemptions = async (
  deps: ReadDeps,
  query: ListQuery<RedemptionField>,
): Promise<Page<Redemption>> => {
  const source = { from: "redemptions", key: "id", fields };
  const page = await selectPage<Selectable<Tables["redemptions"]>, RedemptionField>(
    deps,
    source,
    query,
  );
  return { total: page.total, rows: page.rows.map(redemptionOfRow) };
};

/** The redemptions of these ids that exist. */
export const readRedemptionsByIds = async (
  deps: ReadDeps,
  ids: readonly number[],
): Promise<readonly Redemption[]> => {
  if (ids.length === 0) return [];
  const rows = await deps.sql
    .selectFrom("redemptions")
    .selectAll()
    .where("tenant_id", "=", deps.tenantId)
    .where("id", "in", ids)
    .execute();
  return rows.map(redemptionOfRow);
};

const redemptionOfRow = (row: Selectable<Tables["redemptions"]>): Redemption => ({
  id: redemptionIdSchema.parse(row.id),
  commandId: commandIdSchema.parse(row.command_id),
  profileId: profileIdSchema.parse(row.profile_id),
  type: "redeem",
  requestedCents: cents(row.requested_cents),
  totalCents: cents(row.total_cents),
  shortfallCents: cents(row.shortfall_cents),
  locationId: row.location_id === null ? null : locationIdSchema.parse(row.location_id),
  staffId: row.staff_id === null ? null : staffIdSchema.parse(row.staff_id),
  deviceId: row.device_id === null ? null : deviceIdSchema.parse(row.device_id),
  transactionExternalId: row.transaction_external_id,
  transactionReceiptRef: row.transaction_receipt_ref,
  meta: row.meta,
  redeemedAt: instant(row.redeemed_at),
  createdAt: instant(row.created_at),
});
