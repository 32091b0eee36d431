import { sql } from "kysely";
import type { ConnectionDefinitionId } from "#shared/kernel/ids.ts";
import { recordStore } from "#sync-server/storage/record-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { hasHandle, hasRow } from "#sync-server/storage/table-queries.ts";
import { connectionDefinitionTable } from "./connection-definition-table.ts";

export const connectionDefinitionStore = recordStore(connectionDefinitionTable);

/** Whether one has this handle, whatever its case (DOMAIN §1.2 no. 11). */
export const isConnectionHandleTaken = (deps: ReadDeps, handle: string): Promise<boolean> =>
  hasHandle(deps, "connection_definitions", handle);

/** Whether any connection is of this definition. */
export const hasConnections = (deps: ReadDeps, id: ConnectionDefinitionId): Promise<boolean> =>
  hasRow(deps, "connections", sql`connection_definition_id = ${id}`);
