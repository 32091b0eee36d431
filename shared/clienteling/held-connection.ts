import { z } from "zod";
import {
  connectionDefinitionIdSchema,
  connectionIdSchema,
  profileIdSchema,
} from "#shared/kernel/ids.ts";
import { instantSchema } from "#shared/kernel/time.ts";
import { connectionSideSchema, connectionStatusSchema } from "./connection.ts";

/**
 * A connection as devices hold it for one of its sides. The other one's name isn't in it: a device
 * shows it if it holds that profile ([X16]).
 */
export const heldConnectionSchema = z.object({
  id: connectionIdSchema,
  /** Which side the profile is. */
  side: connectionSideSchema,
  otherId: profileIdSchema,
  definitionId: connectionDefinitionIdSchema,
  name: z.string(),
  /** As it was last said: see `connectionStatusAt`. */
  status: connectionStatusSchema,
  connectedAt: instantSchema.nullable(),
  endsAt: instantSchema.nullable(),
});
export type HeldConnection = z.infer<typeof heldConnectionSchema>;

/** What a device needs of a definition to show its connections, and to change their status. */
export const heldConnectionDefinitionSchema = z.object({
  id: connectionDefinitionIdSchema,
  name: z.string(),
  isPending: z.boolean(),
  connectorCanBreak: z.boolean(),
  connectedCanBreak: z.boolean(),
});
