import { z } from "zod";

/**
 * What can happen to a profile's tier of a programme; each is an event, such as `tier.achieved`.
 */
const tierMovementKindSchema = z.enum(["achieved", "lost", "maintained", "progressed", "welcomed"]);
export type TierMovementKind = z.infer<typeof tierMovementKindSchema>;

/** A change to where a profile stands in a programme. */
export const tierMovementSchema = z.object({
  kind: tierMovementKindSchema,
  programme: z.string(),
  /** The tier that the profile holds after it; null if none. Or the one that it is welcomed to. */
  handle: z.string().nullable(),
});
export type TierMovement = Readonly<z.infer<typeof tierMovementSchema>>;
