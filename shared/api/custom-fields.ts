import { z } from "zod";
import { anyJson } from "#shared/kernel/json.ts";
import { type CustomField, customFieldSchema, typeOfValue } from "#shared/profile/custom-field.ts";
import { customTypeSchema } from "#shared/profile/custom-type.ts";
import { fittingValue } from "#shared/profile/custom-value.ts";
import { both } from "./api-field.ts";
import { filled, slug } from "./fields.ts";

const CUSTOM_FIELDS_MAX = 100;

const sentSchema = z
  .object({
    namespace: slug,
    handle: slug,
    name: filled(200).optional(),
    type: customTypeSchema.optional(),
    value: anyJson,
  })
  .transform(
    ({ name, type, ...sent }, context): CustomField =>
      fittingValue(
        { ...sent, name: name ?? sent.handle, type: type ?? typeOfValue(sent.value) },
        context,
      ),
  );

/**
 * The custom fields of an object (DOMAIN §2.4), which replace the ones before. Refuses a value that
 * wouldn't come back as it was sent, and two under one name.
 */
export const customFields = both(
  z
    .array(sentSchema)
    .max(CUSTOM_FIELDS_MAX, `must not have more than ${CUSTOM_FIELDS_MAX}`)
    .superRefine((fields, context) => {
      const names = fields.map(({ namespace, handle }) => `${namespace}:${handle}`);
      for (const [index, name] of names.entries()) {
        if (names.indexOf(name) === index) continue;
        const message = "is there already under this namespace";
        context.addIssue({ code: "custom", path: [index, "handle"], message });
      }
    }),
  z.array(customFieldSchema),
);
