import { z } from "zod";
import { extraOf, filled, freeJson, linesOrNull, orNull, textOrNull } from "#shared/api/fields.ts";
import { anyJson, textIn } from "#shared/kernel/json.ts";
import { flag, wholeNumber } from "#shared/kernel/lenient.ts";
import type { ShownAttribute } from "./shown-attribute.ts";

const ADDRESSES_MAX = 50;

/** What a new address requires wherever it is; a postcode and a state only where the country has
 * them, which the write decides (DOMAIN §3.6). */
const REQUIRED = ["address_line_1", "city", "country"] as const;

const fields = z
  .object({
    address_line_1: filled(200),
    address_line_2: textOrNull(200),
    address_line_3: textOrNull(200),
    company: textOrNull(200),
    city: filled(120),
    state: textOrNull(120),
    postcode: textOrNull(20),
    country: filled(120),
    iso: textOrNull(10),
    iso_state: textOrNull(10),
    latitude: textOrNull(40),
    longitude: textOrNull(40),
    name: textOrNull(200),
    type: textOrNull(40),
    phone: textOrNull(40),
    notes: linesOrNull(2000),
    external_id: textOrNull(100),
    is_default: flag,
    meta: orNull(freeJson),
  })
  .partial();

const requireFields = (
  address: z.infer<typeof fields>,
  context: z.core.$RefinementCtx<unknown>,
): void => {
  for (const field of REQUIRED) {
    if (address[field] === undefined) {
      context.addIssue({ code: "custom", path: [field], message: "is required" });
    }
  }
};

/** What may change of an address. */
export const addressChangeSchema = fields;

/** A new address (DOMAIN §3.6). */
export const newAddressSchema = fields.superRefine(requireFields);

/** An address in a profile's body: with an id it is updated, without one it is added. */
export const addressBodySchema = fields
  .extend({ id: orNull(wholeNumber).optional() })
  .superRefine((address, context) => {
    if (!address.id) requireFields(address, context);
  });
type AddressBody = z.infer<typeof addressBodySchema>;

/** The address of a location, whole (DOMAIN §14.1). */
export const locationAddressSchema = fields.superRefine(requireFields).transform(extraOf);

export const addressesBodySchema = z
  .array(addressBodySchema)
  .max(ADDRESSES_MAX, `must not have more than ${ADDRESSES_MAX}`);

/** An address in a body. */
export const addressOf = ({ id, ...sent }: AddressBody) => ({
  id: id ?? undefined,
  body: extraOf(sent),
});

export const addressViewSchema = z.object({
  id: z.string(),
  name: z.string().nullable(),
  type: z.string().nullable(),
  phone: z.string().nullable(),
  company: z.string().nullable(),
  address_line_1: z.string().nullable(),
  address_line_2: z.string().nullable(),
  address_line_3: z.string().nullable(),
  city: z.string().nullable(),
  state: z.string().nullable(),
  postcode: z.string().nullable(),
  country: z.string().nullable(),
  iso: z.string().nullable(),
  iso_state: z.string().nullable(),
  latitude: z.string().nullable(),
  longitude: z.string().nullable(),
  notes: z.string().nullable(),
  external_id: z.string().nullable(),
  is_default: z.boolean(),
  meta: anyJson,
});
export type AddressView = z.infer<typeof addressViewSchema>;

/** An address as the API shows it. */
export const addressView = ({ id, body }: Pick<ShownAttribute, "id" | "body">): AddressView => ({
  id: String(id),
  name: textIn(body, "name"),
  type: textIn(body, "type"),
  phone: textIn(body, "phone"),
  company: textIn(body, "company"),
  address_line_1: textIn(body, "address_line_1"),
  address_line_2: textIn(body, "address_line_2"),
  address_line_3: textIn(body, "address_line_3"),
  city: textIn(body, "city"),
  state: textIn(body, "state"),
  postcode: textIn(body, "postcode"),
  country: textIn(body, "country"),
  iso: textIn(body, "iso"),
  iso_state: textIn(body, "iso_state"),
  latitude: textIn(body, "latitude"),
  longitude: textIn(body, "longitude"),
  notes: textIn(body, "notes"),
  external_id: textIn(body, "external_id"),
  is_default: body["is_default"] === true,
  meta: body["meta"] ?? null,
});
