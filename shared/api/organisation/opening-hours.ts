import { z } from "zod";
import { filled, orNull } from "#shared/api/fields.ts";
import { flag } from "#shared/kernel/lenient.ts";
import { firstInstantOf, type Instant, lastInstantOf, UTC } from "#shared/kernel/time.ts";
import { formatV3, parseV3 } from "#shared/kernel/written-time.ts";
import {
  hoursList,
  localDateSchema,
  type NormalHours,
  normalHourSchema,
  type SpecialHours,
  specialHourSchema,
  timeOfDaySchema,
} from "#shared/organisation/opening-hours.ts";

const timeOfDay = z.string().trim().pipe(timeOfDaySchema);
const localDate = z.string().trim().pipe(localDateSchema);

/** The usual hours in a body (DOMAIN §14.1). */
export const normalHoursBodySchema = hoursList(
  normalHourSchema.extend({ open_at: timeOfDay, close_at: timeOfDay }),
);

/** The special hours in a body. */
export const specialHoursBodySchema = hoursList(
  z
    .object({
      name: filled(200),
      is_repeating: flag.default(false),
      open_at: orNull(timeOfDay).default(null),
      close_at: orNull(timeOfDay).default(null),
      start_at: localDate,
      end_at: localDate,
    })
    .refine(({ start_at, end_at }) => !isBefore(end_at, start_at), {
      path: ["end_at"],
      message: "must not be before start_at",
    }),
);

/** A day is all of it, so a time on the same day isn't after it. */
const isBefore = (end: string, start: string): boolean => {
  const [ends, starts] = [parseV3(end), parseV3(start)];
  if (ends === null || starts === null) return false;
  return lastInstantOf(ends, UTC) < firstInstantOf(starts, UTC);
};

const numbered = {
  id: z.int(),
  location_id: z.int(),
  created_at: z.string(),
  updated_at: z.string(),
};

/** The hours of a location as the API shows them. */
export const openingHoursViewSchema = z.object({
  normal_hours: z.array(normalHourSchema.extend(numbered)),
  special_hours: z.array(specialHourSchema.extend(numbered)),
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
