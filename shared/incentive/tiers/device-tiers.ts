import { z } from "zod";
import { calendarDaySchema } from "#shared/kernel/time.ts";
import { tierCheckpointSchema } from "./tier-checkpoint.ts";
import { tierAssignmentSchema } from "./tier-facts.ts";

/** A day, what it gained and what it lost, in hundredths: short, because there may be many. */
const sentDaySchema = z.union([
  z.tuple([calendarDaySchema, z.int()]),
  z.tuple([calendarDaySchema, z.int(), z.int()]),
]);
export type SentTierDay = z.infer<typeof sentDaySchema>;

/** What a device holds of a profile's facts in one tier programme ([T15]). */
export const deviceTiersSchema = z.object({
  programme: z.string(),
  /** Null: nothing is older than `days`. */
  checkpoint: tierCheckpointSchema.nullable(),
  days: z.array(sentDaySchema).readonly(),
  assignments: z.array(tierAssignmentSchema).readonly(),
});
export type DeviceTiers = Readonly<z.infer<typeof deviceTiersSchema>>;
