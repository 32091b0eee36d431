import { z } from "zod";
import { formatV3 } from "#shared/kernel/time.ts";
import type { IdentityRecord } from "#sync-server/storage/identity-store.ts";

export const identityViewSchema = z.object({
  id: z.int(),
  merged_from: z.string().nullable(),
  profile_id: z.string(),
  is_primary: z.boolean(),
  is_active: z.boolean(),
  identifier: z.string(),
  handle: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
});
export type IdentityView = z.infer<typeof identityViewSchema>;

/** An identity in the API's words. */
export const identityView = (identity: IdentityRecord): IdentityView => ({
  id: identity.id,
  merged_from: identity.mergedFrom,
  profile_id: identity.profileId,
  is_primary: identity.isPrimary,
  is_active: identity.isActive,
  identifier: identity.identifier,
  handle: identity.handle,
  created_at: formatV3(identity.createdAt),
  updated_at: formatV3(identity.updatedAt),
});
