import type { CardPayment } from "#renderer/data/gift-card.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import type { Format } from "./format.ts";
import { giftCardSentence } from "./gift-card.ts";
import { say } from "./say.ts";
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
        title: say("giftCard.payment.open"),
        advice: say("giftCard.payment.open_advice", { digits: lastFour, amount, when }),
      };
    case "paid":
      return {
        title: say("giftCard.payment.paid", {
          digits: lastFour,
          money: format.money(outcome.paidCents),
        }),
        advice: say("giftCard.payment.paid_advice", { when }),
      };
    case "refused": {
      const { title, advice } = giftCardSentence(outcome, format);
      return {
        title: say("giftCard.payment.refused", { digits: lastFour }),
        advice: `${say("giftCard.payment.asked", { amount, when })} ${title} ${advice}`,
      };
    }
    default:
      return unreachable(outcome);
  }
};
