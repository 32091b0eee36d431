import type { GiftCardRefusal } from "#renderer/data/gift-card.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import type { Format } from "./format.ts";
import { cannotKeepSentence } from "./local-refusal.ts";
import { say } from "./say.ts";
import type { Sentence } from "./sentence.ts";

/** Why a gift card can't be looked up or hasn't paid, and what to do. */
export const giftCardSentence = (refusal: GiftCardRefusal, format: Format): Sentence => {
  switch (refusal.reason) {
    case "card_refused":
      return {
        title: say("giftCard.refusal.card_refused"),
        advice: say("giftCard.refusal.card_refused_advice"),
      };
    case "card_held":
      return {
        title: say("giftCard.refusal.card_held"),
        advice: say("giftCard.refusal.card_held_advice"),
      };
    case "insufficient_balance":
      return {
        title: say("giftCard.refusal.insufficient_balance"),
        advice:
          refusal.availableCents === null
            ? say("giftCard.refusal.insufficient_balance_advice")
            : say("giftCard.refusal.up_to", { money: format.money(refusal.availableCents) }),
      };
    case "amount_invalid":
      return {
        title: say("giftCard.refusal.amount_invalid"),
        advice: say("giftCard.refusal.amount_invalid_advice"),
      };
    case "too_many_an_hour":
      return {
        title: say("giftCard.refusal.too_many_an_hour"),
        advice: say("giftCard.refusal.too_many_an_hour_advice"),
      };
    case "staff_unknown":
      return {
        title: say("giftCard.refusal.staff_unknown"),
        advice: say("giftCard.refusal.staff_unknown_advice"),
      };
    case "key_reused":
      return {
        title: say("giftCard.refusal.key_reused"),
        advice: say("giftCard.refusal.key_reused_advice"),
      };
    case "no_gift_cards":
      return {
        title: say("giftCard.refusal.no_gift_cards"),
        advice: say("giftCard.refusal.no_gift_cards_advice"),
      };
    case "busy":
      return {
        title: say("giftCard.refusal.busy"),
        advice: say("giftCard.refusal.busy_advice"),
      };
    case "offline":
      return {
        title: say("giftCard.refusal.offline"),
        advice: say("giftCard.refusal.offline_advice"),
      };
    case "turned_away":
      return {
        title: say("giftCard.refusal.turned_away"),
        advice: say("verdict.detail", { detail: refusal.message }),
      };
    case "called_off":
      return {
        title: say("giftCard.refusal.called_off"),
        advice: say("giftCard.refusal.called_off_advice"),
      };
    case "another_open":
      return {
        title: say("giftCard.refusal.another_open"),
        advice: say("giftCard.refusal.another_open_advice"),
      };
    case "not_durable":
      return cannotKeepSentence(refusal);
    default:
      return unreachable(refusal);
  }
};
