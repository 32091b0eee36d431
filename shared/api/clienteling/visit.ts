import { z } from "zod";
import { both, optionalLines, shown, shownMoment } from "#shared/api/api-field.ts";
import { freeJson, moment, orNull } from "#shared/api/fields.ts";
import { encoderOf, type Inside, insideNames } from "#shared/kernel/codec.ts";
import { anyJson } from "#shared/kernel/json.ts";
import { pluck } from "#shared/kernel/object.ts";
import { encounterBody, encounterOf, encounterView, encounterViewFields } from "./encounter.ts";

const sent = { notes: optionalLines(2000), meta: both(orNull(freeJson), anyJson) };
const fields = {
  id: shown(z.int()),
  ...sent,
  visited_at: shownMoment,
  created_at: shownMoment,
  updated_at: shownMoment,
};

/** What may change of a visit (DOMAIN §15.2). */
export const visitChangeSchema = z
  .object({ ...pluck(sent, "body"), ...encounterBody, visited_at: moment })
  .partial();

/** A new visit. Without a time it is now. */
export const newVisitSchema = visitChangeSchema.extend({
  profile_id: encounterBody.profile_id,
  visited_at: orNull(moment).optional(),
});

/** A new visit of the profile that the path names. */
export const ownVisitSchema = newVisitSchema.omit({ profile_id: true });

type Body = z.output<typeof visitChangeSchema> | z.output<typeof ownVisitSchema>;

/** A visit in a body, in our words. */
export const visitOf = <B extends Body>(body: B) => ({
  ...insideNames(sent, body),
  ...encounterOf(body),
  at: body.visited_at ?? undefined,
});

export const visitViewSchema = z.object({ ...pluck(fields, "view"), ...encounterViewFields });

const encode = encoderOf(fields);

/** A visit as the API shows it. */
export const visitView = (
  visit: Inside<typeof fields> & Parameters<typeof encounterView>[0],
  found: Parameters<typeof encounterView>[1],
): z.output<typeof visitViewSchema> => ({
  ...encode(visit),
  ...encounterView(visit, found),
});
