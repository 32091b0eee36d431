import { z } from "zod";
import { filled, orNull } from "#shared/api/fields.ts";
import { flag } from "#shared/kernel/lenient.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
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
  z.object({
    name: filled(200),
    is_repeating: flag.default(false),
    open_at: orNull(timeOfDay).default(null),
    close_at: orNull(timeOfDay).default(null),
    start_at: localDate,
    end_at: localDate,
  }),
);

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
