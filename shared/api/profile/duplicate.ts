import { z } from "zod";
import { momentOrNull, shown, shownMoment } from "#shared/api/api-field.ts";
import { encoderOf } from "#shared/kernel/codec.ts";
import { flag } from "#shared/kernel/lenient.ts";
import { namesOf, pluck } from "#shared/kernel/object.ts";
import { LIKENESS_POINTS } from "#shared/profile/likeness.ts";
import { profileViewSchema } from "./profile.ts";

const id = shown(z.int());
const profile = shown(profileViewSchema);
const likeness = {
  score: shown(z.int().describe("From 50 on; the likeliest comes first.")),
  reasons: shown(z.array(z.enum(namesOf(LIKENESS_POINTS))).readonly()),
};

const ofOne = { id, profile, ...likeness };
const ofBoth = {
  ...{ id, profile, other_profile: profile, ...likeness },
  is_dismissed: shown(z.boolean()),
  dismissed_at: momentOrNull,
  dismissed_by: shown(z.string().nullable()),
  created_at: shownMoment,
  updated_at: shownMoment,
};

/** Of a pair ([I23]), the other profile, with what speaks for it and against it ([I11]). */
export const duplicateOfViewSchema = z.object(pluck(ofOne, "view"));

/** Two profiles that may be one person's ([I23]). */
export const duplicateViewSchema = z.object(pluck(ofBoth, "view"));

/** Whether the two were looked at, and aren't one person's ([I24]). */
export const dismissBodySchema = z.object({ is_dismissed: flag });

/** A pair as one of the two has it. */
export const duplicateOfView = encoderOf(ofOne);

/** A pair as the API shows it. */
export const duplicateView = encoderOf(ofBoth);
