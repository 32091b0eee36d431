import type { z } from "zod";
import { exchangeRateSchema } from "#shared/kernel/exchange-rate.ts";
import { centsSchema } from "#shared/kernel/money.ts";

/**
 * The amounts of a redemption or return in another currency than the tenant's, and the rate by
 * which they were converted (incentive/SPEC.md [C3]).
 */
export const foreignAmountsSchema = exchangeRateSchema.extend({
  requestedCents: centsSchema,
  totalCents: centsSchema,
});
export type ForeignAmounts = z.infer<typeof foreignAmountsSchema>;
