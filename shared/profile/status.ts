import { z } from "zod";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { calendarDaySchema, periodTypeSchema } from "#shared/kernel/time.ts";

/** How long somebody has a status (DOMAIN §5.5), in the fields of the API. */
const statusPeriodSchema = z
  .object({
    period: z.int().nullable().default(null),
    period_type: periodTypeSchema.nullable().default(null),
    absolute_expiry: calendarDaySchema.nullable().default(null),
  })
  .transform(({ period, period_type, absolute_expiry }) => ({
    period,
    periodType: period_type ?? "days",
    absoluteExpiry: absolute_expiry,
  }));

/** How long somebody has the status with these fields: without end, unless they say so. */
export const statusPeriodOf = (fields: ExtraFields) => statusPeriodSchema.parse(fields);
