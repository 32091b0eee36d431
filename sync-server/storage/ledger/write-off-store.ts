import { type SqlBool, sql } from "kysely";
import type { DefinitionId, LotId, ProfileId, WriteOffId } from "#shared/kernel/ids.ts";
import type { Unit } from "#shared/ledger/entry.ts";
import type { ListQuery, Page } from "#sync-server/storage/list-query.ts";
import { readChainIds } from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { placeholders, rowsStatement } from "#sync-server/storage/statement.ts";
import { insertRecord, readPage, readRecordsByKey } from "#sync-server/storage/table-queries.ts";
import { IS_OF_SHORTFALL } from "./indexed-kinds.ts";
import { type WriteOff, type WriteOffField, writeOffTable } from "./write-off-table.ts";

/** Inserts a write-off that has just been made. */
export const insertWriteOff = (
  deps: WriteDeps,
  writeOff: Omit<WriteOff, "id">,
): Promise<WriteOff> => insertRecord(deps, writeOffTable, writeOff);

/** A page of what was written off for a profile, newest first unless the query says otherwise. */
export const listWriteOffs = (
  deps: ReadDeps,
  profileId: ProfileId,
  query: ListQuery<WriteOffField>,
): Promise<Page<WriteOff>> => {
  const sort = query.sort.length > 0 ? query.sort : NEWEST_FIRST;
  const conditions = [sql<SqlBool>`write_offs.profile_id = ${profileId}`];
  return readPage(deps, writeOffTable, { ...query, sort }, conditions);
};

const NEWEST_FIRST = [{ field: "id", isDescending: true }] as const;

/** A write-off; null if there is none with this id. */
export const readWriteOff = async (deps: ReadDeps, id: WriteOffId): Promise<WriteOff | null> =>
  (await readRecordsByKey(deps, writeOffTable, [id]))[0] ?? null;

/** How much of a shortfall was neither written off nor reversed, by its lot. */
export type OpenAmount = {
  readonly lotId: LotId;
  readonly unit: Unit;
  readonly definitionId: DefinitionId | null;
  readonly open: number;
};

/**
 * The shortfalls of a profile of which some could still be written off, newest first, because
 * earnings have paid for the oldest. They add up to what is owed and what earnings have paid for.
 */
export const readOpenShortfalls = async (
  deps: ReadDeps,
  profileId: ProfileId,
): Promise<readonly OpenAmount[]> => {
  const chains = await readChainIds(deps, profileId);
  const rows = await selectOpen(deps, chains.length, [deps.tenantId, ...chains]);
  return rows.map(({ lot_id: lotId, definition_id: definitionId, unit, open }) => ({
    lotId,
    unit,
    definitionId,
    open,
  }));
};

type OpenRow = {
  readonly lot_id: LotId;
  readonly unit: Unit;
  readonly definition_id: DefinitionId | null;
  readonly open: number;
};

/** Lots without a shortfall are left out: something was given back to them. */
const selectOpen = rowsStatement<OpenRow>(
  (chains) => `select lot_id, unit, definition_id,
     cast(sum(case kind when 'shortfall' then amount else -amount end) as bigint) as open
   from ledger_entries
   where tenant_id = ? and profile_id in (${placeholders(chains)}) and ${IS_OF_SHORTFALL}
   group by lot_id, unit, definition_id
   having sum(case kind when 'shortfall' then amount else -amount end) > 0
     and sum(case kind when 'shortfall' then 1 else 0 end) > 0
   order by min(seq) desc`,
);
