import { z } from "zod";
import { formatV3, type Instant, instant } from "#shared/kernel/time.ts";
import { type RedemptionPolicy, redemptionPolicySchema } from "#shared/redemption/policy.ts";

export const settingViewSchema = z.object({
  id: z.int(),
  handle: z.string(),
  value: z.string(),
  type: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
});
export type SettingView = z.infer<typeof settingViewSchema>;

/** The tenant's settings in the API's words, in a fixed order: the ids are their places in it. */
export const settingViews = (
  handle: string,
  policy: { readonly value: RedemptionPolicy; readonly updatedAt: Instant },
  tenant: Readonly<Record<(typeof OF_TENANT)[number], string>> | null,
): SettingView[] =>
  [
    { handle, value: JSON.stringify(policy.value), type: "json", at: policy.updatedAt },
    ...OF_TENANT.map((name) => ({
      handle: name,
      value: tenant?.[name] ?? "",
      type: "string",
      at: instant(0),
    })),
  ].map(({ at, ...setting }, index) => ({
    id: index + 1,
    ...setting,
    created_at: formatV3(at),
    updated_at: formatV3(at),
  }));

const OF_TENANT = ["currency", "locale", "country", "timezone"] as const;

const limit = z.int().min(0).max(1_000_000_000);

/**
 * The redemption policy as a JSON string. The server assigns its version and ignores one that is
 * sent.
 */
export const policyTextSchema = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: "custom", message: "must be JSON" });
      return z.NEVER;
    }
  })
  .pipe(
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
