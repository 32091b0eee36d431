import type { TenantId } from "#shared/kernel/ids.ts";
import type { Store } from "#sync-server/store.ts";

/** Profiles in one transaction: small, so that redemptions do not wait for it. */
const PROFILES_MAX = 50;

/** A bound on one sweep; the next one goes on. */
const ROUNDS_MAX = 20_000;

/**
 * Writes off what has expired ([L7]). Nothing waits for it: a lot cannot be spent from the second
 * after its expiry, swept or not.
 */
export const sweepExpired = async (deps: {
  readonly store: Store;
  readonly tenantId: TenantId;
}): Promise<{ readonly lots: number }> => {
  let lots = 0;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const swept = await deps.store.write("expireLots", deps.tenantId, {
      profilesMax: PROFILES_MAX,
    });
    lots += swept.lots;
    if (!swept.hasMore) break;
  }
  return { lots };
};
