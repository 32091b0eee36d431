import { z } from "zod";
import { redemptionPolicySchema } from "#shared/redemption/policy.ts";

export const settingViewSchema = z.object({
  id: z.int(),
  handle: z.string(),
  value: z.string(),
  type: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
});

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
