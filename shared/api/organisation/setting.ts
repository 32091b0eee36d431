import { z } from "zod";
import { jsonText } from "#shared/kernel/json.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import { type SettingType, settingTypeSchema } from "#shared/organisation/setting-type.ts";
import { profileRulesSchema } from "#shared/profile/profile-rules.ts";
import { redemptionPolicySchema } from "#shared/redemption/policy.ts";

export const settingViewSchema = z.object({
  id: z.int(),
  handle: z.string(),
  value: z.string(),
  type: settingTypeSchema,
  created_at: z.string(),
  updated_at: z.string(),
});
export type SettingView = z.infer<typeof settingViewSchema>;

/** Settings in the API's words, in a fixed order: the ids are their places in it. */
export const settingViews = (
  settings: readonly {
    readonly handle: string;
    readonly value: string;
    readonly type: SettingType;
    readonly createdAt: Instant;
    readonly updatedAt: Instant;
  }[],
): readonly SettingView[] =>
  settings.map(({ createdAt, updatedAt, ...setting }, index) => ({
    id: index + 1,
    ...setting,
    created_at: formatV3(createdAt),
    updated_at: formatV3(updatedAt),
  }));

/** What a request to set a setting says. */
export const settingBodySchema = z.object({ value: z.string().max(200_000) });

const limit = z.int().min(0).max(1_000_000_000);

/** What a tenant has decided about profiles, as a JSON string. */
export const profileRulesTextSchema = jsonText.pipe(profileRulesSchema);

/**
 * The redemption policy as a JSON string. The server assigns its version and ignores one that is
 * sent.
 */
export const policyTextSchema = jsonText.pipe(
  redemptionPolicySchema.omit({ version: true }).extend({
    floorLimits: redemptionPolicySchema.shape.floorLimits.and(
      z.object({
        maxPerRedemptionCents: limit,
        maxPerProfileCents: limit,
        allowanceCents: limit,
      }),
    ),
  }),
);
