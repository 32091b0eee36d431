import { z } from "zod";
import { locationNumber, orNull, profileUuid, textOrNull } from "#shared/api/fields.ts";
import { type LocationView, locationViewSchema } from "#shared/api/organisation/location.ts";
import type { Changes } from "#shared/kernel/object.ts";

/** With whom an encounter was, where, and with which staff, in a body (DOMAIN §15). */
export const encounterBody = {
  profile_id: profileUuid,
  location_id: orNull(locationNumber),
  /** A location that isn't there yet is created, as it is for a sale. */
  location_external_id: textOrNull(100),
  /** By id or by staff number. */
  staff_id: textOrNull(64),
};

/** The same as it is shown. */
export const encounterViewFields = {
  profile_id: z.string(),
  location_id: z.int().nullable(),
  location: locationViewSchema.nullable(),
  staff_id: z.string().nullable(),
  staff: z.object({ id: z.string(), full_name: z.string() }).nullable(),
};

type Body = Changes<z.output<z.ZodObject<typeof encounterBody>>>;

/** What a body names, in our words; what it doesn't say is undefined. */
export const encounterOf = (body: Body) => ({
  profileId: body.profile_id,
  location: locationOf(body),
  staff: body.staff_id,
});

const locationOf = ({ location_id: id, location_external_id: externalId }: Body) => {
  if (typeof id === "number") return { number: id };
  return externalId ? { externalId } : id === null || externalId === null ? null : undefined;
};

/** What an encounter names as the API shows it, with what was looked up for it. */
export const encounterView = (
  encounter: {
    readonly profileId: string;
    readonly locationId: number | null;
    readonly staffId: string | null;
  },
  found: {
    readonly location: LocationView | null;
    readonly staff: { readonly id: string; readonly name: string } | null;
  },
): z.output<z.ZodObject<typeof encounterViewFields>> => ({
  profile_id: encounter.profileId,
  location_id: encounter.locationId,
  location: found.location,
  staff_id: encounter.staffId,
  staff: found.staff && { id: found.staff.id, full_name: found.staff.name },
});
