import { z } from "zod";
import { flag } from "#shared/kernel/lenient.ts";
import { namesOf } from "#shared/kernel/object.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import { LIKENESS_POINTS, type LikenessReason } from "#shared/profile/likeness.ts";
import { type ProfileView, profileViewSchema } from "./profile.ts";

/** A profile that may be the same person's ([I11]), with what speaks for it and against it. */
export const duplicateOfViewSchema = z.object({
  id: z.int().nullable().describe("Of the pair at /duplicates; null until it has been compared."),
  profile: profileViewSchema,
  score: z.int().describe("From 50 on; the likeliest comes first."),
  reasons: z.array(z.enum(namesOf(LIKENESS_POINTS))),
});

/** Two profiles that may be one person's ([I23]). */
export const duplicateViewSchema = z.object({
  id: z.int(),
  profile: profileViewSchema,
  other_profile: profileViewSchema,
  score: z.int().describe("From 50 on; the likeliest comes first."),
  reasons: z.array(z.enum(namesOf(LIKENESS_POINTS))),
  is_dismissed: z.boolean(),
  dismissed_at: z.string().nullable(),
  dismissed_by: z.string().nullable(),
  created_at: z.string(),
  updated_at: z.string(),
});

/** Whether the two were looked at, and aren't one person's ([I24]). */
export const dismissBodySchema = z.object({ is_dismissed: flag });

/** A pair as the API shows it. */
export const duplicateView = (
  pair: {
    readonly id: number;
    readonly score: number;
    readonly reasons: readonly LikenessReason[];
    readonly isDismissed: boolean;
    readonly dismissedAt: Instant | null;
    readonly dismissedBy: string | null;
    readonly createdAt: Instant;
    readonly updatedAt: Instant;
  },
  profile: ProfileView,
  other: ProfileView,
): z.output<typeof duplicateViewSchema> => ({
  id: pair.id,
  profile,
  other_profile: other,
  score: pair.score,
  reasons: [...pair.reasons],
  is_dismissed: pair.isDismissed,
  dismissed_at: pair.dismissedAt === null ? null : formatV3(pair.dismissedAt),
  dismissed_by: pair.dismissedBy,
  created_at: formatV3(pair.createdAt),
  updated_at: formatV3(pair.updatedAt),
});
