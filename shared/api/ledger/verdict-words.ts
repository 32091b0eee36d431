import type { Currency } from "#shared/kernel/currency.ts";
import { decimalText } from "#shared/kernel/decimal.ts";
import type { Verdict, VerdictReason, VerdictStatus } from "#shared/sync/verdict.ts";

/** Why a command ended as it did, in plain words for anyone who asks later. No personal data. */
export const verdictWords = (
  { status, reason, availableCents }: Verdict,
  { code, digits }: Currency,
): string =>
  [
    STATUS_WORDS[status],
    ...(reason === null ? [] : [REASON_WORDS[reason]]),
    ...(availableCents === null
      ? []
      : [`There was ${decimalText(availableCents, digits)} ${code} to redeem.`]),
  ].join(" ");

const STATUS_WORDS: Readonly<Record<VerdictStatus, string>> = {
  accepted: "Accepted.",
  accepted_short: "Accepted, although the profile held less than was redeemed.",
  charged: "Charged to the device, and not to the profile.",
  refused: "Refused.",
  parked: "Set aside, because it couldn't be read.",
};

const REASON_WORDS: Readonly<Record<VerdictReason, string>> = {
  amount_not_positive: "The amount was zero or less.",
  amount_too_large: "The amount was more than one redemption allows.",
  account_frozen: "The account was frozen.",
  basket_needed: "It didn't say what the sale came to.",
  over_sale_limits: "It was more than rewards and points may pay of a sale.",
  insufficient_balance: "The profile held less than was asked for.",
  too_many_an_hour: "There were more in an hour than the policy allows.",
  benefit_unknown: "The profile had no such benefit.",
  benefit_over: "The benefit wasn't valid at that time.",
  uses_exceeded: "There weren't that many uses left.",
  not_givable: "Staff could not give it, or not to this profile.",
  reason_needed: "It gave no reason that was allowed.",
  over_goodwill: "It was more than the role of the member of staff allowed.",
  redemption_unknown: "The profile had no such redemption.",
  redemption_pays_for: "A sale that wasn't void had been paid with it.",
  redemption_returned: "Some of it had been given back for returned goods.",
  not_claimable: "The profile couldn't claim this benefit.",
  claim_not_started: "The benefit couldn't be claimed yet.",
  claim_ended: "The benefit couldn't be claimed any more.",
  not_eligible: "The benefit's condition for claiming it didn't hold for the profile.",
  not_now: "The benefit couldn't be claimed at that time of day or week.",
  already_claimed: "The profile had claimed it already.",
  none_left: "There were no more of this benefit.",
  list_unknown: "The list, or the item in it, wasn't there any more.",
  list_not_allowed: "The definition of the list didn't allow it.",
  list_full: "The list was full.",
  item_reserved: "Guests had reserved what it would have taken away.",
  product_unknown: "There was no such product.",
  connection_unknown: "There was no such connection.",
  connection_step: "The connection couldn't be changed so, or not by this profile.",
  receipt_in_future: "The day on the receipt hadn't come yet.",
  receipt_too_old: "The sale was too long before the profile joined.",
  receipt_taken: "The sale had been credited to a profile already.",
  too_many_claims: "Too many claims of the profile were waiting for their sales.",
  too_many_wrong_claims: "Too many claims had found nothing in a day.",
  task_unknown: "There was no such task at this location.",
  beyond_role: "The role of the member of staff didn't allow it.",
  appointment_unknown: "There was no such appointment at this location.",
  appointment_step: "The appointment had moved on by then, and couldn't be changed so.",
  profile_unknown: "There was no such profile.",
  profile_deleted: "The profile had been deleted.",
  merged_elsewhere: "One of the profiles had been merged with another one by then.",
  duplicate_profile: "Another profile already had this contact or identity.",
  invalid_details: "The details broke a rule.",
  staff_unknown: "There was no such member of staff.",
  location_unknown: "There was no such location.",
  staff_foreign: "The member of staff didn't work at the device's location.",
  location_foreign: "It named a location that wasn't the device's own.",
  profile_out_of_scope: "The device never held this profile.",
  over_floor_limits: "It was more than the floor limits then in force allowed offline.",
  online_only: "The device had been told to redeem online only.",
  unknown_kind: "The server didn't know this kind of command.",
  invalid_body: "Its content couldn't be read.",
  id_reused: "Its id had been used with another content.",
  sequence_taken: "Another command had taken its place in the device's order.",
};
