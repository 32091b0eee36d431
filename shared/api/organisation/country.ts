import { z } from "zod";
import { both, shown, shownMoment } from "#shared/api/api-field.ts";
import { filled, orNull, text } from "#shared/api/fields.ts";
import { encoderOf, type Inside } from "#shared/kernel/codec.ts";
import { wholeNumber } from "#shared/kernel/lenient.ts";
import { pluck } from "#shared/kernel/object.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";

const letters = (count: number) =>
  z
    .string()
    .trim()
    .toUpperCase()
    .regex(new RegExp(`^[A-Z]{${count}}$`), `must be ${count} letters`);

const sent = {
  name: both(filled(200), z.string()),
  iso_2: both(letters(2), z.string()),
  iso_3: both(letters(3), z.string()),
  iso_numeric: both(text(3).pipe(z.string().regex(/^\d{3}$/, "must be three digits")), z.string()),
  sort_order: both(orNull(wholeNumber.pipe(z.int().min(0).max(1e9))), z.int().nullable()),
};
const fields = { id: shown(z.int()), ...sent, created_at: shownMoment, updated_at: shownMoment };

const { sort_order, ...required } = pluck(sent, "body");

/** A country that ISO 3166-1 doesn't have (DOMAIN §2.3). */
export const newCountrySchema = z.object({ ...required, sort_order: sort_order.optional() });

/** What may change of one; of a country of ISO 3166-1 only its name and its place. */
export const countryChangeSchema = newCountrySchema.partial();

/** A part of a country that ISO 3166-2 names. */
const stateViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  iso: z.string(),
  iso_2_country: z.string(),
  iso_2_country_state_code: z.string(),
  sort_order: z.null(),
  created_at: z.string(),
  updated_at: z.string(),
});

export const countryViewSchema = z.object({
  ...pluck(fields, "view"),
  states: z.array(stateViewSchema),
});

const encode = encoderOf(fields);

/** A country as the API shows it, with its states: their codes are `AU-NSW`. */
export const countryView = (
  country: Inside<typeof fields>,
  states: readonly { readonly code: string; readonly name: string }[],
): z.infer<typeof countryViewSchema> => ({
  ...encode(country),
  states: states.map(({ code, name }) => ({
    id: code,
    name,
    // The data has no kinds of them, such as state, province or county.
    type: "subdivision",
    iso: code.slice(country.iso2.length + 1),
    iso_2_country: country.iso2,
    iso_2_country_state_code: code,
    sort_order: null,
    created_at: formatV3(country.createdAt),
    updated_at: formatV3(country.createdAt),
  })),
});
