import {
  afterWrongPin,
  hasReverted,
  IS_USABLE,
  isHeldByAnother,
  isHeldWith,
  isPinBlocked,
} from "#shared/incentive/credits/gift-card.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { GiftCardId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { spendableLots } from "#shared/ledger/lot.ts";
import { type LockedAccount, lockAccount } from "#sync-server/ledger/load-account.ts";
import { giftCardStore } from "#sync-server/storage/incentive/credits/gift-card-store.ts";
import type { GiftCard } from "#sync-server/storage/incentive/credits/gift-card-table.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/**
 * A card as somebody shows it who wants to spend it: what came of looking at its number and PIN.
 */
export type PresentedCard = {
  /** Null if there is no card with the number. */
  readonly cardId: GiftCardId | null;
  readonly pin: "right" | "wrong" | "missing";
  /** The token of the caller's own hold, if it has one. */
  readonly lockToken: string | null;
};

/**
 * Why a card can't be spent. The first doesn't say more, so nobody learns which numbers exist
 * ([C6]).
 */
export type CardRefusal = { readonly reason: "card_refused" } | { readonly reason: "card_held" };

export type OpenedCard = { readonly card: GiftCard; readonly locked: LockedAccount };

/**
 * Locks the card and its account for anyone who knows its number and PIN, and counts a wrong PIN
 * ([C6]). A card with nothing left, or that is blank, void or blocked, is refused like one that
 * doesn't exist.
 */
export const openGiftCard = async (
  deps: WriteDeps,
  { cardId, pin, lockToken }: PresentedCard,
): Promise<Result<OpenedCard, CardRefusal>> => {
  const card = cardId === null ? null : await giftCardStore.lock(deps, { id: cardId });
  if (!card || !IS_USABLE[card.state] || isPinBlocked(card, deps.now)) return err(REFUSED);
  const isMidCheckout = lockToken !== null && isHeldWith(card, lockToken, deps.now);
  if (hasReverted(card, deps.now) && !isMidCheckout) return err(REFUSED);
  if (pin === "wrong") {
    const tries = afterWrongPin(card, deps.now);
    await giftCardStore.update(deps, card.id, tries);
    if (isPinBlocked(tries, deps.now)) happened(deps, card, tries.wrongPins);
  }
  if (pin !== "right") return err(REFUSED);
  if (card.wrongPins > 0) {
    await giftCardStore.update(deps, card.id, { wrongPins: 0, pinBlockedUntil: null });
  }
  const accountId = assertDefined(card.accountId, "an active card has an account");
  const locked = assertDefined(await lockAccount(deps, accountId), "the account of a card");
  if (spendableLots(locked.account.lots, deps.now).length === 0) return err(REFUSED);
  if (isHeldByAnother(card, lockToken, deps.now)) return err({ reason: "card_held" });
  return ok({ card, locked });
};

const REFUSED = { reason: "card_refused" } as const;

const happened = (deps: WriteDeps, { id, definitionId, accountId }: GiftCard, wrongPins: number) =>
  deps.happened({
    kind: "gift-card.blocked",
    profileId: accountId,
    context: { giftCardId: id, definitionId, wrongPins },
  });
