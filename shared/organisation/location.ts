import { z } from "zod";
import { locationIdSchema } from "#shared/kernel/ids.ts";
import { timeZoneSchema } from "#shared/kernel/time.ts";
import { normalHoursSchema, specialHoursSchema } from "./opening-hours.ts";
import { regionSchema } from "./region.ts";

/** A store, kiosk or web shop (DOMAIN §14.1). */
export const locationSchema = z.object({
  id: locationIdSchema,
  name: z.string().min(1).max(200),
  externalId: z.string().max(100),
  externalCode: z.string().max(100).nullable(),
  timezone: timeZoneSchema,
  /** ISO 3166 alpha-2. Phone numbers without a country code are read as numbers of this country. */
  country: z.string().length(2),
  /** Devices in one region hold each other's profiles. */
  region: regionSchema,
  phone: z.string().max(40).nullable(),
  isPublished: z.boolean(),
  isPermanentlyClosed: z.boolean(),
  /** When it is open ([X26]). */
  normalHours: normalHoursSchema.nullable(),
  specialHours: specialHoursSchema.nullable(),
});
export type Location = z.infer<typeof locationSchema>;

/** What other systems may call a location: its id and its code with them. */
export const codesOfLocation = (location: Location): readonly string[] =>
  [location.externalId, location.externalCode].filter((code) => code !== null);
