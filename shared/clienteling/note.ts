import { z } from "zod";
import {
  locationIdSchema,
  noteIdSchema,
  profileIdSchema,
  staffIdSchema,
} from "#shared/kernel/ids.ts";
import { linesSchema } from "#shared/kernel/text.ts";
import { instantSchema } from "#shared/kernel/time.ts";

export const NOTE_LENGTH_MAX = 2000;

/** Text that staff wrote about a profile; never part of the ledger. */
export const noteSchema = z.object({
  id: noteIdSchema,
  profileId: profileIdSchema,
  text: linesSchema.trim().min(1).max(NOTE_LENGTH_MAX),
  occurredAt: instantSchema,
  staffId: staffIdSchema.nullable(),
  locationId: locationIdSchema.nullable(),
});
export type Note = z.infer<typeof noteSchema>;
