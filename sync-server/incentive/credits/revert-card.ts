import { IS_USABLE, isHeldByAnother } from "#shared/incentive/credits/gift-card.ts";
import { commandIdSchema, giftCardIdSchema } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { setDue } from "#sync-server/storage/due-store.ts";
import { giftCardStore } from "#sync-server/storage/incentive/credits/gift-card-store.ts";
import type { GiftCard } from "#sync-server/storage/incentive/credits/gift-card-table.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { releaseNow } from "./change-gift-card.ts";

const dueOf = ({ id }: Pick<GiftCard, "id">) => ({ kind: "revert_card", key: String(id) }) as const;

/** Sets when a card that was sold goes back to its buyer, if nobody uses it ([C13]). */
export const revertLater = (deps: WriteDeps, card: Pick<GiftCard, "id">, at: Instant | null) =>
  at === null ? Promise.resolve() : setDue(deps, dueOf(card), at);

/** A card that was used doesn't revert any more, whatever is left on it ([C13]). */
export const keepUsedCard = async (deps: WriteDeps, card: GiftCard): Promise<void> => {
  if (card.revertsAt === null) return;
  await giftCardStore.update(deps, card.id, { revertsAt: null });
  await setDue(deps, dueOf(card), null);
};

/**
 * Moves what is on a card that nobody has used to its buyer, once its time is over ([C13]). If the
 * buyer has no account any more, the card stays good. Returns when it is due, if it isn't yet.
 */
export const revertCard = async (deps: WriteDeps, key: string): Promise<Instant | null> => {
  const card = await giftCardStore.lock(deps, { id: giftCardIdSchema.parse(Number(key)) });
  if (!card || card.revertsAt === null || !IS_USABLE[card.state]) return null;
  if (deps.now < card.revertsAt) return card.revertsAt;
  // The checkout that holds it has its turn first.
  if (isHeldByAnother(card, null, deps.now)) return card.lockExpiresAt;
  const commandId = commandIdSchema.parse(deps.newId());
  const reverted = await releaseNow(deps, { cardId: card.id, to: "creator" }, commandId, "expiry");
  if (!reverted.ok) await giftCardStore.update(deps, card.id, { revertsAt: null });
  return null;
};
