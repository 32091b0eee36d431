import { type LocationId, locationIdSchema } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** Stores the hash of a one-time code until it is used or expires. */
export const appendEnrolmentCode = async (
  deps: WriteDeps,
  code: { readonly codeHash: string; readonly locationId: LocationId; readonly expiresAt: Instant },
): Promise<void> => {
  await deps.sql
    .insertInto("enrolment_codes")
    .values({
      code_hash: code.codeHash,
      tenant_id: deps.tenantId,
      location_id: code.locationId,
      expires_at: code.expiresAt,
      used_at: null,
      created_at: deps.now,
    })
    .execute();
};

/**
 * Uses up a code and returns the location it was made for; null if it doesn't exist, has expired,
 * or was used. If two callers race, only one gets it.
 */
export const takeEnrolmentCode = async (
  deps: WriteDeps,
  codeHash: string,
): Promise<LocationId | null> => {
  const row = await deps.sql
    .updateTable("enrolment_codes")
    .set({ used_at: deps.now })
    .where("tenant_id", "=", deps.tenantId)
    .where("code_hash", "=", codeHash)
    .where("used_at", "is", null)
    .where("expires_at", ">", deps.now)
    .returning("location_id")
    .executeTakeFirst();
  return row ? locationIdSchema.parse(row.location_id) : null;
};
