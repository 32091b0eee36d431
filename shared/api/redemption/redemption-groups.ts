import { z } from "zod";
import { day } from "#shared/api/fields.ts";
import type { Currency } from "#shared/kernel/currency.ts";
import { type Cents, centsToDecimal } from "#shared/kernel/money.ts";

const groupBySchema = z.enum([
  "type",
  "location_id",
  "staff_id",
  "definition_id",
  "unit",
  "day",
  "month",
]);

/** By what to add up redemptions, and the local days that count, both included. */
export const redemptionGroupsQuerySchema = z.object({
  by: groupBySchema
    .optional()
    .describe("Defaults to `type`. `definition_id` and `unit` add up the items of redemptions."),
  from: day.optional().describe("The first day; required for `day` and `month`."),
  to: day.optional(),
});

type Group = {
  readonly key: string | number | null;
  readonly type: string;
  readonly count: number;
  readonly totalCents: Cents;
  readonly shortfallCents: Cents | null;
};

/** A group of redemptions as the API shows it (DOMAIN §11.8). */
export const redemptionGroupSchema = z.object({
  by: z.string(),
  key: z.union([z.string(), z.number()]).nullable(),
  type: z.string(),
  count: z.int(),
  total: z.number(),
  /** Null for groups of items. */
  shortfall: z.number().nullable(),
});

/** A group of redemptions as the API shows it. */
export const redemptionGroupView = (
  by: z.output<typeof groupBySchema>,
  { totalCents, shortfallCents, ...group }: Group,
  currency: Currency,
): z.output<typeof redemptionGroupSchema> => ({
  by,
  ...group,
  total: centsToDecimal(totalCents, currency),
  shortfall: shortfallCents === null ? null : centsToDecimal(shortfallCents, currency),
});
