import { z } from "zod";
import { both, optionalLines, optionalText, shown, shownMoment } from "#shared/api/api-field.ts";
import { customFields } from "#shared/api/custom-fields.ts";
import { filled, freeJson, orNull, slug, text } from "#shared/api/fields.ts";
import {
  addressView,
  addressViewSchema,
  locationAddressSchema,
} from "#shared/api/profile/address.ts";
import { encoderOf, type Inside } from "#shared/kernel/codec.ts";
import { anyJson, type ExtraFields } from "#shared/kernel/json.ts";
import { flag } from "#shared/kernel/lenient.ts";
import { pluck } from "#shared/kernel/object.ts";
import { organisationTypeSchema } from "#shared/organisation/organisation.ts";

const domain = text(253)
  .transform((value) => value.toLowerCase().replace(/^@/, ""))
  .pipe(
    z
      .string()
      .regex(
        /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/,
        "must be a domain such as example.com",
      ),
  );
const domains = z.array(domain).max(100, "must not have more than 100");

const sent = {
  name: both(filled(200), z.string()),
  handle: both(slug, z.string()),
  type: both(organisationTypeSchema, organisationTypeSchema),
  status: optionalText(64),
  is_tenant: both(flag, z.boolean()),
  is_active: both(flag, z.boolean()),
  phone: optionalText(40),
  secondary_phone: optionalText(40),
  email: optionalText(254),
  domain: optionalText(253),
  authorised_domains: both(domains, z.array(z.string()).readonly()),
  description: optionalLines(2000),
  short_description: optionalLines(500),
  long_description: optionalLines(10_000),
  icon: optionalText(1000),
  image_url: optionalText(1000),
  notes: optionalLines(10_000),
  custom_fields: customFields,
  meta: both(orNull(freeJson), anyJson),
};
const fields = { id: shown(z.int()), ...sent, created_at: shownMoment, updated_at: shownMoment };

/** What may change of an organisation (DOMAIN §14.5). */
export const organisationChangeSchema = z
  .object({ ...pluck(sent, "body"), address: orNull(locationAddressSchema) })
  .partial();

/** A new one: its name, handle and type. */
export const newOrganisationSchema = organisationChangeSchema.extend(
  pluck({ name: sent.name, handle: sent.handle, type: sent.type }, "body"),
);

export const organisationViewSchema = z.object({
  ...pluck(fields, "view"),
  address: addressViewSchema.nullable(),
});

const encode = encoderOf(fields);

/** An organisation as the API shows it. */
export const organisationView = (
  organisation: Inside<typeof fields> & { readonly address: ExtraFields | null },
): z.output<typeof organisationViewSchema> => ({
  ...encode(organisation),
  address: organisation.address && addressView({ id: organisation.id, body: organisation.address }),
});
