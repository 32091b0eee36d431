import { z } from "zod";
import { namesOf } from "#shared/kernel/object.ts";
import { LIKENESS_POINTS } from "#shared/profile/likeness.ts";
import { profileViewSchema } from "./profile.ts";

/** A profile that may be the same person's ([I11]), with what speaks for it and against it. */
export const duplicateViewSchema = z.object({
  profile: profileViewSchema,
  score: z.int().describe("From 50 on; the likeliest comes first."),
  reasons: z.array(z.enum(namesOf(LIKENESS_POINTS))),
});
