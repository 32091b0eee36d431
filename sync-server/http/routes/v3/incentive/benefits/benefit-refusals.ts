import type { Currency } from "#shared/kernel/currency.ts";
import { pick } from "#shared/kernel/object.ts";
import type { RequestRefusal } from "#sync-server/http/answer.ts";
import { lotRefusals } from "#sync-server/http/routes/v3/ledger/lot-routes.ts";
import {
  budgetReached,
  conflict,
  invalid,
  keyReused,
  type RefusalTable,
  staffUnknown,
  tooManyAnHour,
  unknown,
} from "#sync-server/http/routes/v3/refusals.ts";
import type { ChangeBenefitRefusal } from "#sync-server/incentive/benefits/change-benefit.ts";
import type { ClaimBenefitRefusal } from "#sync-server/incentive/benefits/claim-benefit.ts";
import type { IssueBenefitFailure } from "#sync-server/incentive/benefits/issue-benefit.ts";
import type { RedeemBenefitFailure } from "#sync-server/redemption/redeem-benefit.ts";

type Refusal =
  | ChangeBenefitRefusal
  | ClaimBenefitRefusal
  | IssueBenefitFailure
  | RedeemBenefitFailure;

/** A claim that isn't possible, about the definition in its body. */
const claim = (message: string): RequestRefusal => invalid("definition", message);

/** Refusals about benefits, with the API's field names and messages. */
export const benefitRefusals = (currency: Currency): RefusalTable<Refusal> => ({
  ...pick(lotRefusals("benefit", currency), {
    not_published: true,
    not_assignable: true,
    not_for_profile: true,
  }),
  key_reused: keyReused,
  profile_unknown: unknown("profile"),
  staff_unknown: staffUnknown,
  benefit_unknown: unknown("benefit"),
  definition_unknown: claim("There is no such definition in use."),
  account_frozen: conflict("The account is frozen. Nothing can be redeemed until it is unfrozen."),
  not_issued_yet: conflict("The benefit hasn't been issued yet. See its issued_at."),
  benefit_expired: conflict(
    "The benefit has expired. See its expires_at and the definition's end_at.",
  ),
  uses_exceeded: ({ left }) =>
    invalid("count", `The count must not be more than ${left}, the uses that are left.`, { left }),
  global_uses_exceeded: conflict(
    "The benefits of this definition have reached the number of uses allowed in total.",
  ),
  too_many_an_hour: tooManyAnHour,
  not_extendable: invalid("expires_at", "Its definition doesn't let this benefit be extended."),
  external_id_taken: invalid("external_id", "The external id has already been taken."),
  expires_before_issue: invalid(
    "expires_at",
    "The expiry, and the end of the definition, must not be before the issue.",
  ),
  no_codes_left: claim("There are no codes left. Load some at /allocations."),
  value_not_positive: invalid("redemptions_remaining", "It must have been issued for some uses."),
  remaining_below_zero: invalid("redemptions_remaining", "It must not be below 0."),
  remaining_over_initial: ({ max }) =>
    invalid("redemptions_remaining", `It must not be more than ${max}, which was issued.`),
  not_claimable: claim("This benefit can't be claimed."),
  claim_not_started: claim("It can't be claimed yet. See its claim_period_start_at."),
  claim_ended: claim(
    "It can't be claimed any more. See its claim_period_end_at, end_at and absolute_expiry.",
  ),
  not_eligible: claim("The profile doesn't meet its claim_condition."),
  not_now: claim("Its claim_timeframe doesn't allow claims at this time."),
  already_claimed: claim("This profile has claimed it already."),
  budget_reached: budgetReached("definition", currency),
  raised_over_budget: budgetReached("redemptions_remaining", currency),
});
