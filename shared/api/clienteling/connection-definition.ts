import { z } from "zod";
import {
  both,
  condition,
  dayOrMomentOrNull,
  optionalLines,
  optionalText,
  shown,
  shownMoment,
  toggle,
} from "#shared/api/api-field.ts";
import { CLAIMANT_VARIABLES } from "#shared/api/condition-variables.ts";
import { filled, freeJson, orNull, slug } from "#shared/api/fields.ts";
import { profileViewSchema } from "#shared/api/profile/profile.ts";
import { encoderOf, insideNames } from "#shared/kernel/codec.ts";
import { anyJson } from "#shared/kernel/json.ts";
import { flag, wholeNumber } from "#shared/kernel/lenient.ts";
import { namesOf, pluck } from "#shared/kernel/object.ts";

/** A flag that means false where it is null. */
const flagOrFalse = both(
  orNull(flag).transform((value) => value ?? false),
  z.boolean(),
);
const days = wholeNumber.pipe(z.int().min(1).max(36_500));

/** The fields of a profile that can be shared: those that it is shown with. */
const sharedFields = z
  .array(z.enum(namesOf(profileViewSchema.shape), "must be a field of a profile"))
  .max(100, "must not have more than 100");

const sent = {
  name: both(filled(200), z.string()),
  handle: both(slug, z.string()),
  type: both(filled(64), z.string()),
  tenant: optionalText(64),
  short_description: optionalLines(500),
  description: optionalLines(2000),
  icon: optionalText(1000),
  cover: optionalText(1000),
  internal_notes: optionalLines(10_000),
  start_date_global: dayOrMomentOrNull,
  end_date_global: dayOrMomentOrNull,
  end_date_duration: both(orNull(days), z.int().nullable()),
  shareable_attributes: both(sharedFields, z.array(z.string()).readonly()),
  connector_condition: condition(CLAIMANT_VARIABLES),
  connected_condition: condition(CLAIMANT_VARIABLES),
  connector_can_break: flagOrFalse,
  connected_can_break: flagOrFalse,
  is_published: toggle,
  is_pending: toggle,
  is_archived: toggle,
  meta: both(orNull(freeJson), anyJson),
};
const fields = { id: shown(z.int()), ...sent, created_at: shownMoment, updated_at: shownMoment };

/** What may change of the definition of a connection (DOMAIN §3.10). */
export const connectionDefinitionChangeSchema = z.object(pluck(sent, "body")).partial();

/** A new one: its name, handle and type. */
export const newConnectionDefinitionSchema = connectionDefinitionChangeSchema.extend(
  pluck({ name: sent.name, handle: sent.handle, type: sent.type }, "body"),
);

/** One in a body, in our words. */
export const connectionDefinitionOf = <B extends object>(body: B) => insideNames(sent, body);

export const connectionDefinitionViewSchema = z.object(pluck(fields, "view"));

/** One as the API shows it. */
export const connectionDefinitionView = encoderOf(fields);
