import { z } from "zod";
import { tierCheckpointSchema } from "./tier-checkpoint.ts";
import { tierAssignmentSchema, tierDaySchema } from "./tier-facts.ts";

/** What a device holds of a profile's facts in one tier programme ([T15]). */
export const deviceTiersSchema = z.object({
  programme: z.string(),
  /** Null: nothing is older than `days`. */
  checkpoint: tierCheckpointSchema.nullable(),
  days: z.array(tierDaySchema).readonly(),
  assignments: z.array(tierAssignmentSchema).readonly(),
});
export type DeviceTiers = Readonly<z.infer<typeof deviceTiersSchema>>;
