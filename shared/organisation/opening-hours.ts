import { z } from "zod";
import { parseV3 } from "#shared/kernel/written-time.ts";

const HOURS_MAX = 200;

/** A time of day at the location: `09:00`. A shop open until midnight closes at 24:00. */
export const timeOfDaySchema = z
  .string()
  .regex(
    /^(?:(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?|24:00(?::00)?)$/,
    "must be a time such as 09:00",
  );

/** A day or a time at the location, kept as it was sent. */
export const localDateSchema = z
  .string()
  .max(40)
  .refine((text) => parseV3(text) !== null, "must be a date such as 2025-12-25");

/** A list of hours, which isn't endless. */
export const hoursList = <T extends z.ZodType>(hours: T) =>
  z.array(hours).max(HOURS_MAX, `must not have more than ${HOURS_MAX}`);

export const normalHourSchema = z.object({
  day_of_week: z.enum(["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"]),
  open_at: timeOfDaySchema,
  close_at: timeOfDaySchema,
});

export const specialHourSchema = z.object({
  name: z.string().min(1).max(200),
  is_repeating: z.boolean(),
  open_at: timeOfDaySchema.nullable(),
  close_at: timeOfDaySchema.nullable(),
  start_at: localDateSchema,
  end_at: localDateSchema,
});

/** When a location is usually open, by day of the week (DOMAIN §14.1). */
export const normalHoursSchema = hoursList(normalHourSchema);
export type NormalHours = z.infer<typeof normalHoursSchema>;

/** Days with other hours; without times the location is closed. */
export const specialHoursSchema = hoursList(specialHourSchema);
export type SpecialHours = z.infer<typeof specialHoursSchema>;
