import type { ProfileId } from "#shared/kernel/ids.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { placeholderRows, writeRows, writeStatement } from "#sync-server/storage/statement.ts";

/** Adds to the index by which profiles are found by their tags. */
export const addProfileTags = (
  deps: WriteDeps,
  profileId: ProfileId,
  tags: readonly string[],
): Promise<void> =>
  insertTags(
    deps,
    tags.map((tag) => [deps.tenantId, profileId, tag]),
  );

const insertTags = writeRows(
  (rows) => `insert into profile_tags (tenant_id, profile_id, tag)
    values ${placeholderRows(rows, 3)} on conflict (tenant_id, profile_id, tag) do nothing`,
);

/** Makes a profile findable by exactly these tags. */
export const replaceProfileTags = async (
  deps: WriteDeps,
  profileId: ProfileId,
  tags: readonly string[],
): Promise<void> => {
  await deleteOthers(deps, [deps.tenantId, profileId, JSON.stringify(tags)]);
  await addProfileTags(deps, profileId, tags);
};

const deleteOthers = writeStatement(
  ({ isListed }) => `delete from profile_tags
    where tenant_id = ? and profile_id = ? and not (tag ${isListed})`,
);
