import type { NotDurable, NotReady } from "#renderer/data/refusal.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import { type Cents, cents } from "#shared/kernel/money.ts";
import type { CounterRefusal } from "#shared/redemption/choose-mode.ts";
import type { Format } from "./format.ts";
import { freezeSentence } from "./freeze.ts";
import type { Sentence } from "./sentence.ts";

/** Why this device declines a redemption on the spot, and what to do at the counter instead. */
export const localRefusalSentence = (
  refusal: CounterRefusal | NotDurable,
  format: Format,
): Sentence => {
  switch (refusal.reason) {
    case "amount_not_positive":
      return { title: "No amount yet.", advice: "Enter how much to redeem." };
    case "amount_too_large":
      return {
        title: "That's more than one redemption allows.",
        advice: `Enter at most ${format.money(cents(refusal.maxCents))}.`,
      };
    case "account_frozen":
      return freezeSentence(refusal.frozenFor);
    case "basket_needed":
      return {
        title: "The total of the sale is missing.",
        advice: "How much can be redeemed depends on it. Enter it first.",
      };
    case "over_basket":
      return {
        title: "That's more than the sale comes to.",
        advice: atMost(refusal.maxCents, format, "There's nothing left to pay."),
      };
    case "basket_too_small":
      return {
        title: `Rewards and points can be used from ${format.money(refusal.minCents)}.`,
        advice: "This sale comes to less, so serve without redeeming.",
      };
    case "over_basket_share":
      return {
        title: `Rewards and points can pay at most ${format.count(refusal.percent)}% of a sale.`,
        advice: atMost(refusal.maxCents, format, NO_MORE_IN_SALE),
      };
    case "over_sale_limit":
      return {
        title: "That's more than rewards and points can pay of one sale.",
        advice: atMost(refusal.maxCents, format, NO_MORE_IN_SALE),
      };
    case "insufficient_balance":
      return {
        title: "That's more than the balance.",
        advice: atMost(refusal.availableCents, format, "There's nothing to redeem at the moment."),
      };
    case "over_till_limit":
      return {
        title: "That's more than the till allows for this sale.",
        advice: atMost(refusal.maxCents, format, NO_MORE_IN_SALE),
      };
    case "too_many_an_hour":
      return {
        title: "Too many redemptions in an hour.",
        advice: `You can redeem again from ${format.time(refusal.againAt)}. Until then, serve without redeeming.`,
      };
    case "at_risk_off":
      return {
        title: "You can't redeem offline here.",
        advice:
          "Head office has turned it off. Serve without redeeming, or wait until the device is online.",
      };
    case "snapshot_too_old":
      return {
        title: `Balances here are ${format.duration(refusal.ageMs)} old.`,
        advice: `The limit is ${format.duration(refusal.maxAgeMs)}. Get the device online, then try again.`,
      };
    case "over_per_redemption":
      return {
        title: `Offline limit is ${format.money(refusal.maxCents)} per redemption.`,
        advice: `Redeem ${format.money(refusal.maxCents)} or less now, and the rest when you're online.`,
      };
    case "over_share":
      return {
        title: "You can redeem only part of the balance while offline.",
        advice: atMost(refusal.maxCents, format, ONLINE_FIRST),
      };
    case "over_per_profile":
      return {
        title: "This customer has reached this device's offline limit.",
        advice: atMost(refusal.leftCents, format, ONLINE_FIRST),
      };
    case "too_many_for_profile":
      return {
        title: `This customer has redeemed ${format.count(refusal.maxCount)} times since the device was last online.`,
        advice: ONLINE_FIRST,
      };
    case "over_allowance":
      return {
        title: "This device has reached its offline limit.",
        advice: atMost(refusal.leftCents, format, "Get the device online so that it can sync."),
      };
    case "profile_unknown":
      return {
        title: "This customer isn't on this device.",
        advice: "Search again. If they belong to another region, get the device online.",
      };
    case "online_only":
      return {
        title: "This device may only redeem online until head office clears it.",
        advice: "Redeem once you're online, and ask head office why.",
      };
    case "server_needed":
      return {
        title: "Benefits can only be used and claimed online.",
        advice: "Get the device online, then try again.",
      };
    case "benefit_over":
      return BENEFIT_OVER;
    case "clock_went_back":
      return {
        title: "This device's clock was set back.",
        advice: "You can't redeem until the device is back in contact. Get it online.",
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
      title: "This device is still being set up.",
      advice: "Wait until its first data has arrived, then try again.",
    };
  }
  switch (refusal.cause) {
    case "full":
      return {
        title: "Can't save: too much is waiting to sync.",
        advice: "Get this device online until it has caught up, then try again.",
      };
    case "disk_full":
      return {
        title: "Not saved: this device's disk is full.",
        advice: "Free up some space, then try again. Nothing was recorded.",
      };
    case "io_error":
      return {
        title: "Not saved: this device couldn't write to its disk.",
        advice: "Try again. If it happens again, use another device. Nothing was recorded.",
      };
    default:
      return unreachable(refusal.cause);
  }
};

const BENEFIT_OVER: Sentence = {
  title: "This benefit can't be used now.",
  advice: "It's used up, has ended, or can't be used yet.",
};

const NO_MORE_IN_SALE = "Nothing more can be redeemed for this sale.";
const ONLINE_FIRST = "Get the device online before redeeming more.";

const atMost = (most: Cents, format: Format, otherwise: string): string =>
  most > 0 ? `Redeem ${format.money(most)} or less.` : otherwise;
