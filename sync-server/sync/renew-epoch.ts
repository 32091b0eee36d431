import { writeServerEpoch } from "#sync-server/storage/server-identity-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/**
 * The database was restored from a backup: what devices know of it may be more than it holds. Under a
 * new epoch they pull their scope again and push what it does not have ([S12]).
 */
export const renewEpoch = async (deps: WriteDeps): Promise<void> => {
  const epoch = deps.newId();
  await writeServerEpoch(deps, epoch);
  deps.happened({ kind: "server.restored", profileId: null, context: { epoch } });
};
