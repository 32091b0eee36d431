import { z } from "zod";
import { logContactCommandSchema, logVisitCommandSchema } from "#shared/sync/command.ts";

/** A visit or a contact as staff record it, without what the device adds ([X21]). */
export const loggedMomentSchema = z.discriminatedUnion("kind", [
  logVisitCommandSchema.pick({ kind: true, notes: true }),
  logContactCommandSchema
    .pick({ kind: true, channel: true, name: true, description: true })
    .extend({ template: logContactCommandSchema.shape.template.unwrap() }),
]);
export type LoggedMoment = z.infer<typeof loggedMomentSchema>;
