import { z } from "zod";

/** What belongs to a profile besides its own fields (DOMAIN §3.5, §3.6). */
export const attributeKindSchema = z.enum(["address", "date", "comms", "appearance", "custom"]);
export type AttributeKind = z.infer<typeof attributeKindSchema>;
