import type { NotDurable, NotReady } from "#renderer/data/refusal.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import { type Cents, cents } from "#shared/kernel/money.ts";
import type { CounterRefusal } from "#shared/redemption/choose-tier.ts";
import type { Format } from "./format.ts";
import type { Sentence } from "./sentence.ts";

/** Why this device declines a redemption on the spot, and what the counter can do instead. */
export const localRefusalSentence = (
  refusal: CounterRefusal | NotDurable,
  format: Format,
): Sentence => {
  switch (refusal.reason) {
    case "amount_not_positive":
      return { title: "No amount yet.", advice: "Enter how much to redeem." };
    case "amount_too_large":
      return {
        title: "That is more than one redemption can be.",
        advice: `Enter at most ${format.money(cents(refusal.maxCents))}.`,
      };
    case "insufficient_balance":
      return {
        title: "That is more than is held.",
        advice: atMost(refusal.availableCents, format, "There is nothing to redeem at the moment."),
      };
    case "at_risk_off":
      return {
        title: "Without the server nothing can be redeemed here.",
        advice:
          "Head office has switched it off. Serve without redeeming, or wait until the device is online.",
      };
    case "snapshot_too_old":
      return {
        title: `What this device knows is ${format.duration(refusal.ageMs)} old.`,
        advice: `Head office allows ${format.duration(refusal.maxAgeMs)}. Get the device online, then try again.`,
      };
    case "over_per_redemption":
      return {
        title: `Without the server at most ${format.money(refusal.maxCents)} can be redeemed at once.`,
        advice: `Redeem ${format.money(refusal.maxCents)} or less now, and the rest when the device is online.`,
      };
    case "over_share":
      return {
        title: "Without the server only part of the balance can be redeemed.",
        advice: atMost(refusal.maxCents, format, ONLINE_FIRST),
      };
    case "over_per_profile":
      return {
        title: "This profile has redeemed as much as this device may give without the server.",
        advice: atMost(refusal.leftCents, format, ONLINE_FIRST),
      };
    case "too_many_for_profile":
      return {
        title: `This profile has redeemed ${format.count(refusal.maxCount)} times since the device was last online.`,
        advice: ONLINE_FIRST,
      };
    case "over_allowance":
      return {
        title: "This device has given as much as it may until it syncs.",
        advice: atMost(refusal.leftCents, format, "Get the device online, so that it can sync."),
      };
    case "profile_unknown":
      return {
        title: "This device does not hold the profile.",
        advice: "Search again. If the profile belongs to another region, get the device online.",
      };
    case "clock_went_back":
      return {
        title: "The clock of this device was set back.",
        advice:
          "Until the server has been heard again, nothing can be redeemed. Get the device online.",
      };
    case "not_ready":
    case "not_durable":
      return cannotKeepSentence(refusal);
    default:
      return unreachable(refusal);
  }
};

/** Why this device can write nothing down at the moment. */
export const cannotKeepSentence = (refusal: NotReady | NotDurable): Sentence => {
  if (refusal.reason === "not_ready") {
    return {
      title: "This device is still being set up.",
      advice: "Wait until the first facts have arrived, then try again.",
    };
  }
  switch (refusal.cause) {
    case "full":
      return {
        title: "Not done: too many acts wait to be sent.",
        advice: "Get the device online until it has sent them, then try again.",
      };
    case "disk_full":
      return {
        title: "Not done: the disk of this device is full.",
        advice: "Free some space, then try again. Nothing was recorded.",
      };
    case "io_error":
      return {
        title: "Not done: the disk of this device did not take it.",
        advice: "Try again. If it happens again, use another device. Nothing was recorded.",
      };
    default:
      return unreachable(refusal.cause);
  }
};

const ONLINE_FIRST = "Get the device online before redeeming more.";

const atMost = (most: Cents, format: Format, otherwise: string): string =>
  most > 0 ? `Redeem ${format.money(most)} or less.` : otherwise;
