import { z } from "zod";
import {
  amountOrNull,
  both,
  conditionText,
  dayOrMomentOrNull,
  optionalLines,
  toggle,
} from "#shared/api/api-field.ts";
import { CLAIMANT_VARIABLES } from "#shared/api/condition-variables.ts";
import {
  day,
  decimalFromZero,
  linesOrNull,
  orNull,
  ownCurrency,
  textOrNull,
} from "#shared/api/fields.ts";
import { audienceApi } from "#shared/api/incentive/audience.ts";
import { costApi } from "#shared/api/incentive/cost.ts";
import { definitionApi } from "#shared/api/incentive/definition-api.ts";
import {
  BENEFIT_DEFAULTS,
  benefitTypeSchema,
  GLOBAL_USES_MAX,
  USES_MAX,
} from "#shared/incentive/benefits/benefit.ts";
import { LOCAL_TIME_VARIABLES } from "#shared/incentive/benefits/claim-benefit.ts";
import { named } from "#shared/kernel/codec.ts";
import { perCurrency } from "#shared/kernel/currency.ts";
import { wholeNumber } from "#shared/kernel/lenient.ts";
import { recordOf } from "#shared/kernel/object.ts";
import { periodTypeSchema } from "#shared/kernel/period.ts";

const period = both(orNull(wholeNumber.pipe(z.int().min(0).max(10_000))), z.int().nullable());
const uses = (max: number) =>
  both(orNull(wholeNumber.pipe(z.int().min(1).max(max))), z.int().nullable());

/** What a definition says about notifying people; nothing sends any yet (DOMAIN §5.6). */
const TARGETS = ["issue_target_id", "remind_target_id", "extend_target_id"] as const;
const OFFSETS = [
  "notify_schedule_offset",
  "notify_issue_offset_days",
  "notify_issue_offset_hour",
  "notify_remind_offset_days",
  "notify_remind_offset_hour",
  "notify_extend_offset_days",
  "notify_extend_offset_hour",
] as const;

/** What is counted of a definition's benefits. */
const TOTALS = [
  "total_global_created",
  "total_global_redemptions",
  "total_global_redemptions_remaining",
  "total_allocations",
  "total_allocations_remaining",
] as const;

/** A benefit definition in the API (DOMAIN §8.2). */
export const benefitDefinitionApi = perCurrency((currency) => {
  const api = definitionApi({
    kind: "benefit",
    required: { period },
    optional: {
      type: both(benefitTypeSchema, benefitTypeSchema),
      value: named("valueCents", amountOrNull(decimalFromZero(currency), currency)),
      period_type: both(periodTypeSchema, periodTypeSchema),
      absolute_expiry: both(orNull(day), z.string().nullable()),
      end_at: dayOrMomentOrNull,
      ...costApi(currency),
      max_redemptions: uses(USES_MAX),
      max_global_redemptions: uses(GLOBAL_USES_MAX),
      force_allocation: toggle,
      is_claimable: toggle,
      claim_period_start_at: dayOrMomentOrNull,
      claim_period_end_at: dayOrMomentOrNull,
      is_reclaimable: toggle,
      claim_condition: conditionText(CLAIMANT_VARIABLES),
      claim_timeframe: conditionText(LOCAL_TIME_VARIABLES),
      view_condition: conditionText(CLAIMANT_VARIABLES),
      is_assignable: toggle,
      is_extendable: toggle,
      is_reassignable: toggle,
      allow_user_redeem: toggle,
      is_published: toggle,
      ...audienceApi,
      description: optionalLines(2000),
      short_description: optionalLines(500),
    },
    kept: {
      currency: ownCurrency(currency),
      long_description: linesOrNull(10_000),
      terms_conditions: linesOrNull(10_000),
      earn_instructions: linesOrNull(10_000),
      redeem_instructions_store: linesOrNull(10_000),
      redeem_instructions_online: linesOrNull(10_000),
      internal_notes: linesOrNull(10_000),
      redeem_code_pos: textOrNull(200),
      redeem_code_online: textOrNull(200),
      icon: textOrNull(1000),
      image_url: textOrNull(1000),
      ...recordOf(TARGETS, textOrNull(64)),
      ...recordOf(OFFSETS, orNull(wholeNumber)),
    },
    defaults: BENEFIT_DEFAULTS,
  });
  return {
    ...api,
    view: api.view.extend(recordOf(TOTALS, z.int().nullable())),
    /** Without the totals, which the routes fill in. */
    show: (record: Parameters<typeof api.show>[0]) => ({
      ...api.show(record),
      ...recordOf<(typeof TOTALS)[number], number | null>(TOTALS, null),
    }),
  };
});

/** How many of a definition's benefits there are, how often they were used, and its codes. */
export type BenefitTotals = {
  readonly created: number;
  readonly redeemed: number;
  /** The codes in its pool; null if there are none. */
  readonly codes: { readonly all: number; readonly redeemed: number } | null;
};

/** The totals in the API's words (DOMAIN §8.2). */
export const benefitTotalsView = (max: number | null, totals: BenefitTotals) => ({
  total_global_created: totals.created,
  total_global_redemptions: totals.redeemed,
  total_global_redemptions_remaining: max === null ? null : Math.max(0, max - totals.redeemed),
  total_allocations: totals.codes?.all ?? null,
  total_allocations_remaining: totals.codes ? totals.codes.all - totals.codes.redeemed : null,
});
