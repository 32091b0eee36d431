import { z } from "zod";
import { both, optionalLines, optionalText, shown, shownMoment } from "#shared/api/api-field.ts";
import {
  filled,
  freeJson,
  moment,
  orNull,
  productNumber,
  tags,
  variantNumber,
} from "#shared/api/fields.ts";
import {
  interactionActionSchema,
  interactionChannelSchema,
  interactionSignalSchema,
} from "#shared/clienteling/interaction.ts";
import { encoderOf, type Inside, insideNames } from "#shared/kernel/codec.ts";
import { anyJson } from "#shared/kernel/json.ts";
import { wholeNumber } from "#shared/kernel/lenient.ts";
import { pluck } from "#shared/kernel/object.ts";
import { encounterBody, encounterOf, encounterView, encounterViewFields } from "./encounter.ts";

const numberOrNull = z.int().nullable();

const required = {
  action: both(interactionActionSchema, interactionActionSchema),
  channel: both(interactionChannelSchema, interactionChannelSchema),
  signal: both(wholeNumber.pipe(interactionSignalSchema), interactionSignalSchema),
  name: both(filled(200), z.string()),
  namespace: both(filled(100), z.string()),
};
const optional = {
  description: optionalLines(2000),
  url: optionalText(2000),
  duration: optionalText(40),
  latitude: optionalText(40),
  longitude: optionalText(40),
  product_id: both(orNull(productNumber), numberOrNull),
  product_variant_id: both(orNull(variantNumber), numberOrNull),
  /** A category of the caller's own: there are none here. */
  product_category_id: both(orNull(wholeNumber), numberOrNull),
  tags: both(tags, z.array(z.string())),
  meta: both(orNull(freeJson), anyJson),
};
const sent = { ...required, ...optional };
const fields = {
  id: shown(z.int()),
  ...sent,
  /** The identifier by which it was sent. */
  identity: shown(z.string().nullable()),
  interacted_at: shownMoment,
  created_at: shownMoment,
  updated_at: shownMoment,
};

const identifier = filled(190);

/** What may change of an interaction (DOMAIN §15.1). */
export const interactionChangeSchema = z
  .object({
    ...pluck(sent, "body"),
    ...encounterBody,
    interacted_at: moment,
    /** Of the profile: under any handle, or under one. */
    identifier: z.union([identifier, z.object({ id: identifier, handle: filled(64) })]),
  })
  .partial();

/** A new interaction, with a profile by its id or by an identifier. Without a time it is now. */
export const newInteractionSchema = interactionChangeSchema
  .extend({ ...pluck(required, "body"), interacted_at: orNull(moment).optional() })
  .superRefine(({ profile_id: id, identifier: named }, context) => {
    if (id !== undefined || named !== undefined) return;
    context.addIssue({ code: "custom", path: ["profile_id"], message: "is required" });
  });

type Body = z.output<typeof interactionChangeSchema> | z.output<typeof newInteractionSchema>;

/** An interaction in a body, in our words. */
export const interactionOf = <B extends Body>(body: B) => ({
  ...insideNames(sent, body),
  ...encounterOf(body),
  identifier:
    typeof body.identifier === "string" ? { id: body.identifier, handle: null } : body.identifier,
  at: body.interacted_at ?? undefined,
});

export const interactionViewSchema = z.object({
  ...pluck(fields, "view"),
  ...encounterViewFields,
});

const encode = encoderOf(fields);

/** An interaction as the API shows it. */
export const interactionView = (
  interaction: Inside<typeof fields> & Parameters<typeof encounterView>[0],
  found: Parameters<typeof encounterView>[1],
): z.output<typeof interactionViewSchema> => ({
  ...encode(interaction),
  ...encounterView(interaction, found),
});
