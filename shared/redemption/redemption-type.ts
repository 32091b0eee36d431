import { z } from "zod";

/** A redemption, or the reversal of one (DOMAIN §11.8). */
export const redemptionTypeSchema = z.enum(["redeem", "reversal"]);
export type RedemptionType = z.infer<typeof redemptionTypeSchema>;
