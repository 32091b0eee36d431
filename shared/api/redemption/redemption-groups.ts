import { z } from "zod";
import { day } from "#shared/api/fields.ts";
import type { Currency } from "#shared/kernel/currency.ts";
import { type Cents, centsToDecimal } from "#shared/kernel/money.ts";

/** By which field to add up redemptions, and the local days that count, both included. */
export const redemptionGroupsQuerySchema = z.object({
  by: z.enum(["type", "location_id", "staff_id"]).optional().describe("Defaults to `type`."),
  from: day.optional(),
  to: day.optional(),
});

type Group = {
  readonly by: string;
  readonly key: string | number | null;
  readonly type: string;
  readonly count: number;
  readonly totalCents: Cents;
  readonly shortfallCents: Cents;
};

/** A group of redemptions as the API shows it (DOMAIN §11.8). */
export const redemptionGroupSchema = z.object({
  by: z.string(),
  key: z.union([z.string(), z.number()]).nullable(),
  type: z.string(),
  count: z.int(),
  total: z.number(),
  shortfall: z.number(),
});

/** A group of redemptions as the API shows it. */
export const redemptionGroupView = (
  { totalCents, shortfallCents, ...group }: Group,
  currency: Currency,
): z.output<typeof redemptionGroupSchema> => ({
  ...group,
  total: centsToDecimal(totalCents, currency),
  shortfall: centsToDecimal(shortfallCents, currency),
});
