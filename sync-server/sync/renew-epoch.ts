import { writeServerEpoch } from "#sync-server/storage/server-identity-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/**
 * Call this after restoring the database from a backup: devices may know more than it holds. Under
 * a new epoch they pull their scope again and push what it doesn't have ([S12]).
 */
export const renewEpoch = async (deps: WriteDeps): Promise<void> => {
  const epoch = deps.newId();
  await writeServerEpoch(deps, epoch);
  deps.happened({ kind: "server.restored", profileId: null, context: { epoch } });
};
