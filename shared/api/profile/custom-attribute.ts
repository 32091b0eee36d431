import { z } from "zod";
import { slug } from "#shared/api/fields.ts";
import { anyJson, textIn } from "#shared/kernel/json.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import { customTypeSchema } from "#shared/profile/custom-type.ts";
import { fitsJson, fittingValue, TOO_LARGE } from "#shared/profile/custom-value.ts";
import type { ShownAttribute } from "./shown-attribute.ts";

const CUSTOM_ATTRIBUTES_MAX = 200;

/** `<namespace>:<handle>` identifies a custom attribute of a profile (DOMAIN §3.5). */
const customAttributeBodySchema = z
  .object({ namespace: slug, handle: slug, type: customTypeSchema, value: anyJson })
  .transform(fittingValue);

export const customAttributesBodySchema = z
  .array(customAttributeBodySchema)
  .max(CUSTOM_ATTRIBUTES_MAX, `must not have more than ${CUSTOM_ATTRIBUTES_MAX}`);

/** Values by namespace and handle, each kept as the type that it has or that fits it. */
export const customValuesBodySchema = z.record(
  slug,
  z.record(slug, anyJson.refine(fitsJson, TOO_LARGE)),
);

/** The custom attributes in a body. */
export const customAttributesOf = (
  attributes: z.infer<typeof customAttributesBodySchema> | undefined,
) => attributes?.map((body) => ({ key: `${body.namespace}:${body.handle}`, body }));

export const customAttributeViewSchema = z.object({
  id: z.int(),
  profile_id: z.string(),
  namespace: z.string(),
  handle: z.string(),
  type: customTypeSchema,
  value: anyJson,
  created_at: z.string(),
  updated_at: z.string(),
});
export type CustomAttributeView = z.infer<typeof customAttributeViewSchema>;

/** A custom attribute as the API shows it. */
export const customAttributeView = (record: ShownAttribute): CustomAttributeView => ({
  id: record.id,
  profile_id: record.profileId,
  namespace: textIn(record.body, "namespace") ?? "",
  handle: textIn(record.body, "handle") ?? "",
  type: customTypeSchema.parse(record.body["type"]),
  value: record.body["value"] ?? null,
  created_at: formatV3(record.createdAt),
  updated_at: formatV3(record.updatedAt),
});

export const customValuesSchema = z.record(z.string(), z.record(z.string(), anyJson));

/** The values of custom attributes by namespace and handle, for callers that look them up. */
export const customValues = (
  attributes: readonly CustomAttributeView[],
): z.infer<typeof customValuesSchema> => {
  const namespaces = new Set(attributes.map(({ namespace }) => namespace));
  return Object.fromEntries(
    [...namespaces].map((namespace) => [
      namespace,
      Object.fromEntries(
        attributes
          .filter((each) => each.namespace === namespace)
          .map(({ handle, value }) => [handle, value]),
      ),
    ]),
  );
};

/** What is sent for one that the path names; the answer names what else is sent back of it. */
export const customAttributeChangeSchema = z
  .object({ type: customTypeSchema, value: anyJson })
  .transform(fittingValue);

/** `<namespace>:<handle>` in a path. */
export const customKey = z
  .string()
  .regex(/^[^:]{1,100}:[^:]{1,100}$/)
  .transform((key) => {
    const [namespace = "", handle = ""] = key.split(":");
    return { namespace, handle };
  });
