import { z } from "zod";
import { momentOrNull, shown, shownMoment } from "#shared/api/api-field.ts";
import { profileUuid } from "#shared/api/fields.ts";
import { snake } from "#shared/kernel/case.ts";
import { encoderOf, type Inside, named } from "#shared/kernel/codec.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { pluck } from "#shared/kernel/object.ts";
import { customAttributeView, customAttributeViewSchema } from "./custom-attribute.ts";
import type { ShownAttribute } from "./shown-attribute.ts";

/** Which profile is merged into which: the source is gone afterwards (DOMAIN §3.8). */
export const mergeBodySchema = z.object({
  source_profile_id: profileUuid,
  destination_profile_id: profileUuid,
});

/** The source of the merge to undo. */
export const unmergeBodySchema = mergeBodySchema.pick({ source_profile_id: true });

const fields = {
  id: shown(z.int()),
  source_profile_id: named("loserId", shown(z.string())),
  destination_profile_id: named("profileId", shown(z.string())),
  merged_at: shownMoment,
  merged_by: shown(z.string()),
  unmerged_at: momentOrNull,
  unmerged_by: shown(z.string().nullable()),
};

/** Why a merge stays, in the words of the API. */
const staysSchema = z.enum([
  "undone",
  "merged_since",
  "destination_gone",
  "spent_since",
  "contact_taken",
]);

/** A merge that was done, with where things came from ([I22]). */
export const mergeViewSchema = z.object({
  ...pluck(fields, "view"),
  can_be_undone: z.boolean(),
  why_not: staysSchema.nullable().describe("Why it can't be undone any more."),
  filled: z.array(z.string()).describe("Fields that were filled in from the source."),
  consent_from_source: z.array(z.string()).describe("Where the source's consent was the stricter."),
  overruled: z
    .array(customAttributeViewSchema)
    .describe("What the source said, where the destination said otherwise."),
});

const encode = encoderOf(fields);

/** Fields of the destination before or after; `extra` has those that nothing depends on. */
type Changed = { readonly extra?: ExtraFields | undefined };

/** The names of the fields that a merge changed. */
const filledIn = ({ before, after }: { readonly before: Changed; readonly after: Changed }) => {
  const { extra = {}, ...own } = after;
  const kept = Object.entries(extra).filter(([name, value]) => before.extra?.[name] !== value);
  return [...Object.keys(own).map(snake), ...kept.map(([name]) => name)];
};

/** A merge as the API shows it. */
export const mergeView = (
  merge: Inside<typeof fields> & {
    readonly body: {
      readonly before: Changed;
      readonly after: Changed;
      readonly consentFromLoser: readonly string[];
    };
  },
  found: {
    readonly overruled: readonly ShownAttribute[];
    readonly stays: z.output<typeof staysSchema> | null;
  },
): z.output<typeof mergeViewSchema> => ({
  ...encode(merge),
  can_be_undone: found.stays === null,
  why_not: found.stays,
  filled: filledIn(merge.body),
  consent_from_source: [...merge.body.consentFromLoser],
  overruled: found.overruled.map(customAttributeView),
});
