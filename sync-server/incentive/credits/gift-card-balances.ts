import { type Cents, cents, sumCents } from "#shared/kernel/money.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { spendableLots } from "#shared/ledger/lot.ts";
import type { GiftCard } from "#sync-server/storage/incentive/credits/gift-card-table.ts";
import { readAccounts } from "#sync-server/storage/ledger/account-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/** Cards with what can be spent of each at an instant, and when the first of it expires. */
export const withBalances = async (
  deps: ReadDeps,
  cards: readonly GiftCard[],
  at: Instant,
): Promise<
  readonly (GiftCard & { readonly remainingCents: Cents; readonly expiresAt: Instant | null })[]
> => {
  const ids = cards.flatMap(({ accountId }) => accountId ?? []);
  const accounts = new Map((await readAccounts(deps, ids)).map((each) => [each.profileId, each]));
  return cards.map((card) => {
    const account = card.accountId === null ? undefined : accounts.get(card.accountId);
    const lots = spendableLots(account?.lots ?? [], at);
    return {
      ...card,
      remainingCents: sumCents(lots.map(({ remaining }) => cents(remaining))),
      expiresAt: lots.find(({ expiresAt }) => expiresAt !== null)?.expiresAt ?? null,
    };
  });
};
