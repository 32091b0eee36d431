import { type RawBuilder, type SqlBool, sql } from "kysely";
import {
  joinedConnectionStatuses,
  openConnectionStatuses,
} from "#shared/clienteling/connection.ts";
import type { ConnectionDefinitionId, ConnectionId, ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { notLivingTypes } from "#shared/profile/profile-type.ts";
import type { ListedField } from "#sync-server/storage/column-table.ts";
import { type ListQuery, type Page, selectPage } from "#sync-server/storage/list-query.ts";
import { recordStore } from "#sync-server/storage/record-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { columnsListed, readRecords } from "#sync-server/storage/table-queries.ts";
import { visibleRows } from "#sync-server/storage/visible-rows.ts";
import { type ConnectionRecord, connectionTable } from "./connection-table.ts";

export const connectionStore = recordStore(connectionTable);

/** What connections are filtered by; `type` is the side of the profile whose list it is. */
export type ConnectionField = ListedField<typeof connectionTable> | "type";

/** A connection, unless one of its profiles is hidden; null if there is none. */
export const readConnection = async (
  deps: ReadDeps,
  id: ConnectionId,
): Promise<ConnectionRecord | null> => {
  const visible = [sql<SqlBool>`id = ${id}`, ...otherIsVisible(deps)];
  const condition = sql.join(visible, sql` and `);
  return (await readRecords(deps, connectionTable, condition))[0] ?? null;
};

/** A page of the connections of one profile, or of everybody (null), as they stand then. */
export const listConnections = async (
  deps: ReadDeps,
  { profileId, at }: { readonly profileId: ProfileId | null; readonly at: Instant },
  query: ListQuery<ConnectionField>,
): Promise<Page<ConnectionRecord>> => {
  const { name: from, key, owner } = connectionTable;
  const source = {
    ...{ from, key, owner },
    fields: {
      ...columnsListed(connectionTable),
      status: { column: statusAt(at) },
      type: {
        column: sql`case when connections.connector_profile_id = ${profileId}
          then 'connector' else 'connected' end`,
      },
    },
    conditions: [...otherIsVisible(deps), ...(profileId === null ? [] : [isSideOf(profileId)])],
  };
  const page = await selectPage<Parameters<typeof connectionTable.recordOf>[0], ConnectionField>(
    deps,
    source,
    query,
  );
  return { ...page, rows: page.rows.map(connectionTable.recordOf) };
};

/** The connections of a profile that have ever been made, the oldest first. */
export const readConnectionsOf = (
  deps: ReadDeps,
  profileId: ProfileId,
): Promise<readonly ConnectionRecord[]> =>
  readRecords(deps, connectionTable, isSideOf(profileId), sql`order by id`);

/** The connection of a kind that stands between two profiles, whoever asked; null if none does. */
export const findOpenConnection = async (
  deps: ReadDeps,
  definitionId: ConnectionDefinitionId,
  [one, other]: readonly [ProfileId, ProfileId],
  at: Instant,
): Promise<ConnectionRecord | null> => {
  const pair = (a: ProfileId, b: ProfileId) =>
    sql`(connector_profile_id = ${a} and connected_profile_id = ${b})`;
  const condition = sql`connection_definition_id = ${definitionId}
    and (${pair(one, other)} or ${pair(other, one)})
    and ${statusAt(at)} in (${sql.join(openConnectionStatuses)})`;
  return (await readRecords(deps, connectionTable, condition))[0] ?? null;
};

/** The same as `connectionStatusAt`. */
const statusAt = (at: Instant): RawBuilder<unknown> => sql`
  case when connections.status in (${sql.join(joinedConnectionStatuses)})
    and connections.ends_at < ${at} then 'break' else connections.status end`;

const isSideOf = (profileId: ProfileId) => sql<SqlBool>`
  (connections.connector_profile_id = ${profileId}
    or connections.connected_profile_id = ${profileId})`;

/** The connector is the owner of the row; the other one may be hidden, too. */
const otherIsVisible = (deps: ReadDeps) =>
  visibleRows(deps, "connections.connected_profile_id").map((each) => sql<SqlBool>`(${each})`);

/** The connections with these numbers between two living profiles, as devices get them. */
export const readLivingConnections = (
  deps: ReadDeps,
  ids: readonly number[],
): Promise<readonly ConnectionRecord[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : readRecords(
        deps,
        connectionTable,
        sql`id in (${sql.join(ids)}) and not exists (select 1 from profiles as p
          where p.tenant_id = connections.tenant_id
            and p.id in (connections.connector_profile_id, connections.connected_profile_id)
            and p.profile_type in (${sql.join(notLivingTypes)}))`,
      );
