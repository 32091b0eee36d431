import { connectionStatusAt, isOpenConnection } from "#shared/clienteling/connection.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import {
  connectionStore,
  readConnectionsOf,
} from "#sync-server/storage/clienteling/connection-store.ts";
import type { ConnectionRecord } from "#sync-server/storage/clienteling/connection-table.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/**
 * Moves the connections of the loser to the winner, all but those between the two, and those of a
 * kind that the winner has with the same profile: both stay with the loser, whom nobody sees
 * (DOMAIN §3.10). Returns those that it moved.
 */
export const mergeConnections = async (
  deps: WriteDeps,
  winnerId: ProfileId,
  loserId: ProfileId,
): Promise<readonly number[]> => {
  const isOpen = (each: ConnectionRecord) => isOpenConnection(connectionStatusAt(each, deps.now));
  const own = (await readConnectionsOf(deps, winnerId)).filter(isOpen);
  const moved = (await readConnectionsOf(deps, loserId)).filter((each) => {
    const other = otherOf(each, loserId);
    const isDouble = own.some(
      (held) =>
        held.connectionDefinitionId === each.connectionDefinitionId &&
        otherOf(held, winnerId) === other,
    );
    return other !== winnerId && !(isDouble && isOpen(each));
  });
  for (const each of moved) await move(deps, each, loserId, winnerId);
  return moved.map(({ id }) => id);
};

/** Moves connections back, as far as they are still the winner's. */
export const unmergeConnections = async (
  deps: WriteDeps,
  ids: readonly (string | number)[],
  { from, to }: { readonly from: ProfileId; readonly to: ProfileId },
): Promise<void> => {
  const held = await readConnectionsOf(deps, from);
  for (const each of held.filter(({ id }) => ids.includes(id))) await move(deps, each, from, to);
};

const otherOf = (
  { connectorProfileId, connectedProfileId }: ConnectionRecord,
  profileId: ProfileId,
): ProfileId => (connectorProfileId === profileId ? connectedProfileId : connectorProfileId);

const move = (
  deps: WriteDeps,
  { id, connectorProfileId }: ConnectionRecord,
  from: ProfileId,
  to: ProfileId,
): Promise<void> =>
  connectionStore.update(
    deps,
    id,
    connectorProfileId === from ? { connectorProfileId: to } : { connectedProfileId: to },
  );
