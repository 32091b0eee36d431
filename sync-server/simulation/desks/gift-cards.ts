import {
  CARD_RANDOM_DIGITS,
  type CardNumber,
  cardNumberOf,
} from "#shared/incentive/credits/card-number.ts";
import { assert } from "#shared/kernel/assert.ts";
import type { GiftCardId } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { ok } from "#shared/kernel/result.ts";
import { addMs, type Instant } from "#shared/kernel/time.ts";
import { holdGiftCard } from "#sync-server/incentive/credits/card-hold.ts";
import { voidGiftCard } from "#sync-server/incentive/credits/change-gift-card.ts";
import { createGiftCards } from "#sync-server/incentive/credits/create-gift-cards.ts";
import { loadGiftCard } from "#sync-server/incentive/credits/load-gift-card.ts";
import type { PresentedCard } from "#sync-server/incentive/credits/open-gift-card.ts";
import { presentCard } from "#sync-server/incentive/credits/present-card.ts";
import { redeemGiftCard } from "#sync-server/redemption/redeem-once.ts";
import type { SeenCard } from "#sync-server/simulation/world/history.ts";
import type { Desk, DeskAct } from "./desk.ts";

type Card = {
  readonly id: GiftCardId;
  readonly number: CardNumber;
  readonly pin: string;
  readonly seen: SeenCard;
  /** As far as the desk was told. */
  hold: { readonly token: string; readonly until: Instant } | null;
};

const HOLD_MS = 15 * 60_000;

/** Hashes would take longer than all the rest, and the writes don't see them. */
const SECRETS = {
  hashUnderCardKey: (number: CardNumber) => `hash of ${number}`,
  isPinRight: async (pin: string, pinHash: string) => ok(`hash of ${pin}` === pinHash),
};

/** Gift cards are sold, topped up, held, paid with and voided ([C5] to [C8]). */
export const giftCardActs = (desk: Desk): readonly DeskAct[] => {
  const { server, random, history, call, note, newKey } = desk;
  const cards: Card[] = [];

  const load = async ({ id, seen }: Card, what: "activate" | "top_up"): Promise<void> => {
    const valueCents = cents(random.between(200, 4_000));
    note(`${what} card ${id} with ${valueCents}`);
    const loaded = await call(loadGiftCard, {
      what,
      cardId: id,
      valueCents,
      locationId: null,
      creatorProfileId: null,
      currency: null,
      commandId: newKey(),
    });
    if (loaded?.ok) seen.loadedCents += valueCents;
  };

  const sell = async (): Promise<void> => {
    const digits = Array.from({ length: CARD_RANDOM_DIGITS }, () => random.between(0, 9)).join("");
    const number = cardNumberOf(digits);
    const pin = String(random.between(1_000, 9_999));
    const made = await server.write(createGiftCards, {
      definitionId: desk.extraIds.credit,
      batch: null,
      faceCents: null,
      cards: [
        {
          numberHash: SECRETS.hashUnderCardKey(number),
          lastFour: number.slice(-4),
          pinHash: `hash of ${pin}`,
        },
      ],
    });
    const [id] = made?.ok ? made.value : [];
    if (id === undefined) return;
    const seen = { loadedCents: 0, paidCents: 0, isVoid: false };
    history.cards.set(id, seen);
    const card = { id, number, pin, seen, hold: null };
    cards.push(card);
    await load(card, "activate");
  };

  const present = async (card: Card, pin: string, token: string | null): Promise<PresentedCard> => {
    const shown = { number: card.number, pin, lockToken: token };
    const presented = await presentCard(server.store.readDeps(), SECRETS, shown);
    assert(presented.ok, "the desk's secrets are never busy");
    return presented.value;
  };

  const pay = async (card: Card): Promise<void> => {
    const { id, seen } = card;
    const wasPinRight = random.chance(0.85);
    const pin = wasPinRight ? card.pin : "0000";
    const token = random.chance(0.5) ? (card.hold?.token ?? null) : null;
    const presented = await present(card, pin, token);
    const isHeld = card.hold !== null && card.hold.until > server.clock();
    const commandId = newKey();
    history.asked.set(commandId, { strategies: ["credits"], basketCents: null, heldCredit: null });
    const paid = await call(redeemGiftCard, {
      card: presented,
      amountCents: cents(random.between(50, 3_000)),
      strategies: ["credits"],
      isStrict: random.chance(0.5),
      locationId: null,
      transactionExternalId: null,
      transactionReceiptRef: null,
      meta: "{}",
      commandId,
    });
    if (!paid?.ok) return history.count(`card ${paid?.error.reason}`);
    history.count("card paid");
    seen.paidCents += paid.value.redeemedCents;
    const wasHeldByAnother = isHeld && card.hold?.token !== token;
    history.cardPayments.push({ cardId: id, wasPinRight, wasHeldByAnother, wasVoid: seen.isVoid });
    card.hold = null;
  };

  const hold = async (card: Card): Promise<void> => {
    const presented = await present(card, card.pin, card.hold?.token ?? null);
    const until = addMs(server.clock(), HOLD_MS);
    const held = await call(holdGiftCard, { presented, forMs: HOLD_MS, commandId: newKey() });
    if (held?.ok) card.hold = { token: held.value.lockToken, until };
    // Usually another checkout, or the same one with its token.
    await pay(card);
  };

  const voidIt = async (card: Card): Promise<void> => {
    const done = await call(voidGiftCard, { cardId: card.id, commandId: newKey() });
    if (!done?.ok) return;
    history.count("card voided");
    card.seen.paidCents += done.value.voidedCents;
    card.seen.isVoid = true;
  };

  const withCard =
    (act: (card: Card) => Promise<void>): DeskAct =>
    () =>
      cards.length === 0 ? sell() : act(random.pick(cards));

  const topUp = (card: Card) => load(card, "top_up");
  const voidOne = () => (cards.length > 1 ? withCard(voidIt)() : withCard(pay)());
  return [sell, withCard(topUp), withCard(hold), withCard(hold), withCard(pay), voidOne];
};
