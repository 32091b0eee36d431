import { type AmountProblem, textOfAmount } from "#renderer/clienteling/amount-text.ts";
import type { RedeemDecline } from "#renderer/data/redeem-outcome.ts";
import type { SyncStatus } from "#renderer/data/sync-status.ts";
import type { ProfileView } from "#renderer/data/views.ts";
import { declineReason, declineSentence } from "#renderer/words/decline.ts";
import type { Format } from "#renderer/words/format.ts";
import { localRefusalSentence } from "#renderer/words/local-refusal.ts";
import { networkSentence } from "#renderer/words/network.ts";
import { say } from "#renderer/words/say.ts";
import type { Sentence } from "#renderer/words/sentence.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import { type Cents, cents } from "#shared/kernel/money.ts";
import { IS_BARRED, type ModeChoice } from "#shared/redemption/choose-mode.ts";

/** Why the last attempt was declined; null if a note above says that the account is frozen. */
export const declinedSentence = (
  decline: RedeemDecline,
  { freeze }: ProfileView,
  format: Format,
): Sentence | null =>
  declineReason(decline) === "account_frozen" && freeze !== null
    ? null
    : declineSentence(decline, format);

/** Why this device can't redeem the amount now; null if it can, or if a note says so anyway. */
export const refusalSentence = (
  { freeze }: ProfileView,
  preview: ModeChoice | null,
  connection: SyncStatus["connection"],
  format: Format,
): Sentence | null => {
  if (preview?.mode !== "declined" || freeze !== null) return null;
  const { refusal } = preview;
  if (refusal.reason === "amount_not_positive") return null;
  // A device that is barred isn't offline, and waiting doesn't help.
  return IS_BARRED[connection] && refusal.reason === "at_risk_off"
    ? networkSentence(connection)
    : localRefusalSentence(refusal, format);
};

/** Why a text is no amount to ask the device about. */
export const problemSentence = (
  problem: AmountProblem,
  availableCents: Cents,
  format: Format,
): Sentence => {
  switch (problem) {
    case "not_a_number":
      return {
        title: say("redeem.problem.not_a_number"),
        advice: say("redeem.problem.not_a_number_advice", { example: exampleAmount(format) }),
      };
    case "zero":
      return { title: say("redeem.problem.zero"), advice: say("redeem.problem.zero_advice") };
    case "negative":
      return {
        title: say("redeem.problem.negative"),
        advice: say("redeem.problem.negative_advice"),
      };
    case "too_many_decimals":
      return format.currencyDigits === 0
        ? { title: say("redeem.problem.whole"), advice: say("redeem.problem.whole_advice") }
        : {
            title: say("redeem.problem.decimals", { count: format.currencyDigits }),
            advice: say("redeem.problem.decimals_advice"),
          };
    case "too_large":
      return localRefusalSentence({ reason: "insufficient_balance", availableCents }, format);
    default:
      return unreachable(problem);
  }
};

/** How amounts are typed here: "7.50", "75" where there are no decimals. */
const exampleAmount = ({ decimalSeparator, currencyDigits }: Format): string =>
  textOfAmount(cents(75 * 10 ** Math.max(0, currencyDigits - 1)), {
    separator: decimalSeparator,
    digits: currencyDigits,
  });
