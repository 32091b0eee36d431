import { z } from "zod";
import type { HeldStanding } from "#shared/incentive/tiers/tier-standing.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";

/** The tier that a profile holds in its main programme, as its profile shows it (DOMAIN §3.3). */
export const heldTierSchema = z.object({
  id: z.int(),
  profile_id: z.string(),
  name: z.string(),
  handle: z.string(),
  achieved_at: z.string(),
  anniversary_at: z.string(),
  maintained_at: z.string().nullable(),
  assigned_at: z.string().nullable(),
});
export type HeldTierView = z.infer<typeof heldTierSchema>;

/** A tier that a profile holds, as the API shows it. */
export const heldTierView = (
  profileId: string,
  { tier, achievedAt, anniversaryAt, maintainedAt, assignedAt }: HeldStanding,
): HeldTierView => ({
  id: tier.id,
  profile_id: profileId,
  name: tier.name,
  handle: tier.handle,
  achieved_at: formatV3(achievedAt),
  anniversary_at: formatV3(anniversaryAt),
  maintained_at: maintainedAt === null ? null : formatV3(maintainedAt),
  assigned_at: assignedAt === null ? null : formatV3(assignedAt),
});
