import { z } from "zod";
import { isHeldWith } from "#shared/incentive/credits/gift-card.ts";
import { type CommandId, type GiftCardId, giftCardIdSchema } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { addMs, type Instant } from "#shared/kernel/time.ts";
import { answerOnce, type KeyReused } from "#sync-server/access/answer-once.ts";
import { type HoldOver, holdsOn } from "#sync-server/incentive/hold.ts";
import { giftCardStore } from "#sync-server/storage/incentive/credits/gift-card-store.ts";
import type { GiftCard } from "#sync-server/storage/incentive/credits/gift-card-table.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { type CardRefusal, openGiftCard, type PresentedCard } from "./open-gift-card.ts";

const about = ({ id, definitionId }: GiftCard) => ({ giftCardId: id, definitionId });

/** Holds on gift cards ([C7]). */
export const cardHolds = holdsOn<GiftCard>({
  set: (deps, { id }, hold) =>
    giftCardStore.update(deps, id, {
      lockToken: hold?.lockToken ?? null,
      lockExpiresAt: hold?.until ?? null,
    }),
  dueOf: ({ id }) => ({ kind: "end_card_hold", key: String(id) }),
  begun: (card, until) => ({
    kind: "gift-card.locked",
    profileId: card.accountId,
    context: { ...about(card), until },
  }),
  ended: (card, end) => ({
    kind: "gift-card.unlocked",
    profileId: card.accountId,
    context: { ...about(card), end },
  }),
});

/** A card to hold for a checkout. */
export type HoldGiftCard = {
  readonly presented: PresentedCard;
  readonly forMs: number;
  /** From the caller's `Idempotency-Key`, if it sent one. */
  readonly commandId: CommandId | null;
};

const heldSchema = z.object({ cardId: giftCardIdSchema, lockToken: z.string() });
type Held = z.output<typeof heldSchema>;

/**
 * Holds a card for one checkout, until it says that it is done or the time is over ([C7]). Sent
 * again under the same key, it gets the first answer, so a lost answer doesn't leave the card
 * held; once that hold is over, it is refused.
 */
export const holdGiftCard = async (
  deps: WriteDeps,
  input: HoldGiftCard,
): Promise<Result<Held, CardRefusal | KeyReused | HoldOver>> => {
  const kept = { kind: "hold_gift_card", schema: heldSchema };
  const held = await answerOnce(deps, input, kept, holdNow);
  if (!held.ok) return held;
  const card = await giftCardStore.read(deps, held.value.cardId);
  const isHeld = card !== null && isHeldWith(card, held.value.lockToken, deps.now);
  return isHeld ? held : err({ reason: "hold_over" });
};

const holdNow = async (
  deps: WriteDeps,
  { presented, forMs }: HoldGiftCard,
): Promise<Result<Held, CardRefusal>> => {
  const opened = await openGiftCard(deps, presented);
  if (!opened.ok) return opened;
  const { card } = opened.value;
  const lockToken = presented.lockToken ?? deps.newId();
  await cardHolds.begin(deps, card, { lockToken, until: addMs(deps.now, forMs) });
  return ok({ cardId: card.id, lockToken });
};

/** Ends a hold before its time. One that has ended already is no mistake. */
export const endGiftCardHold = async (
  deps: WriteDeps,
  { presented }: { readonly presented: PresentedCard },
): Promise<Result<{ readonly cardId: GiftCardId }, CardRefusal>> => {
  const opened = await openGiftCard(deps, presented);
  if (!opened.ok) return opened;
  const { card } = opened.value;
  await cardHolds.end(deps, card, "given_up");
  return ok({ cardId: card.id });
};

/** Ends a hold whose time is over. Returns when it is due to end, if it isn't over. */
export const endExpiredCardHold = async (deps: WriteDeps, key: string): Promise<Instant | null> =>
  cardHolds.endExpired(
    deps,
    await giftCardStore.lock(deps, { id: giftCardIdSchema.parse(Number(key)) }),
  );
