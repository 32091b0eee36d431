import { z } from "zod";
import {
  both,
  momentOrNull,
  optionalLines,
  optionalText,
  shown,
  shownMoment,
} from "#shared/api/api-field.ts";
import { freeJson, orNull, tags } from "#shared/api/fields.ts";
import { encoderOf, type Inside, insideNames } from "#shared/kernel/codec.ts";
import { anyJson } from "#shared/kernel/json.ts";
import { flag, wholeNumber } from "#shared/kernel/lenient.ts";
import { pluck } from "#shared/kernel/object.ts";
import type { Instant } from "#shared/kernel/time.ts";
import {
  assignmentRoleSchema,
  assignmentTypeSchema,
  isAssignedAt,
} from "#shared/organisation/assignment.ts";

/** Of a profile or of staff: which of them the type of the assignment says. */
const personId = z.string().trim().toLowerCase().pipe(z.uuid());

const sent = {
  assignment_type: both(assignmentTypeSchema, assignmentTypeSchema),
  role_type: both(orNull(assignmentRoleSchema), assignmentRoleSchema.nullable()),
  is_default: both(flag, z.boolean()),
  starts_at: momentOrNull,
  ends_at: momentOrNull,
  external_id: optionalText(100),
  profile_external_id: optionalText(100),
  sort_order: both(wholeNumber.pipe(z.int().min(-1e9).max(1e9)), z.int()),
  notes: optionalLines(2000),
  meta: both(orNull(freeJson), anyJson),
  excluded_service_handles: both(tags, z.array(z.string()).readonly()),
};
const fields = {
  id: shown(z.int()),
  location_id: shown(z.int()),
  ...sent,
  created_at: shownMoment,
  updated_at: shownMoment,
};

/** What may change of an assignment (DOMAIN §14.2). */
export const assignmentChangeSchema = z
  .object({ ...pluck(sent, "body"), is_active: flag })
  .partial()
  .omit({ assignment_type: true });

/** A new one: of whom, and as what. */
export const newAssignmentSchema = assignmentChangeSchema.extend({
  profile_id: personId,
  assignment_type: sent.assignment_type.body,
});

/** One in a body, in our words. */
export const assignmentOf = <B extends z.output<typeof assignmentChangeSchema>>(body: B) => ({
  ...insideNames(sent, body),
  isActive: body.is_active,
});

export const assignmentViewSchema = z.object({
  ...pluck(fields, "view"),
  profile_id: z.string(),
  is_active: z.boolean(),
});

const encode = encoderOf(fields);

/** An assignment as the API shows it, as it is now. */
export const assignmentView = (
  assignment: Inside<typeof fields> & {
    readonly isActive: boolean;
    readonly profileId: string | null;
    readonly staffId: string | null;
  },
  now: Instant,
): z.output<typeof assignmentViewSchema> => ({
  ...encode(assignment),
  profile_id: assignment.profileId ?? assignment.staffId ?? "",
  is_active: isAssignedAt(assignment, now),
});
