import { z } from "zod";
import {
  interactionIdSchema,
  locationIdSchema,
  staffIdSchema,
  visitIdSchema,
} from "#shared/kernel/ids.ts";
import { instantSchema } from "#shared/kernel/time.ts";
import {
  interactionActionSchema,
  interactionChannelSchema,
  interactionSignalSchema,
} from "./interaction.ts";

const encounter = {
  at: instantSchema,
  locationId: locationIdSchema.nullable(),
  staffId: staffIdSchema.nullable(),
};

/** An interaction as devices hold it. */
export const heldInteractionSchema = z.object({
  ...encounter,
  id: interactionIdSchema,
  action: interactionActionSchema,
  channel: interactionChannelSchema,
  signal: interactionSignalSchema,
  name: z.string(),
  description: z.string().nullable(),
});

/** A visit as devices hold it. */
export const heldVisitSchema = z.object({
  ...encounter,
  id: visitIdSchema,
  notes: z.string().nullable(),
});
