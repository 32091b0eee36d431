import { unreachable } from "#shared/kernel/assert.ts";
import type { Verdict, VerdictReason } from "#shared/sync/verdict.ts";
import type { Format } from "./format.ts";
import type { Sentence } from "./sentence.ts";

/** What the server answered, and what to do about it. */
export const verdictSentence = (verdict: Verdict, format: Format): Sentence => {
  switch (verdict.status) {
    case "accepted":
      return verdict.wasClamped
        ? {
            title: "Accepted, at another time than this device said.",
            advice: "The clock of this device is wrong. Set it to the right time.",
          }
        : { title: "Accepted.", advice: "There is nothing to do." };
    case "accepted_short":
      return {
        title:
          verdict.shortfallCents === null
            ? "Accepted, although the profile held less."
            : `Accepted, although the profile held ${format.money(verdict.shortfallCents)} less.`,
        advice:
          "What was missing is taken from what the profile earns next. There is nothing to do at the counter.",
      };
    case "refused":
      return reasonOr("Refused.", verdict, format);
    case "parked":
      return reasonOr("Kept unread by the server.", verdict, format);
    default:
      return unreachable(verdict.status);
  }
};

const reasonOr = (title: string, verdict: Verdict, format: Format): Sentence =>
  verdict.reason === null
    ? { title, advice: ASK_HEAD_OFFICE }
    : verdictReasonSentence(verdict.reason, verdict.availableCents, format);

/** Why the server did not do what a command asked, and what to do. */
export const verdictReasonSentence = (
  reason: VerdictReason,
  availableCents: Verdict["availableCents"],
  format: Format,
): Sentence => {
  switch (reason) {
    case "amount_not_positive":
      return { title: "Refused: the amount was zero or less.", advice: "Redeem again." };
    case "amount_too_large":
      return {
        title: "Refused: that is more than one redemption can be.",
        advice: "Redeem a smaller amount.",
      };
    case "insufficient_balance":
      return {
        title: "Refused: the profile holds less.",
        advice:
          availableCents === null || availableCents <= 0
            ? "There is nothing to redeem at the moment; it may just have been redeemed elsewhere."
            : `${format.money(availableCents)} can be redeemed; the rest may just have been redeemed elsewhere.`,
      };
    case "profile_unknown":
      return {
        title: "Refused: the server does not know the profile.",
        advice: "Search for the person again, and create the profile if it is not there.",
      };
    case "profile_deleted":
      return {
        title: "Refused: the profile has been deleted.",
        advice: "Head office can say why. Create a new profile if the person asks for one.",
      };
    case "duplicate_profile":
      return {
        title: "Refused: somebody with the same e-mail or mobile phone is there already.",
        advice: "Open the profile that is there. What was written for the new one goes to it.",
      };
    case "duplicate_identity":
      return {
        title: "Refused: the card number belongs to another profile.",
        advice: "Open the profile that has the card, or give this person another card.",
      };
    case "invalid_details":
      return {
        title: "Refused: some of the details are not valid.",
        advice: "Open the profile, correct the details and save them again.",
      };
    case "staff_unknown":
      return {
        title: "Refused: the server does not know who acted, or they no longer work here.",
        advice: "Sign in as somebody else and do it again, or ask head office.",
      };
    case "location_unknown":
      return {
        title: "Refused: the server does not know this location.",
        advice: ASK_HEAD_OFFICE,
      };
    case "unknown_kind":
      return {
        title: "Kept unread: the server is older than this app.",
        advice: "It is taken up when the server has been updated. Tell head office.",
      };
    case "invalid_body":
      return { title: "Kept unread: the server could not read it.", advice: EXPORT_AND_ASK };
    case "id_reused":
      return {
        title: "Refused: another act has used the same number.",
        advice: EXPORT_AND_ASK,
      };
    case "sequence_taken":
      return {
        title: "Refused: another device acts under the name of this one.",
        advice: "Enrol this device again; what waits to be sent is kept.",
      };
    default:
      return unreachable(reason);
  }
};

const ASK_HEAD_OFFICE = "Tell head office.";
const EXPORT_AND_ASK = "Export what waits on the sync page and give the file to head office.";
