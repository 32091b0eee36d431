import { z } from "zod";
import { anyJson, textIn } from "#shared/kernel/json.ts";
import { formatV3 } from "#shared/kernel/time.ts";
import { flag, JSON_LENGTH_MAX, lines, slug, wholeNumber } from "./fields.ts";
import type { ShownAttribute } from "./shown-attribute.ts";

const CUSTOM_ATTRIBUTES_MAX = 200;

const typeSchema = z.enum(["string", "integer", "float", "boolean", "json", "array"]);

const fitsJson = (value: unknown) => JSON.stringify(value).length <= JSON_LENGTH_MAX;
const TOO_LARGE = "is too large: at most 20 kB";

/**
 * What a value of each type must be. Numbers and flags may be sent as strings, and are stored by
 * their type.
 */
const valueSchemas = {
  string: lines(5000),
  integer: wholeNumber,
  float: z.union([
    z.number(),
    z
      .string()
      .regex(/^-?\d{1,15}(?:\.\d{1,15})?(?:e[+-]?\d{1,2})?$/i)
      .transform(Number),
  ]),
  boolean: flag,
  json: anyJson.refine(fitsJson, TOO_LARGE),
  array: z.array(anyJson).refine(fitsJson, TOO_LARGE),
} as const satisfies Record<z.infer<typeof typeSchema>, z.ZodType>;

const SAYINGS = {
  string: "must be text of at most 5000 characters",
  integer: "must be a whole number",
  float: "must be a number",
  boolean: "must be true or false",
  json: "must be JSON of at most 20 kB",
  array: "must be a list of at most 20 kB",
} as const satisfies Record<z.infer<typeof typeSchema>, string>;

/** `<namespace>:<handle>` identifies a custom attribute of a profile (DOMAIN §3.5). */
const customAttributeBodySchema = z
  .object({ namespace: slug, handle: slug, type: typeSchema, value: anyJson })
  .transform((sent, context) => {
    const { namespace, handle, type } = sent;
    if (sent.value === null) return { namespace, handle, type, value: null };
    const value = valueSchemas[type].safeParse(sent.value);
    if (value.success) return { namespace, handle, type, value: value.data };
    context.addIssue({ code: "custom", path: ["value"], message: SAYINGS[type] });
    return z.NEVER;
  });

export const customAttributesBodySchema = z
  .array(customAttributeBodySchema)
  .max(CUSTOM_ATTRIBUTES_MAX, `must not have more than ${CUSTOM_ATTRIBUTES_MAX}`);

/** The custom attributes in a body. */
export const customAttributesOf = (
  attributes: z.infer<typeof customAttributesBodySchema> | undefined,
) => attributes?.map((body) => ({ key: `${body.namespace}:${body.handle}`, body }));

export const customAttributeViewSchema = z.object({
  id: z.int(),
  profile_id: z.string(),
  namespace: z.string(),
  handle: z.string(),
  type: typeSchema,
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
  type: typeSchema.parse(record.body["type"]),
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
