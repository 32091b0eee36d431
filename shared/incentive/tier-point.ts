import { z } from "zod";

/** Why head office gives or takes tier points by hand. Nothing depends on it. */
export const tierPointReasonSchema = z.enum(["goodwill", "correction", "promotion", "migration"]);
export type TierPointReason = z.infer<typeof tierPointReasonSchema>;
