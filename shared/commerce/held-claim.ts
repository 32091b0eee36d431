import { z } from "zod";
import { staffIdSchema, transactionClaimIdSchema } from "#shared/kernel/ids.ts";
import { calendarDaySchema, instantSchema } from "#shared/kernel/time.ts";
import { claimStatusSchema } from "./claim.ts";

/** A claim that hasn't got its sale, as devices hold it ([J7]). */
export const heldClaimSchema = z.object({
  id: transactionClaimIdSchema,
  receiptRef: z.string(),
  /** The day on the receipt. */
  day: calendarDaySchema,
  /** The number on the receipt, in ten-thousandths. */
  totalE4: z.int().positive(),
  locationCode: z.string(),
  /** Who claimed it for the customer. */
  staffId: staffIdSchema.nullable(),
  status: claimStatusSchema,
  /** Until when it waits for its sale ([J5]). */
  expiresAt: instantSchema,
});
export type HeldClaim = z.infer<typeof heldClaimSchema>;
