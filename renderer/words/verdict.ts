import { unreachable } from "#shared/kernel/assert.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import type { Verdict, VerdictReason } from "#shared/sync/verdict.ts";
import type { Format } from "./format.ts";
import { say } from "./say.ts";
import type { Sentence } from "./sentence.ts";
import { recoverySentence } from "./shortfall.ts";

/** The server's answer, and what to do about it. The programme says who bears a shortfall. */
export const verdictSentence = (
  verdict: Verdict,
  programme: Programme | null,
  format: Format,
): Sentence => {
  switch (verdict.status) {
    case "accepted":
      if (verdict.wasFrozen) {
        return { title: "Accepted, although the account is frozen.", advice: FROZEN };
      }
      if (verdict.code !== undefined) {
        return {
          title: `Accepted. The code for the till is ${verdict.code}.`,
          advice: "Give it to the customer. It won't be shown again once it's dismissed.",
        };
      }
      if (verdict.isOverruling) {
        return {
          title: "Accepted, but somebody else had changed it meanwhile.",
          advice: "Open the customer and choose which of the two is right.",
        };
      }
      return verdict.wasClamped
        ? {
            title: "Accepted, but with a corrected time.",
            advice: "This device's clock is wrong. Set it to the right time.",
          }
        : { title: "Accepted.", advice: "There's nothing to do." };
    case "accepted_short":
      return {
        title:
          verdict.shortfallCents === null
            ? "Redeemed more than the balance."
            : `Redeemed ${format.money(verdict.shortfallCents)} more than the balance.`,
        advice: `${recoverySentence(programme)} ${verdict.wasFrozen ? FROZEN : "There's nothing to do."}`,
      };
    case "charged": {
      const { title } = reasonOr("Charged to this device.", verdict, format);
      return {
        title,
        advice:
          "What was handed over is charged to this device and location. The customer's balance stays as it was. Tell head office.",
      };
    }
    case "refused":
      return reasonOr("Refused.", verdict, format);
    case "parked":
      return reasonOr("On hold.", verdict, format);
    default:
      return unreachable(verdict.status);
  }
};

const reasonOr = (title: string, verdict: Verdict, format: Format): Sentence =>
  verdict.reason === null
    ? { title, advice: ASK_HEAD_OFFICE }
    : verdictReasonSentence(verdict.reason, verdict, format);

/**
 * What the server adds for head office, if it says more than the sentence: which field, or what is
 * wrong with a command that couldn't be read.
 */
export const verdictDetail = ({ status, reason, detail }: Verdict): string | null =>
  detail !== null && (status === "parked" || (reason !== null && SAYS_WHICH[reason]))
    ? `For head office: ${detail}`
    : null;

const SAYS_WHICH: Readonly<Record<VerdictReason, boolean>> = {
  amount_not_positive: false,
  amount_too_large: false,
  account_frozen: false,
  insufficient_balance: false,
  basket_needed: false,
  over_sale_limits: false,
  too_many_an_hour: false,
  benefit_unknown: false,
  benefit_over: false,
  uses_exceeded: false,
  not_claimable: false,
  claim_not_started: false,
  claim_ended: false,
  not_eligible: false,
  not_now: false,
  already_claimed: false,
  none_left: false,
  list_unknown: false,
  list_not_allowed: false,
  list_full: false,
  item_reserved: false,
  product_unknown: false,
  connection_unknown: false,
  connection_step: false,
  task_unknown: false,
  beyond_role: false,
  appointment_unknown: false,
  appointment_step: false,
  profile_unknown: false,
  profile_deleted: false,
  duplicate_profile: true,
  invalid_details: true,
  staff_unknown: false,
  location_unknown: false,
  staff_foreign: false,
  location_foreign: false,
  profile_out_of_scope: false,
  over_floor_limits: false,
  online_only: false,
  unknown_kind: true,
  invalid_body: true,
  id_reused: false,
  sequence_taken: false,
};

/** Why the server didn't do what a command asked, and what to do. */
export const verdictReasonSentence = (
  reason: VerdictReason,
  { availableCents, againAt }: Pick<Verdict, "availableCents" | "againAt">,
  format: Format,
): Sentence => {
  switch (reason) {
    case "amount_not_positive":
      return { title: "Refused: the amount was zero or less.", advice: "Redeem again." };
    case "amount_too_large":
      return {
        title: "Refused: that's more than one redemption allows.",
        advice: "Redeem a smaller amount.",
      };
    case "account_frozen":
      return {
        title: "The account is frozen.",
        advice: "Serve without redeeming. Head office can tell you more.",
      };
    case "basket_needed":
      return {
        title: "Refused: what the sale comes to is missing.",
        advice: "Redeem again and enter the total of the sale.",
      };
    case "over_sale_limits":
      return {
        title: "Refused: that's more than rewards and points may pay of this sale.",
        advice:
          availableCents === null || availableCents <= 0
            ? "Serve without redeeming. Head office sets the limits."
            : `You can redeem ${format.money(availableCents)}.`,
      };
    case "insufficient_balance":
      return {
        title: "Refused: the balance is too low.",
        advice:
          availableCents === null || availableCents <= 0
            ? "There's nothing to redeem at the moment. It may just have been redeemed elsewhere."
            : `You can redeem ${format.money(availableCents)}. The rest may just have been redeemed elsewhere.`,
      };
    case "too_many_an_hour":
      return {
        title: "Refused: too many in an hour.",
        advice: `It will be possible again ${againAt === null ? "within an hour" : `from ${format.time(againAt)}`}. Serve without it, or ask head office.`,
      };
    case "benefit_unknown":
      return {
        title: "Refused: the customer doesn't have this benefit any more.",
        advice: "Head office has taken it back, and can tell you why.",
      };
    case "benefit_over":
      return {
        title: "Refused: this benefit isn't valid now.",
        advice: "It is over, or its time hasn't come yet.",
      };
    case "uses_exceeded":
      return {
        title: "Refused: this benefit is used up.",
        advice: "It may just have been used elsewhere, or by as many customers as it is for.",
      };
    case "not_claimable":
      return {
        title: "Refused: this customer can't claim that benefit.",
        advice:
          "Head office may have changed it. Their list is up to date again once you've synced.",
      };
    case "claim_not_started":
      return { title: "Refused: it can't be claimed yet.", advice: "The list says from when." };
    case "claim_ended":
      return {
        title: "Refused: it can't be claimed any more.",
        advice: "The time for it is over.",
      };
    case "not_eligible":
      return {
        title: "Refused: this customer doesn't meet its conditions.",
        advice: "Head office sets them, and can tell you more.",
      };
    case "not_now":
      return {
        title: "Refused: it can only be claimed at certain times.",
        advice: "Head office can tell you which days or hours.",
      };
    case "already_claimed":
      return {
        title: "Refused: this customer has claimed it already.",
        advice:
          "It may just have been claimed elsewhere. If it's not used up, it's among their benefits.",
      };
    case "none_left":
      return {
        title: "Refused: there are none left.",
        advice: "Head office can tell you whether there will be more.",
      };
    case "list_unknown":
      return {
        title: "Refused: the list or the item is gone.",
        advice: "Somebody took it away. Add it again if the customer still wants it.",
      };
    case "list_not_allowed":
      return {
        title: "Refused: this kind of list doesn't allow that.",
        advice: "Head office decides what each kind of list may hold.",
      };
    case "list_full":
      return { title: "Refused: the list is full.", advice: "Take something out of it first." };
    case "item_reserved":
      return {
        title: "Refused: a guest has reserved it.",
        advice: "Leave it on the list. Guests may count on it.",
      };
    case "product_unknown":
      return {
        title: "Refused: head office has no record of this product.",
        advice: "Add it in your own words.",
      };
    case "connection_unknown":
      return { title: "Refused: the connection is gone.", advice: ASK_HEAD_OFFICE };
    case "task_unknown":
      return { title: say("tasks.verdict.gone"), advice: say("tasks.verdict.goneAdvice") };
    case "beyond_role":
      return { title: say("books.verdict.beyond"), advice: say("books.verdict.beyondAdvice") };
    case "appointment_unknown":
      return { title: say("calendar.verdict.gone"), advice: say("calendar.verdict.gone_advice") };
    case "appointment_step":
      return { title: say("calendar.verdict.step"), advice: say("calendar.verdict.step_advice") };
    case "connection_step":
      return {
        title: "Refused: the connection can't be changed like that.",
        advice: "It may just have changed elsewhere. Open the customer and look again.",
      };
    case "profile_unknown":
      return {
        title: "Not saved: this customer no longer exists.",
        advice: "Search again, and add the customer if you can't find them.",
      };
    case "profile_deleted":
      return {
        title: "Refused: this customer has been deleted.",
        advice: "Head office can say why. If they want to join again, add them as a new customer.",
      };
    case "duplicate_profile":
      return {
        title: "Refused: another customer already has this email, mobile number or card.",
        advice: "Open that customer instead.",
      };
    case "invalid_details":
      return {
        title: "Refused: some of the details aren't valid.",
        advice: "Open the customer, correct the details and save again.",
      };
    case "staff_unknown":
      return {
        title: "Refused: the person signed in is unknown or no longer works here.",
        advice: "Sign in as someone else and try again, or ask head office.",
      };
    case "location_unknown":
      return {
        title: "Refused: head office has no record of this location.",
        advice: ASK_HEAD_OFFICE,
      };
    case "staff_foreign":
      return {
        title:
          "Beyond what this device may do: the person signed in doesn't work at this location.",
        advice: "Sign in as someone who works here, or ask head office to add them.",
      };
    case "location_foreign":
      return {
        title: "Beyond what this device may do: it was done for another location.",
        advice: ASK_HEAD_OFFICE,
      };
    case "profile_out_of_scope":
      return {
        title: "Beyond what this device may do: the customer belongs to another region.",
        advice: "Ask head office to do it, or to move the customer to this region.",
      };
    case "over_floor_limits":
      return {
        title: "Refused: that's over the offline limit.",
        advice: "Redeem once you're online. Head office can change the limits.",
      };
    case "online_only":
      return {
        title: "This device may only redeem online until head office clears it.",
        advice: "Redeem once you're online, and tell head office.",
      };
    case "unknown_kind":
      return {
        title: "On hold: head office's system is older than this app.",
        advice: "It goes through once that is updated. Tell head office.",
      };
    case "invalid_body":
      return { title: "On hold: it couldn't be read.", advice: EXPORT_AND_ASK };
    case "id_reused":
      return {
        title: "Refused: its number was already used for something else.",
        advice: EXPORT_AND_ASK,
      };
    case "sequence_taken":
      return {
        title: "Refused: another device is using this one's identity.",
        advice: "Re-enrol this device. Nothing waiting to sync is lost.",
      };
    default:
      return unreachable(reason);
  }
};

const FROZEN =
  "The account is frozen, so head office will look into it. Redeem nothing more from it.";
const ASK_HEAD_OFFICE = "Tell head office.";
const EXPORT_AND_ASK = "Export what's waiting on the sync page and send the file to head office.";
