import type { ProfileId } from "#shared/kernel/ids.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { judgeTiers } from "./judge-tiers.ts";

/** Records at once what the sweep would record later: reads are right without it ([T8]). */
export const calculateTiers = async (
  deps: WriteDeps,
  { profileId }: { readonly profileId: ProfileId },
): Promise<null> => {
  await judgeTiers(deps, profileId);
  return null;
};
