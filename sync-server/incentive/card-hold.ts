import type { CardHoldEnd } from "#shared/incentive/gift-card.ts";
import { giftCardIdSchema } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { setDue } from "#sync-server/storage/due-store.ts";
import { lockGiftCard, updateGiftCard } from "#sync-server/storage/gift-card-store.ts";
import type { GiftCard } from "#sync-server/storage/gift-card-table.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** Holds a card that the caller has locked, for whoever knows the token ([C7]). */
export const beginHold = async (
  deps: WriteDeps,
  card: GiftCard,
  { lockToken, until }: { readonly lockToken: string; readonly until: Instant },
): Promise<void> => {
  // A hold that nobody has ended yet was over by itself.
  if (card.lockToken !== lockToken) await endHold(deps, card, "expired");
  await updateGiftCard(deps, card.id, { lockToken, lockExpiresAt: until });
  await setDue(deps, dueOf(card), until);
  deps.happened({
    kind: "gift-card.locked",
    profileId: card.accountId,
    context: { giftCardId: card.id, definitionId: card.definitionId, until },
  });
};

/** Ends the hold on a card that the caller has locked. Does nothing if there is none. */
export const endHold = async (deps: WriteDeps, card: GiftCard, end: CardHoldEnd): Promise<void> => {
  if (card.lockExpiresAt === null) return;
  await updateGiftCard(deps, card.id, { lockToken: null, lockExpiresAt: null });
  await setDue(deps, dueOf(card), null);
  const isOver = card.lockExpiresAt <= deps.now;
  deps.happened({
    kind: "gift-card.unlocked",
    profileId: card.accountId,
    context: {
      giftCardId: card.id,
      definitionId: card.definitionId,
      end: isOver ? "expired" : end,
    },
  });
};

/**
 * Makes it durable that a hold is over: until then it already counts for nothing ([C7]). Returns
 * when the hold is due to end, if it isn't over; null if there is none.
 */
export const endExpiredHold = async (deps: WriteDeps, key: string): Promise<Instant | null> => {
  const card = await lockGiftCard(deps, giftCardIdSchema.parse(Number(key)));
  if (!card || card.lockExpiresAt === null) return null;
  if (card.lockExpiresAt > deps.now) return card.lockExpiresAt;
  await endHold(deps, card, "expired");
  return null;
};

const dueOf = ({ id }: GiftCard) => ({ kind: "end_card_hold", key: String(id) }) as const;
