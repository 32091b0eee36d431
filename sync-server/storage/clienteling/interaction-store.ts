import { sql } from "kysely";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { ListedField } from "#sync-server/storage/column-table.ts";
import type { ListQuery, Page } from "#sync-server/storage/list-query.ts";
import { recordStore } from "#sync-server/storage/record-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readNumbers, readPage } from "#sync-server/storage/table-queries.ts";
import { type InteractionRecord, interactionTable } from "./interaction-table.ts";

export const interactionStore = recordStore(interactionTable);

/** A page of the interactions of one profile. */
export const listInteractionsOf = (
  deps: ReadDeps,
  profileId: ProfileId,
  query: ListQuery<ListedField<typeof interactionTable>>,
): Promise<Page<InteractionRecord>> =>
  readPage(deps, interactionTable, query, [sql`interactions.profile_id = ${profileId}`]);

/** The numbers of a profile's interactions. */
export const readInteractionIdsOf = (
  deps: ReadDeps,
  profileId: ProfileId,
): Promise<readonly number[]> =>
  readNumbers(deps, interactionTable, sql`profile_id = ${profileId}`);
