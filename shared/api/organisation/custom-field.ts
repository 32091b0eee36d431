import { z } from "zod";
import { both, shown, shownMoment } from "#shared/api/api-field.ts";
import { filled, slug } from "#shared/api/fields.ts";
import { encoderOf, type Inside } from "#shared/kernel/codec.ts";
import { anyJson } from "#shared/kernel/json.ts";
import { pluck } from "#shared/kernel/object.ts";
import { customTypeSchema } from "#shared/profile/custom-type.ts";
import { fittingValue } from "#shared/profile/custom-value.ts";

const fields = {
  id: shown(z.int()),
  namespace: both(slug, z.string()),
  handle: both(slug, z.string()),
  name: both(filled(200), z.string()),
  type: both(customTypeSchema, customTypeSchema),
  value: both(anyJson, anyJson),
  created_at: shownMoment,
  updated_at: shownMoment,
};
const { namespace, handle, name, type, value } = fields;
const changeable = pluck({ name, type, value }, "body");

/** A new custom field of the tenant (DOMAIN §2.4). Its name defaults to its handle. */
export const newCustomFieldSchema = z
  .object({ ...pluck({ namespace, handle }, "body"), ...changeable, name: name.body.optional() })
  .transform(fittingValue);

/** What may change of one. Its value must fit its type, also where only one of them is sent. */
export const customFieldChangeSchema = z.object(changeable).partial();

/** A custom field as the API shows it; clients also read a version, which none has. */
export const customFieldViewSchema = z.object({ ...pluck(fields, "view"), version: z.null() });

const encode = encoderOf(fields);

/** A custom field as the API shows it. */
export const customFieldView = (
  field: Inside<typeof fields>,
): z.output<typeof customFieldViewSchema> => ({ ...encode(field), version: null });
