import { type SqlBool, sql } from "kysely";
import type { DefinitionId, GiftCardId, ProfileId } from "#shared/kernel/ids.ts";
import { CARD_ACCOUNT } from "#shared/profile/profile-type.ts";
import type { ListQuery, Page } from "#sync-server/storage/list-query.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { statement } from "#sync-server/storage/statement.ts";
import {
  insertRecord,
  lockRecord,
  readPage,
  readRecords,
  readRecordsByKey,
  updateRecord,
} from "#sync-server/storage/table-queries.ts";
import {
  type GiftCard,
  type GiftCardField,
  giftCardTable,
  type NewGiftCard,
} from "./gift-card-table.ts";

/** A page of the cards, newest first unless the query says otherwise. */
export const listGiftCards = (
  deps: ReadDeps,
  query: ListQuery<GiftCardField>,
): Promise<Page<GiftCard>> => {
  const sort = query.sort.length > 0 ? query.sort : NEWEST_FIRST;
  return readPage(deps, giftCardTable, { ...query, sort });
};

const NEWEST_FIRST = [{ field: "id", isDescending: true }] as const;

export const readGiftCard = async (deps: ReadDeps, id: GiftCardId): Promise<GiftCard | null> =>
  (await readRecordsByKey(deps, giftCardTable, [id]))[0] ?? null;

/** The card whose number has this hash; null if there is none. */
export const findGiftCard = async (
  deps: ReadDeps,
  numberHash: string,
): Promise<GiftCard | null> => {
  const condition = sql<SqlBool>`number_hash = ${numberHash}`;
  return (await readRecords(deps, giftCardTable, condition))[0] ?? null;
};

/** How many cards of a definition can still be activated. */
export const countBlankCards = async (deps: ReadDeps, id: DefinitionId): Promise<number> => {
  const [row] = await countBlank(deps, [deps.tenantId, id]);
  return Number(row?.total ?? 0);
};

// The state is in the text, because the index holds only these.
const countBlank = statement<{ readonly total: number | string }>(
  `select count(*) as total from gift_cards
   where tenant_id = ? and definition_id = ? and state = 'blank'`,
);

/** One card, locked for this transaction: of two who spend it, one waits. Null if there is none. */
export const lockGiftCard = (deps: WriteDeps, id: GiftCardId): Promise<GiftCard | null> =>
  lockRecord(deps, giftCardTable, id);

export const insertGiftCard = (deps: WriteDeps, card: NewGiftCard): Promise<GiftCard> =>
  insertRecord(deps, giftCardTable, card);

export const updateGiftCard = (
  deps: WriteDeps,
  id: GiftCardId,
  fields: Partial<GiftCard>,
): Promise<void> => updateRecord(deps, giftCardTable, id, fields);

/**
 * Opens an account that no profile holds, for what is on a card. Its row among the profiles is of a
 * type that is never found, listed or served, and of no region, so no device is sent it.
 */
export const insertCardAccount = async (deps: WriteDeps, id: ProfileId): Promise<void> => {
  await insertHolder(deps, [deps.tenantId, id, CARD_ACCOUNT, deps.now, deps.now]);
};

const insertHolder = statement(
  `insert into profiles (tenant_id, id, profile_type, first_name, last_name, region, tags, extra,
     version, created_at, updated_at)
   values (?, ?, ?, '', '', '', '[]', '{}', 1, ?, ?)`,
);

/** The card whose account this is; null if it is somebody's. */
export const findCardOfAccount = async (
  deps: ReadDeps,
  accountId: ProfileId,
): Promise<GiftCard | null> => {
  const condition = sql<SqlBool>`account_id = ${accountId}`;
  return (await readRecords(deps, giftCardTable, condition))[0] ?? null;
};
