import { z } from "zod";
import { both, shown, shownMoment } from "#shared/api/api-field.ts";
import { filled, locationNumber } from "#shared/api/fields.ts";
import { identityView, identityViewSchema } from "#shared/api/profile/identity.ts";
import { encoderOf, type Inside } from "#shared/kernel/codec.ts";
import { flag } from "#shared/kernel/lenient.ts";
import { pluck } from "#shared/kernel/object.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { staffRoleSchema } from "#shared/organisation/powers.ts";
import { PIN_LENGTH } from "#shared/organisation/staff.ts";

const sent = {
  staff_number: both(filled(40), z.string()),
  location_ids: both(z.array(locationNumber).max(200), z.array(z.int()).readonly()),
  is_active: both(flag, z.boolean()),
  role: both(staffRoleSchema, staffRoleSchema),
};
const name = both(filled(200), z.string());
const pin = z.string().regex(new RegExp(`^\\d{${PIN_LENGTH}}$`), `must be ${PIN_LENGTH} digits`);
const fields = { id: shown(z.string()), ...sent, created_at: shownMoment, updated_at: shownMoment };

/** A new staff member (DOMAIN §14.7). */
export const newStaffSchema = z.object({
  full_name: name.body,
  pin,
  ...pluck(sent, "body"),
  location_ids: sent.location_ids.body.optional(),
  is_active: sent.is_active.body.optional(),
  role: sent.role.body.optional(),
});

/** The fields of a staff member that can change. */
export const staffChangeSchema = newStaffSchema.partial();

/** A staff member as the API shows it: never the PIN. */
export const staffViewSchema = z.object({ full_name: name.view, ...pluck(fields, "view") });

const encode = encoderOf(fields);

/** A staff member as the API shows it. */
export const staffView = (staff: Inside<typeof fields> & { readonly name: string }) => ({
  full_name: staff.name,
  ...encode(staff),
});

/** A staff member whom a profile or a sale names. */
export const staffProfileSchema = z.object({
  id: z.string(),
  full_name: z.string(),
  email: z.string(),
  identities: z.array(identityViewSchema),
});
export type StaffProfile = z.infer<typeof staffProfileSchema>;

/**
 * A staff member whom a profile or a sale names, as the API shows them: with their staff number as
 * the one identity, because clients of the API take staff for profiles.
 */
export const staffProfile = (person: {
  readonly id: string;
  readonly name: string;
  readonly staffNumber: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}): StaffProfile => ({
  id: person.id,
  full_name: person.name,
  email: "",
  identities: [
    identityView({
      id: 1,
      mergedFrom: null,
      profileId: person.id,
      handle: "staff",
      identifier: person.staffNumber,
      isPrimary: true,
      isActive: true,
      createdAt: person.createdAt,
      updatedAt: person.updatedAt,
    }),
  ],
});
