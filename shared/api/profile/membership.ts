import { z } from "zod";
import { momentOrNull } from "#shared/api/api-field.ts";
import { orNull, profileUuid, termNumber } from "#shared/api/fields.ts";
import { missing } from "#shared/api/missing.ts";
import { organisationView, organisationViewSchema } from "#shared/api/organisation/organisation.ts";
import { roleDefinitionApi } from "#shared/api/organisation/terms.ts";
import { organisationIdSchema } from "#shared/kernel/ids.ts";
import { flag, wholeNumber } from "#shared/kernel/lenient.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import {
  isMemberAt,
  type Membership,
  membershipSourceSchema,
} from "#shared/organisation/organisation.ts";

/** What may change of a membership (DOMAIN §14.5). */
export const membershipChangeSchema = z
  .object({
    role_definition_id: orNull(termNumber),
    expires_at: momentOrNull.body,
    is_active: flag,
  })
  .partial();

/** A new member of the organisation that the path names. */
export const newMemberSchema = membershipChangeSchema.extend({ profile_id: profileUuid });

/** A new membership of the profile that the path names. */
export const newMembershipSchema = membershipChangeSchema.extend({
  organisation_id: wholeNumber.pipe(organisationIdSchema),
});

/** An organisation in a profile's body: one that it is in is changed, another is added. */
export const organisationBodySchema = newMembershipSchema
  .extend({ id: newMembershipSchema.shape.organisation_id })
  .partial({ organisation_id: true, id: true })
  .transform(({ organisation_id, id = organisation_id, ...said }, context) =>
    id === undefined || (organisation_id !== undefined && organisation_id !== id)
      ? missing(context, "organisation_id")
      : { organisationId: id, ...membershipOf(said) },
  );

/** A membership in a body, in our words. */
export const membershipOf = (body: z.output<typeof membershipChangeSchema>) => ({
  roleDefinitionId: body.role_definition_id,
  expiresAt: body.expires_at,
  isActive: body.is_active,
});

const roleSchema = z.object({
  id: z.int(),
  name: z.string(),
  handle: z.string(),
  description: z.string().nullable(),
});
const memberFields = {
  role_definition: roleSchema.nullable(),
  starts_at: z.string(),
  expires_at: z.string().nullable(),
  is_active: z.boolean(),
  source: membershipSourceSchema,
};

/** A member of an organisation. */
export const memberViewSchema = z.object({
  id: z.int(),
  organisation_id: z.int(),
  profile_id: z.string(),
  ...memberFields,
});

/** An organisation of a profile: the organisation, and what the profile is there. */
export const membershipViewSchema = organisationViewSchema.extend(memberFields);

type Held = Membership & {
  readonly id: number;
  readonly organisationId: number;
  readonly profileId: string;
  readonly source: z.output<typeof membershipSourceSchema>;
};
type Role = Parameters<typeof roleDefinitionApi.show>[0];

const fieldsOf = (held: Held, role: Role | null, now: Instant) => ({
  role_definition: role && roleSchema.parse(roleDefinitionApi.show(role)),
  starts_at: formatV3(held.startsAt),
  expires_at: held.expiresAt === null ? null : formatV3(held.expiresAt),
  is_active: isMemberAt({ ...held, supersededAt: null }, now),
  source: held.source,
});

/** A member of an organisation as the API shows it, as it is at an instant. */
export const memberView = (
  held: Held,
  role: Role | null,
  now: Instant,
): z.output<typeof memberViewSchema> => ({
  id: held.id,
  organisation_id: held.organisationId,
  profile_id: held.profileId,
  ...fieldsOf(held, role, now),
});

/** An organisation of a profile as the API shows it. */
export const membershipView = (
  held: Held,
  found: {
    readonly organisation: Parameters<typeof organisationView>[0];
    readonly role: Role | null;
  },
  now: Instant,
): z.output<typeof membershipViewSchema> => ({
  ...organisationView(found.organisation),
  ...fieldsOf(held, found.role, now),
});
