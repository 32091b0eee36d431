import type { NotDurable, NotReady } from "#renderer/data/refusal.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import { type Cents, cents } from "#shared/kernel/money.ts";
import type { CounterRefusal } from "#shared/redemption/choose-mode.ts";
import type { Format } from "./format.ts";
import { freezeSentence } from "./freeze.ts";
import { say } from "./say.ts";
import type { Sentence } from "./sentence.ts";

/** Why this device declines a redemption on the spot, and what to do at the counter instead. */
export const localRefusalSentence = (
  refusal: CounterRefusal | NotDurable,
  format: Format,
): Sentence => {
  switch (refusal.reason) {
    case "amount_not_positive":
      return {
        title: say("refusal.amount_not_positive"),
        advice: say("refusal.amount_not_positive_advice"),
      };
    case "amount_too_large":
      return {
        title: say("refusal.amount_too_large"),
        advice: say("refusal.amount_too_large_advice", {
          money: format.money(cents(refusal.maxCents)),
        }),
      };
    case "account_frozen":
      return freezeSentence(refusal.frozenFor);
    case "basket_needed":
      return {
        title: say("refusal.basket_needed"),
        advice: say("refusal.basket_needed_advice"),
      };
    case "over_basket":
      return {
        title: say("refusal.over_basket"),
        advice: atMost(refusal.maxCents, format, say("refusal.paid")),
      };
    case "basket_too_small":
      return {
        title: say("refusal.basket_too_small", { money: format.money(refusal.minCents) }),
        advice: say("refusal.basket_too_small_advice"),
      };
    case "over_basket_share":
      return {
        title: say("refusal.over_basket_share", { percent: format.count(refusal.percent) }),
        advice: atMost(refusal.maxCents, format, say("refusal.no_more_in_sale")),
      };
    case "over_sale_limit":
      return {
        title: say("refusal.over_sale_limit"),
        advice: atMost(refusal.maxCents, format, say("refusal.no_more_in_sale")),
      };
    case "insufficient_balance":
      return {
        title: say("refusal.insufficient_balance"),
        advice: atMost(refusal.availableCents, format, say("refusal.nothing_now")),
      };
    case "over_till_limit":
      return {
        title: say("refusal.over_till_limit"),
        advice: atMost(refusal.maxCents, format, say("refusal.no_more_in_sale")),
      };
    case "too_many_an_hour":
      return {
        title: say("refusal.too_many_an_hour"),
        advice: say("refusal.too_many_an_hour_advice", { time: format.time(refusal.againAt) }),
      };
    case "at_risk_off":
      return {
        title: say("refusal.at_risk_off"),
        advice: say("refusal.at_risk_off_advice"),
      };
    case "snapshot_too_old":
      return {
        title: say("refusal.snapshot_too_old", { time: format.duration(refusal.ageMs) }),
        advice: say("refusal.snapshot_too_old_advice", { time: format.duration(refusal.maxAgeMs) }),
      };
    case "over_per_redemption":
      return {
        title: say("refusal.over_per_redemption", { money: format.money(refusal.maxCents) }),
        advice: say("refusal.over_per_redemption_advice", {
          money: format.money(refusal.maxCents),
        }),
      };
    case "over_share":
      return {
        title: say("refusal.over_share"),
        advice: atMost(refusal.maxCents, format, say("refusal.online_first")),
      };
    case "over_per_profile":
      return {
        title: say("refusal.over_per_profile"),
        advice: atMost(refusal.leftCents, format, say("refusal.online_first")),
      };
    case "too_many_for_profile":
      return {
        title: say("refusal.too_many_for_profile", {
          count: refusal.maxCount,
          shown: format.count(refusal.maxCount),
        }),
        advice: say("refusal.online_first"),
      };
    case "over_allowance":
      return {
        title: say("refusal.over_allowance"),
        advice: atMost(refusal.leftCents, format, say("refusal.over_allowance_advice")),
      };
    case "profile_unknown":
      return {
        title: say("refusal.profile_unknown"),
        advice: say("refusal.profile_unknown_advice"),
      };
    case "online_only":
      return {
        title: say("refusal.online_only"),
        advice: say("refusal.online_only_advice"),
      };
    case "server_needed":
      return {
        title: say("refusal.server_needed"),
        advice: say("refusal.server_needed_advice"),
      };
    case "benefit_over":
      return { title: say("refusal.benefit_over"), advice: say("refusal.benefit_over_advice") };
    case "clock_went_back":
      return {
        title: say("refusal.clock_went_back"),
        advice: say("refusal.clock_went_back_advice"),
      };
    case "not_ready":
    case "not_durable":
      return cannotKeepSentence(refusal);
    default:
      return unreachable(refusal);
  }
};

/** Why this device can't save anything at the moment. */
export const cannotKeepSentence = (refusal: NotReady | NotDurable): Sentence => {
  if (refusal.reason === "not_ready") {
    return {
      title: say("refusal.not_ready"),
      advice: say("refusal.not_ready_advice"),
    };
  }
  switch (refusal.cause) {
    case "full":
      return {
        title: say("refusal.full"),
        advice: say("refusal.full_advice"),
      };
    case "disk_full":
      return {
        title: say("refusal.disk_full"),
        advice: say("refusal.disk_full_advice"),
      };
    case "io_error":
      return {
        title: say("refusal.io_error"),
        advice: say("refusal.io_error_advice"),
      };
    default:
      return unreachable(refusal.cause);
  }
};

const atMost = (most: Cents, format: Format, otherwise: string): string =>
  most > 0 ? say("refusal.at_most", { money: format.money(most) }) : otherwise;
