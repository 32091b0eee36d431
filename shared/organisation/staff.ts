import { z } from "zod";
import { type LocationId, locationIdSchema, staffIdSchema } from "#shared/kernel/ids.ts";
import { staffRoleSchema } from "./powers.ts";

/** Digits of every PIN: staff sign in with a keypad that checks after the last one. */
export const PIN_LENGTH = 6;

/** A staff member as devices hold them (DOMAIN §14.7). */
export const staffSchema = z.object({
  id: staffIdSchema,
  name: z.string().min(1).max(200),
  staffNumber: z.string().min(1).max(40),
  /** Where they work; none means everywhere (`worksAt`). */
  locationIds: z.array(locationIdSchema).readonly(),
  isActive: z.boolean(),
  role: staffRoleSchema,
  /** argon2id hash of the PIN, in PHC format. A PIN says who acted; it doesn't encrypt anything. */
  pinHash: z.string().max(300),
});
export type Staff = z.infer<typeof staffSchema>;

/**
 * Whether a staff member works at a location: staff without locations work everywhere (DOMAIN
 * §14.7).
 */
export const worksAt = (
  { locationIds }: Pick<Staff, "locationIds">,
  locationId: LocationId,
): boolean => locationIds.length === 0 || locationIds.includes(locationId);
