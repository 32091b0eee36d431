import type { ProfileId } from "#shared/kernel/ids.ts";
import { appendAttribute, updateAttribute } from "#sync-server/storage/profile/attribute-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import type { PlannedAttribute } from "./plan-attributes.ts";

/** Writes the attributes planned for a profile that the caller has locked or just created. */
export const writeAttributes = async (
  deps: WriteDeps,
  profileId: ProfileId,
  planned: readonly PlannedAttribute[],
): Promise<void> => {
  for (const { id, ...attribute } of planned) {
    if (id === null) await appendAttribute(deps, profileId, attribute);
    else await updateAttribute(deps, id, attribute.body);
  }
};
