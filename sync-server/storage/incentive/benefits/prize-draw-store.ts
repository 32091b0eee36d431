import { sql } from "kysely";
import type { EntrantKind } from "#shared/incentive/benefits/prize-draw.ts";
import type { DefinitionId, PrizeDrawId, ProfileId } from "#shared/kernel/ids.ts";
import { REDEMPTION_KINDS } from "#shared/ledger/entry-kind.ts";
import type { ListQuery, Page } from "#sync-server/storage/list-query.ts";
import { lockNamed } from "#sync-server/storage/lock-named.ts";
import { oneOf } from "#sync-server/storage/one-of.ts";
import { isLivingProfile } from "#sync-server/storage/profile/profile-table.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { statement } from "#sync-server/storage/statement.ts";
import {
  insertRecord,
  readPage,
  readRecords,
  readRecordsByKey,
} from "#sync-server/storage/table-queries.ts";
import { type PrizeDrawField, type PrizeDrawRecord, prizeDrawTable } from "./prize-draw-table.ts";

/** Records a prize draw with its entrants, which are kept as they were. */
export const insertPrizeDraw = async (
  deps: WriteDeps,
  draw: Omit<PrizeDrawRecord, "id" | "createdAt">,
  entrants: readonly ProfileId[],
): Promise<PrizeDrawRecord> => {
  const record = await insertRecord(deps, prizeDrawTable, draw);
  await keepEntrants(deps, [deps.tenantId, record.id, entrants.join("\n")]);
  return record;
};

const keepEntrants = statement(
  "insert into prize_draw_entrants (tenant_id, prize_draw_id, profile_ids) values (?, ?, ?)",
);

/** Those who took part in a draw, in the order in which they are hashed. */
export const readEntrantsOf = async (
  deps: ReadDeps,
  id: PrizeDrawId,
): Promise<readonly string[]> => {
  const [row] = await selectKept(deps, [deps.tenantId, id]);
  return row ? row.profile_ids.split("\n") : [];
};

const selectKept = statement<{ readonly profile_ids: string }>(
  "select profile_ids from prize_draw_entrants where tenant_id = ? and prize_draw_id = ?",
);

/** One prize draw; null if there is none. */
export const readPrizeDraw = async (
  deps: ReadDeps,
  id: PrizeDrawId,
): Promise<PrizeDrawRecord | null> =>
  (await readRecordsByKey(deps, prizeDrawTable, [id]))[0] ?? null;

/** A page of prize draws. */
export const listPrizeDraws = (
  deps: ReadDeps,
  query: ListQuery<PrizeDrawField>,
): Promise<Page<PrizeDrawRecord>> => readPage(deps, prizeDrawTable, query);

/** Lets nobody else hold a draw of a definition until the end of the transaction. */
export const lockPrizeDraws = async (
  deps: WriteDeps,
  definitionId: DefinitionId,
): Promise<void> => {
  await lockNamed(deps, `prize draws ${deps.tenantId} ${definitionId}`);
};

/** Everybody who has won in a draw of a definition. */
export const readWinners = async (
  deps: ReadDeps,
  definitionId: DefinitionId,
): Promise<ReadonlySet<ProfileId>> => {
  const draws = await readRecords(deps, prizeDrawTable, sql`definition_id = ${definitionId}`);
  return new Set(draws.flatMap(({ winners }) => winners));
};

/** The living profiles that hold a benefit of a definition, sorted by id: at most that many. */
export const readHolders = async (
  deps: ReadDeps,
  { definitionId, kind }: { readonly definitionId: DefinitionId; readonly kind: EntrantKind },
  limit: number,
): Promise<readonly ProfileId[]> => {
  const { rows } = await sql<{ readonly profile_id: ProfileId }>`
    select distinct l.profile_id from lots as l
    join profiles on profiles.tenant_id = l.tenant_id and profiles.id = l.profile_id
    where l.tenant_id = ${deps.tenantId} and l.unit = 'benefit'
      and l.definition_id = ${definitionId} and l.deleted_at is null
      and ${isLivingProfile} and ${HOLDS[kind]}
    order by l.profile_id limit ${limit}`.execute(deps.sql);
  return rows.map(({ profile_id }) => profile_id);
};

const HOLDS = {
  held: sql`true`,
  // What was given back counts as not used ([N10]).
  used: sql`(select coalesce(sum(e.amount), 0) from ledger_entries as e
    where e.tenant_id = l.tenant_id and e.lot_id = l.lot_id and e.unit = 'benefit'
      and ${sql.raw(oneOf("e.kind", REDEMPTION_KINDS))}) < 0`,
  claimed: sql`l.source_type = 'claim'`,
} as const satisfies Readonly<Record<EntrantKind, unknown>>;
