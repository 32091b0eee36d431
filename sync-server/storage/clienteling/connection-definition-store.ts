import type { ConnectionDefinitionId } from "#shared/kernel/ids.ts";
import { recordStore } from "#sync-server/storage/record-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { connectionDefinitionTable } from "./connection-definition-table.ts";

export const connectionDefinitionStore = recordStore(connectionDefinitionTable);

/** Whether any connection is of this definition. */
export const hasConnections = async (
  deps: ReadDeps,
  id: ConnectionDefinitionId,
): Promise<boolean> => {
  const row = await deps.sql
    .selectFrom("connections")
    .select("id")
    .where("tenant_id", "=", deps.tenantId)
    .where("connection_definition_id", "=", id)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
};
