import { z } from "zod";

/**
 * A redemption, the reversal of one, or what was given back of one for returned goods (DOMAIN
 * §11.8).
 */
export const redemptionTypeSchema = z.enum(["redeem", "reversal", "return"]);
export type RedemptionType = z.infer<typeof redemptionTypeSchema>;
