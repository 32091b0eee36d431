import { z } from "zod";
import { commandIdSchema, locationIdSchema, staffIdSchema } from "#shared/kernel/ids.ts";
import { centsSchema } from "#shared/kernel/money.ts";
import { instantSchema } from "#shared/kernel/time.ts";

/** As many of an account's last redemptions as devices hold ([F10]). */
export const HELD_REDEMPTIONS_MAX = 12;

/** A redemption as devices hold it, whoever made it ([F10]). */
export const heldRedemptionSchema = z
  .object({
    /** Its code at the counter comes from it. */
    commandId: commandIdSchema,
    amountCents: centsSchema,
    at: instantSchema,
    locationId: locationIdSchema.nullable(),
    staffId: staffIdSchema.nullable(),
    receiptRef: z.string().nullable(),
    isReversed: z.boolean(),
  })
  .readonly();
export type HeldRedemption = z.infer<typeof heldRedemptionSchema>;
