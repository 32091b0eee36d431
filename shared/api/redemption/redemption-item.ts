import { z } from "zod";
import { reportFormatSchema } from "#shared/api/csv.ts";
import { day } from "#shared/api/fields.ts";
import type { Currency } from "#shared/kernel/currency.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import { type RedemptionType, redemptionTypeSchema } from "#shared/redemption/redemption-type.ts";
import { drawnView, itemSchema, redemptionItemView } from "./redemption.ts";

/** An item with the redemption that it is of (DOMAIN §11.8). */
export const listedItemSchema = z.object({
  ...itemSchema.shape,
  redemption_id: z.int(),
  redemption_type: redemptionTypeSchema,
  profile_id: z.string(),
  definition_id: z.int().nullable(),
  location_id: z.int().nullable(),
  transaction_external_id: z.string().nullable(),
  redeem_at: z.string(),
});
type ListedItemView = z.output<typeof listedItemSchema>;

type Item = Omit<Parameters<typeof redemptionItemView>[0], "number"> & {
  readonly id: number;
  readonly redemptionId: number;
  readonly redemptionType: RedemptionType;
  readonly profileId: string;
  readonly locationId: number | null;
  readonly transactionExternalId: string | null;
  readonly redeemedAt: Instant;
};

/** An item as lists show it; the lot is null if it is no longer known. */
export const listedItemView = (
  item: Item,
  lot: Parameters<typeof redemptionItemView>[1],
  currency: Currency,
): ListedItemView => ({
  ...redemptionItemView({ ...item, number: item.id }, lot, currency),
  ...redemptionOfItem(item),
});

const redemptionOfItem = (item: Item) => ({
  redemption_id: item.redemptionId,
  redemption_type: item.redemptionType,
  profile_id: item.profileId,
  definition_id: item.definitionId,
  location_id: item.locationId,
  transaction_external_id: item.transactionExternalId,
  redeem_at: formatV3(item.redeemedAt),
});

/** The local days to export, both included, and how to answer. */
export const exportQuerySchema = z.object({
  from: day
    .optional()
    .describe("The first day, such as 2026-11-01; defaults to the first of this month."),
  to: day.optional().describe("The last day, such as 2026-11-30; defaults to today."),
  format: reportFormatSchema.optional(),
});

/** A row of the export: an item, with what finance needs to know of it. */
export const exportedItemSchema = z.object({
  id: z.int(),
  redemption_id: z.int(),
  redemption_type: redemptionTypeSchema,
  redeem_at: z.string(),
  profile_id: z.string(),
  location_id: z.int().nullable(),
  transaction_external_id: z.string().nullable(),
  type: z.string(),
  definition_id: z.int().nullable(),
  definition_handle: z.string().nullable(),
  count: z.number(),
  value: z.number(),
  currency: z.string(),
});

/** The same of an item; `handle` is that of its definition. */
export const exportedItemView = (
  item: Item,
  handle: string | null,
  currency: Currency,
): z.output<typeof exportedItemSchema> => ({
  id: item.id,
  ...redemptionOfItem(item),
  ...drawnView(item, currency),
  definition_handle: handle,
  currency: currency.code,
});
