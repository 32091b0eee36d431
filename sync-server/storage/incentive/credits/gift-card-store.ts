import type { DefinitionId, ProfileId } from "#shared/kernel/ids.ts";
import { CARD_ACCOUNT } from "#shared/profile/profile-type.ts";
import type { ListQuery, Page } from "#sync-server/storage/list-query.ts";
import { recordStore } from "#sync-server/storage/record-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { statement } from "#sync-server/storage/statement.ts";
import { type GiftCard, type GiftCardField, giftCardTable } from "./gift-card-table.ts";

export const giftCardStore = recordStore(giftCardTable);

/** A page of the cards, newest first unless the query says otherwise. */
export const listGiftCards = (
  deps: ReadDeps,
  query: ListQuery<GiftCardField>,
): Promise<Page<GiftCard>> => {
  const sort = query.sort.length > 0 ? query.sort : NEWEST_FIRST;
  return giftCardStore.list(deps, { ...query, sort });
};

const NEWEST_FIRST = [{ field: "id", isDescending: true }] as const;

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

/**
 * Opens an account that no profile holds, for what is on a card. Its row among the profiles is of a
 * type that is never found, listed or served, and of no region, so no device is sent it.
 */
export const insertCardAccount = async (deps: WriteDeps, id: ProfileId): Promise<void> => {
  await insertHolder(deps, [deps.tenantId, id, CARD_ACCOUNT, deps.now, deps.now]);
};

const insertHolder = statement(
  `insert into profiles (tenant_id, id, profile_type, first_name, last_name, region, tags,
     statuses, statuses_past, extra, version, created_at, updated_at)
   values (?, ?, ?, '', '', '', '[]', '[]', '[]', '{}', 1, ?, ?)`,
);
