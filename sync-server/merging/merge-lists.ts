import { freeHandle } from "#shared/clienteling/list.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { listStore, readListHandles } from "#sync-server/storage/clienteling/list-store.ts";
import type { MergeBody } from "#sync-server/storage/profile/merge-table.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

type Handles = MergeBody["listHandles"];

/**
 * Gives lists that were moved to a profile other handles, if it has lists with theirs, and returns
 * those they had (clienteling/SPEC.md [X12]).
 */
export const renameLists = async (
  deps: WriteDeps,
  profileId: ProfileId,
  movedIds: readonly (string | number)[],
): Promise<Handles> => {
  if (movedIds.length === 0) return [];
  const lists = await readListHandles(deps, profileId);
  const isMoved = ({ id }: { readonly id: number }) => movedIds.map(Number).includes(id);
  const taken = lists.filter((list) => !isMoved(list)).map(({ handle }) => handle);
  const renamed: Handles = [];
  for (const { id, handle } of lists.filter(isMoved)) {
    const free = freeHandle(handle, taken);
    taken.push(free);
    if (free === handle) continue;
    await listStore.update(deps, id, { handle: free });
    renamed.push({ id, handle });
  }
  return renamed;
};

/** Gives lists that were moved back the handles that they had. */
export const renameListsBack = async (
  deps: WriteDeps,
  profileId: ProfileId,
  handles: Handles,
): Promise<void> => {
  const own = await readListHandles(deps, profileId);
  for (const { id, handle } of handles) {
    if (own.some((list) => list.id === id)) await listStore.update(deps, id, { handle });
  }
};
