import type { CardPayment } from "#renderer/data/gift-card.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import type { Format } from "./format.ts";
import { giftCardSentence } from "./gift-card.ts";
import type { Sentence } from "./sentence.ts";

/** What happened to a payment by gift card, and what to do. */
export const cardPaymentSentence = (
  { lastFour, amountCents, at, outcome }: CardPayment,
  format: Format,
): Sentence => {
  const amount = format.money(amountCents);
  const when = format.dateTime(at);
  switch (outcome.status) {
    case "open":
      return {
        title: "Not confirmed yet.",
        advice: `The card ending in ${lastFour} may have paid ${amount} (${when}). This updates by itself when we hear back; until then, take no other payment for this.`,
      };
    case "paid":
      return {
        title: `The card ending in ${lastFour} has paid ${format.money(outcome.paidCents)}.`,
        advice: `${when}. Don't take it again.`,
      };
    case "refused": {
      const { title, advice } = giftCardSentence(outcome, format);
      return {
        title: `Nothing was taken from the card ending in ${lastFour}.`,
        advice: `It was asked for ${amount} (${when}). ${title} ${advice}`,
      };
    }
    default:
      return unreachable(outcome);
  }
};
