import type { ProfileId } from "#shared/kernel/ids.ts";
import { appendAttribute, updateAttribute } from "#sync-server/storage/profile/attribute-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import type { PlannedAttribute } from "./plan-attributes.ts";

/**
 * Writes the attributes planned for a profile that the caller has locked or just created. Each
 * address has an event of its own (DOMAIN §3.6).
 */
export const writeAttributes = async (
  deps: WriteDeps,
  profileId: ProfileId,
  planned: readonly PlannedAttribute[],
): Promise<void> => {
  for (const { id: known, ...attribute } of planned) {
    const id = known ?? (await appendAttribute(deps, profileId, attribute));
    if (known !== null) await updateAttribute(deps, id, attribute.body);
    if (attribute.kind !== "address") continue;
    const isDefault = attribute.body["is_default"] === true;
    deps.happened({
      kind: known === null ? "profile.address.created" : "profile.address.updated",
      profileId,
      context: { addressId: id, isDefault },
    });
  }
};
