import { z } from "zod";
import { formatV3, type Instant, parseV3 } from "#shared/kernel/time.ts";
import { filled, flag, orNull } from "./fields.ts";

const HOURS_MAX = 200;

/** A time of day at the location: `09:00`. A shop open until midnight closes at 24:00. */
const timeOfDay = z
  .string()
  .trim()
  .regex(
    /^(?:(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?|24:00(?::00)?)$/,
    "must be a time such as 09:00",
  );

/** A day or a time at the location, kept as it was sent. */
const localDate = z
  .string()
  .trim()
  .max(40)
  .refine((text) => parseV3(text) !== null, "must be a date such as 2025-12-25");

/** When a location is usually open, by day of the week (DOMAIN §14.1). */
export const normalHoursSchema = z
  .array(
    z.object({
      day_of_week: z.enum(["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"]),
      open_at: timeOfDay,
      close_at: timeOfDay,
    }),
  )
  .max(HOURS_MAX, `must not have more than ${HOURS_MAX}`);
type NormalHours = z.infer<typeof normalHoursSchema>;

/** Days with other hours; without times the location is closed. */
export const specialHoursSchema = z
  .array(
    z.object({
      name: filled(200),
      is_repeating: flag.default(false),
      open_at: orNull(timeOfDay).default(null),
      close_at: orNull(timeOfDay).default(null),
      start_at: localDate,
      end_at: localDate,
    }),
  )
  .max(HOURS_MAX, `must not have more than ${HOURS_MAX}`);
type SpecialHours = z.infer<typeof specialHoursSchema>;

const numbered = {
  id: z.int(),
  location_id: z.int(),
  created_at: z.string(),
  updated_at: z.string(),
};

/** The hours of a location as the API shows them. */
export const openingHoursViewSchema = z.object({
  normal_hours: z.array(
    z.object({
      ...numbered,
      day_of_week: z.string(),
      open_at: z.string(),
      close_at: z.string(),
    }),
  ),
  special_hours: z.array(
    z.object({
      ...numbered,
      name: z.string(),
      is_repeating: z.boolean(),
      open_at: z.string().nullable(),
      close_at: z.string().nullable(),
      start_at: z.string(),
      end_at: z.string(),
    }),
  ),
});

/** The hours of a location as the API shows them: the ids are their places in the list. */
export const openingHoursView = (location: {
  readonly id: number;
  readonly normalHours: NormalHours | null;
  readonly specialHours: SpecialHours | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}): z.infer<typeof openingHoursViewSchema> => {
  const placed = <T extends object>(hours: readonly T[] | null) =>
    (hours ?? []).map((each, index) => ({
      id: index + 1,
      location_id: location.id,
      ...each,
      created_at: formatV3(location.createdAt),
      updated_at: formatV3(location.updatedAt),
    }));
  return {
    normal_hours: placed(location.normalHours),
    special_hours: placed(location.specialHours),
  };
};
