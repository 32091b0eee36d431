import { z } from "zod";
import { both, optionalLines, optionalText, shown, shownMoment } from "#shared/api/api-field.ts";
import { customFields } from "#shared/api/custom-fields.ts";
import { countryCode, filled, orNull, regionHandle, tags, timezone } from "#shared/api/fields.ts";
import {
  addressView,
  addressViewSchema,
  locationAddressSchema,
} from "#shared/api/profile/address.ts";
import { encoderOf, type Inside } from "#shared/kernel/codec.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { flag } from "#shared/kernel/lenient.ts";
import { pluck } from "#shared/kernel/object.ts";
import {
  normalHoursBodySchema,
  openingHoursView,
  openingHoursViewSchema,
  specialHoursBodySchema,
} from "./opening-hours.ts";

const sent = {
  name: both(filled(200), z.string()),
  type: optionalText(64),
  description: optionalLines(2000),
  phone: optionalText(40),
  email: optionalText(254),
  external_id: both(filled(100), z.string()),
  external_code: optionalText(100),
  timezone: both(timezone, z.string()),
  country: both(countryCode, z.string()),
  /** Our addition: devices in one region hold each other's profiles. */
  region: both(regionHandle, z.string()),
  is_published: both(flag, z.boolean()),
  is_permanently_closed: both(flag, z.boolean()),
  tags: both(tags, z.array(z.string()).readonly()),
  custom_fields: customFields,
};
const fields = { id: shown(z.int()), ...sent, created_at: shownMoment, updated_at: shownMoment };

/**
 * The fields of a location that can change (DOMAIN §14.1). An address or list replaces the old one.
 */
export const locationChangeSchema = z
  .object({
    ...pluck(sent, "body"),
    address: orNull(locationAddressSchema),
    normal_hours: normalHoursBodySchema,
    special_hours: specialHoursBodySchema,
  })
  .partial();

/** A new location: its name, and an external id if another system has one. */
export const newLocationSchema = locationChangeSchema.extend({
  name: sent.name.body,
  external_id: optionalText(100).body.optional(),
});

/** A location as the API shows it. */
export const locationViewSchema = z.object({
  ...pluck(fields, "view"),
  address: addressViewSchema.nullable(),
  ...openingHoursViewSchema.shape,
});
export type LocationView = z.infer<typeof locationViewSchema>;

const encode = encoderOf(fields);

/** A location as the API shows it. */
export const locationView = (
  location: Inside<typeof fields> &
    Parameters<typeof openingHoursView>[0] & { readonly address: ExtraFields | null },
): LocationView => ({
  ...encode(location),
  address: location.address && addressView({ id: location.id, body: location.address }),
  ...openingHoursView(location),
});
