import type { GiftCardRefusal } from "#renderer/data/gift-card.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import type { Format } from "./format.ts";
import { cannotKeepSentence } from "./local-refusal.ts";
import type { Sentence } from "./sentence.ts";

/** Why a gift card can't be looked up or hasn't paid, and what to do. */
export const giftCardSentence = (refusal: GiftCardRefusal, format: Format): Sentence => {
  switch (refusal.reason) {
    case "card_refused":
      return {
        title: "This card can't be used.",
        advice:
          "Check the number and the PIN. After five wrong PINs a card is blocked for a while. If both are right, there's nothing on it, or head office can tell you more.",
      };
    case "card_held":
      return {
        title: "Another checkout is using this card.",
        advice: "Finish that one, or wait a few minutes and try again.",
      };
    case "insufficient_balance":
      return {
        title: "That's more than is on the card.",
        advice:
          refusal.availableCents === null
            ? "Look the card up again."
            : `You can take up to ${format.money(refusal.availableCents)}.`,
      };
    case "amount_invalid":
      return { title: "That amount can't be taken.", advice: "Enter a smaller amount above zero." };
    case "too_many_an_hour":
      return {
        title: "Too many redemptions in an hour.",
        advice: "Nothing was taken. Try again later, or ask head office.",
      };
    case "staff_unknown":
      return {
        title: "Head office has no record of you as staff.",
        advice: "Nothing was taken. Sign in as someone else, or ask head office.",
      };
    case "key_reused":
      return {
        title: "Another payment was sent in this one's place.",
        advice: "Nothing was taken. Look the card up again and enter the amount.",
      };
    case "no_gift_cards":
      return {
        title: "Gift cards aren't set up.",
        advice: "Ask head office to set them up.",
      };
    case "busy":
      return {
        title: "Too much is going on right now.",
        advice: "Nothing was taken. Try again in a moment.",
      };
    case "offline":
      return {
        title: "Gift cards work only while you're online.",
        advice: "Take another payment, or try again once you're back online.",
      };
    case "turned_away":
      return { title: "That was refused.", advice: refusal.message };
    case "called_off":
      return {
        title: "The payment was never sent.",
        advice: "It won't be taken any more. Take it again, or pay another way.",
      };
    case "another_open":
      return {
        title: "The last payment isn't finished.",
        advice: "Wait until you know what happened to it. Nothing was taken this time.",
      };
    case "not_durable":
      return cannotKeepSentence(refusal);
    default:
      return unreachable(refusal);
  }
};
