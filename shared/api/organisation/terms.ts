import { z } from "zod";
import { both, optionalText, toggle } from "#shared/api/api-field.ts";
import { customFields } from "#shared/api/custom-fields.ts";
import {
  countryCode,
  currencyCode,
  day,
  filled,
  flagOrNull,
  freeJson,
  linesOrNull,
  locationNumber,
  orNull,
  regionHandle,
  slug,
  tagText,
  termNumber,
  textOrNull,
  timezone,
} from "#shared/api/fields.ts";
import { wholeNumber } from "#shared/kernel/lenient.ts";
import { periodTypeSchema } from "#shared/kernel/period.ts";
import { termApi } from "./term-api.ts";

const name = both(filled(200), z.string());

/** How brands, departments and statuses are described. */
const described = {
  description: linesOrNull(2000),
  short_description: linesOrNull(500),
  image_url: textOrNull(1000),
};

/** What a brand and a department both have. */
const ofBrand = {
  ...described,
  external_code: textOrNull(100),
  url: textOrNull(1000),
  is_system: flagOrNull,
  internal_note: linesOrNull(10_000),
  meta: orNull(freeJson),
};

/** A department in the API (DOMAIN §14.4). */
export const departmentApi = termApi({
  kind: "department",
  handle: slug,
  required: { brand_id: both(termNumber, z.int().nullable()) },
  optional: {
    name,
    external_id: optionalText(100),
    location_id: both(orNull(locationNumber), z.int().nullable()),
  },
  kept: ofBrand,
});

/** A brand in the API (DOMAIN §14.4). */
export const brandApi = termApi({
  kind: "brand",
  handle: slug,
  required: {},
  optional: { name, external_id: optionalText(100) },
  kept: ofBrand,
});

/** A region in the API (DOMAIN §14.3). Its handle is the region that locations name. */
export const regionApi = termApi({
  kind: "region",
  handle: regionHandle,
  required: {},
  optional: { name, is_default: toggle },
  kept: {
    countries: z.array(z.object({ iso_2: countryCode })).max(250, "must not have more than 250"),
    currency: orNull(currencyCode),
  },
});

/** A status in the API (DOMAIN §3.7). */
export const statusApi = termApi({
  kind: "status",
  handle: filled(100).transform(tagText),
  required: { name },
  optional: {
    sort_order: both(orNull(wholeNumber.pipe(z.int().min(-1e9).max(1e9))), z.int().nullable()),
  },
  kept: {
    ...described,
    group_handle: orNull(slug),
    group_name: textOrNull(200),
    code: textOrNull(100),
    colour: textOrNull(40),
    text_colour: textOrNull(40),
    primary_colour: textOrNull(40),
    secondary_colour: textOrNull(40),
    icon: textOrNull(1000),
    long_description: linesOrNull(10_000),
    terms_conditions: linesOrNull(10_000),
    earn_instructions: linesOrNull(10_000),
    internal_notes: linesOrNull(10_000),
    period: orNull(wholeNumber.pipe(z.int().min(1).max(10_000))),
    period_type: orNull(periodTypeSchema),
    absolute_expiry: orNull(day),
    timezone: orNull(timezone),
    custom_fields: customFields.body,
  },
});

/** A role of members of organisations, in the API (DOMAIN §14.6). */
export const roleDefinitionApi = termApi({
  kind: "role-definition",
  handle: slug,
  required: {},
  optional: { name },
  kept: { description: linesOrNull(2000) },
});

/** A system that sends transactions, in the API (DOMAIN §12.4). */
export const systemApi = termApi({
  kind: "system",
  handle: filled(64).transform(tagText),
  required: {},
  optional: {},
  kept: {},
});

/** A tag to choose from, in the API (DOMAIN §3.7). */
export const tagApi = termApi({
  kind: "tag",
  handle: filled(100).transform(tagText),
  required: {},
  optional: {},
  kept: {},
});
