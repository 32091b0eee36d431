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
        return { title: say("verdict.frozen"), advice: say("verdict.frozen_advice") };
      }
      if (verdict.code !== undefined) {
        return {
          title: say("verdict.code", { code: verdict.code }),
          advice: say("verdict.code_advice"),
        };
      }
      if (verdict.isOverruling) {
        return {
          title: say("verdict.overruling"),
          advice: say("verdict.overruling_advice"),
        };
      }
      return verdict.wasClamped
        ? {
            title: say("verdict.clamped"),
            advice: say("verdict.clamped_advice"),
          }
        : { title: say("verdict.accepted"), advice: say("verdict.nothing_to_do") };
    case "accepted_short":
      return {
        title:
          verdict.shortfallCents === null
            ? say("verdict.short")
            : say("verdict.short_by", { money: format.money(verdict.shortfallCents) }),
        advice: `${recoverySentence(programme)} ${say(verdict.wasFrozen ? "verdict.frozen_advice" : "verdict.nothing_to_do")}`,
      };
    case "charged": {
      const { title } = reasonOr(say("verdict.charged"), verdict, format);
      return {
        title,
        advice: say("verdict.charged_advice"),
      };
    }
    case "refused":
      return reasonOr(say("verdict.refused"), verdict, format);
    case "parked":
      return reasonOr(say("verdict.parked"), verdict, format);
    default:
      return unreachable(verdict.status);
  }
};

const reasonOr = (title: string, verdict: Verdict, format: Format): Sentence =>
  verdict.reason === null
    ? { title, advice: say("verdict.tell") }
    : verdictReasonSentence(verdict.reason, verdict, format);

/**
 * What the server adds for head office, if it says more than the sentence: which field, or what is
 * wrong with a command that couldn't be read.
 */
export const verdictDetail = ({ status, reason, detail }: Verdict): string | null =>
  detail !== null && (status === "parked" || (reason !== null && SAYS_WHICH[reason]))
    ? say("verdict.detail", { detail })
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
  not_givable: false,
  reason_needed: false,
  over_goodwill: false,
  redemption_unknown: false,
  redemption_pays_for: false,
  redemption_returned: false,
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
  receipt_in_future: false,
  receipt_too_old: false,
  receipt_taken: false,
  too_many_claims: false,
  too_many_wrong_claims: false,
  task_unknown: false,
  beyond_role: false,
  appointment_unknown: false,
  appointment_step: false,
  profile_unknown: false,
  profile_deleted: false,
  merged_elsewhere: false,
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
      return {
        title: say("verdict.amount_not_positive"),
        advice: say("verdict.amount_not_positive_advice"),
      };
    case "amount_too_large":
      return {
        title: say("verdict.amount_too_large"),
        advice: say("verdict.amount_too_large_advice"),
      };
    case "account_frozen":
      return {
        title: say("verdict.account_frozen"),
        advice: say("verdict.account_frozen_advice"),
      };
    case "basket_needed":
      return {
        title: say("verdict.basket_needed"),
        advice: say("verdict.basket_needed_advice"),
      };
    case "over_sale_limits":
      return {
        title: say("verdict.over_sale_limits"),
        advice:
          availableCents === null || availableCents <= 0
            ? say("verdict.over_sale_limits_advice")
            : say("verdict.up_to", { money: format.money(availableCents) }),
      };
    case "insufficient_balance":
      return {
        title: say("verdict.insufficient_balance"),
        advice:
          availableCents === null || availableCents <= 0
            ? say("verdict.insufficient_balance_advice")
            : say("verdict.insufficient_up_to", { money: format.money(availableCents) }),
      };
    case "too_many_an_hour":
      return {
        title: say("verdict.too_many_an_hour"),
        advice:
          againAt === null
            ? say("verdict.too_many_an_hour_advice")
            : say("verdict.again_from", { time: format.time(againAt) }),
      };
    case "benefit_unknown":
      return {
        title: say("verdict.benefit_unknown"),
        advice: say("verdict.benefit_unknown_advice"),
      };
    case "benefit_over":
      return {
        title: say("verdict.benefit_over"),
        advice: say("verdict.benefit_over_advice"),
      };
    case "uses_exceeded":
      return {
        title: say("verdict.uses_exceeded"),
        advice: say("verdict.uses_exceeded_advice"),
      };
    case "not_givable":
      return {
        title: say("goodwill.verdict.not_givable"),
        advice: say("goodwill.verdict.not_givable_advice"),
      };
    case "reason_needed":
      return {
        title: say("goodwill.verdict.reason_needed"),
        advice: say("goodwill.verdict.reason_needed_advice"),
      };
    case "over_goodwill":
      return {
        title: say("goodwill.verdict.over_goodwill"),
        advice: say("goodwill.verdict.over_goodwill_advice"),
      };
    case "redemption_unknown":
      return {
        title: say("reverse.verdict.unknown"),
        advice: say("reverse.verdict.unknown_advice"),
      };
    case "redemption_pays_for":
      return { title: say("reverse.verdict.paid"), advice: say("reverse.verdict.paid_advice") };
    case "redemption_returned":
      return {
        title: say("reverse.verdict.returned"),
        advice: say("reverse.verdict.returned_advice"),
      };
    case "not_claimable":
      return {
        title: say("verdict.not_claimable"),
        advice: say("verdict.not_claimable_advice"),
      };
    case "claim_not_started":
      return {
        title: say("verdict.claim_not_started"),
        advice: say("verdict.claim_not_started_advice"),
      };
    case "claim_ended":
      return {
        title: say("verdict.claim_ended"),
        advice: say("verdict.claim_ended_advice"),
      };
    case "not_eligible":
      return {
        title: say("verdict.not_eligible"),
        advice: say("verdict.not_eligible_advice"),
      };
    case "not_now":
      return {
        title: say("verdict.not_now"),
        advice: say("verdict.not_now_advice"),
      };
    case "already_claimed":
      return {
        title: say("verdict.already_claimed"),
        advice: say("verdict.already_claimed_advice"),
      };
    case "none_left":
      return {
        title: say("verdict.none_left"),
        advice: say("verdict.none_left_advice"),
      };
    case "list_unknown":
      return {
        title: say("verdict.list_unknown"),
        advice: say("verdict.list_unknown_advice"),
      };
    case "list_not_allowed":
      return {
        title: say("verdict.list_not_allowed"),
        advice: say("verdict.list_not_allowed_advice"),
      };
    case "list_full":
      return { title: say("verdict.list_full"), advice: say("verdict.list_full_advice") };
    case "item_reserved":
      return {
        title: say("verdict.item_reserved"),
        advice: say("verdict.item_reserved_advice"),
      };
    case "product_unknown":
      return {
        title: say("verdict.product_unknown"),
        advice: say("verdict.product_unknown_advice"),
      };
    case "connection_unknown":
      return { title: say("verdict.connection_unknown"), advice: say("verdict.tell") };
    case "receipt_in_future":
      return {
        title: say("receipts.verdict_future"),
        advice: say("receipts.verdict_future_advice"),
      };
    case "receipt_too_old":
      return { title: say("receipts.verdict_old"), advice: say("receipts.verdict_old_advice") };
    case "receipt_taken":
      return { title: say("receipts.verdict_taken"), advice: say("receipts.verdict_taken_advice") };
    case "too_many_claims":
      return {
        title: say("receipts.verdict_waiting"),
        advice: say("receipts.verdict_waiting_advice"),
      };
    case "too_many_wrong_claims":
      return { title: say("receipts.verdict_wrong"), advice: say("receipts.verdict_wrong_advice") };
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
        title: say("verdict.connection_step"),
        advice: say("verdict.connection_step_advice"),
      };
    case "profile_unknown":
      return {
        title: say("verdict.profile_unknown"),
        advice: say("verdict.profile_unknown_advice"),
      };
    case "profile_deleted":
      return {
        title: say("verdict.profile_deleted"),
        advice: say("verdict.profile_deleted_advice"),
      };
    case "merged_elsewhere":
      return {
        title: say("merge.verdict_elsewhere"),
        advice: say("merge.verdict_elsewhere_advice"),
      };
    case "duplicate_profile":
      return {
        title: say("verdict.duplicate_profile"),
        advice: say("verdict.duplicate_profile_advice"),
      };
    case "invalid_details":
      return {
        title: say("verdict.invalid_details"),
        advice: say("verdict.invalid_details_advice"),
      };
    case "staff_unknown":
      return {
        title: say("verdict.staff_unknown"),
        advice: say("verdict.staff_unknown_advice"),
      };
    case "location_unknown":
      return {
        title: say("verdict.location_unknown"),
        advice: say("verdict.tell"),
      };
    case "staff_foreign":
      return {
        title: say("verdict.staff_foreign"),
        advice: say("verdict.staff_foreign_advice"),
      };
    case "location_foreign":
      return {
        title: say("verdict.location_foreign"),
        advice: say("verdict.tell"),
      };
    case "profile_out_of_scope":
      return {
        title: say("verdict.profile_out_of_scope"),
        advice: say("verdict.profile_out_of_scope_advice"),
      };
    case "over_floor_limits":
      return {
        title: say("verdict.over_floor_limits"),
        advice: say("verdict.over_floor_limits_advice"),
      };
    case "online_only":
      return {
        title: say("verdict.online_only"),
        advice: say("verdict.online_only_advice"),
      };
    case "unknown_kind":
      return {
        title: say("verdict.unknown_kind"),
        advice: say("verdict.unknown_kind_advice"),
      };
    case "invalid_body":
      return { title: say("verdict.invalid_body"), advice: say("verdict.export") };
    case "id_reused":
      return {
        title: say("verdict.id_reused"),
        advice: say("verdict.export"),
      };
    case "sequence_taken":
      return {
        title: say("verdict.sequence_taken"),
        advice: say("verdict.sequence_taken_advice"),
      };
    default:
      return unreachable(reason);
  }
};
