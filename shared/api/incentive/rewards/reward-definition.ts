import { z } from "zod";
import { amount, amountOrNull, both, optionalLines, toggle } from "#shared/api/api-field.ts";
import {
  day,
  decimalFromZero,
  linesOrNull,
  orNull,
  ownCurrency,
  slug,
  textOrNull,
} from "#shared/api/fields.ts";
import { audienceApi } from "#shared/api/incentive/audience.ts";
import { costApi } from "#shared/api/incentive/cost.ts";
import { definitionApi } from "#shared/api/incentive/definition-api.ts";
import { REWARD_DEFAULTS, rewardTypeSchema } from "#shared/incentive/rewards/reward.ts";
import { named } from "#shared/kernel/codec.ts";
import { ANY_CURRENCY, perCurrency } from "#shared/kernel/currency.ts";
import { wholeNumber } from "#shared/kernel/lenient.ts";
import { recordOf } from "#shared/kernel/object.ts";
import { periodTypeSchema } from "#shared/kernel/period.ts";

const upTo10000 = both(orNull(wholeNumber.pipe(z.int().min(0).max(10_000))), z.int().nullable());

/** What a definition says about notifying people; nothing sends any yet (DOMAIN §5.6). */
const NOTIFICATIONS = [
  "issue_target_id",
  "expiry_target_id",
  "extend_target_id",
  "notify_issue_offset",
  "notify_expiry_offset",
  "notify_schedule_offset",
  "notify_issue_offset_days",
  "notify_issue_offset_hour",
  "notify_remind_offset_days",
  "notify_remind_offset_hour",
  "notify_extend_offset_days",
  "notify_extend_offset_hour",
] as const;

/** A reward definition in the API (DOMAIN §6.2). */
export const rewardDefinitionApi = perCurrency((currency) =>
  definitionApi({
    kind: "reward",
    required: {
      value: named("valueCents", amount(decimalFromZero(currency), currency)),
      type: both(rewardTypeSchema, rewardTypeSchema),
    },
    optional: {
      max_value: named("maxValueCents", amountOrNull(decimalFromZero(currency), currency)),
      period: upTo10000,
      period_type: both(periodTypeSchema, periodTypeSchema),
      absolute_expiry: both(orNull(day), z.string().nullable()),
      description: optionalLines(2000),
      short_description: optionalLines(500),
      is_assignable: toggle,
      is_extendable: toggle,
      is_reassignable: toggle,
      is_published: toggle,
      extend_days: upTo10000,
      /** Our additions: the points that it can be exchanged for. */
      point_price: both(
        orNull(wholeNumber.pipe(z.int().min(1).max(100_000_000))),
        z.int().nullable(),
      ),
      point_handle: named("pricedIn", both(orNull(slug), z.string().nullable())),
      ...audienceApi,
      ...costApi(currency),
    },
    kept: {
      currency: ownCurrency(currency),
      long_description: linesOrNull(10_000),
      terms_conditions: linesOrNull(10_000),
      earn_instructions: linesOrNull(10_000),
      internal_notes: linesOrNull(10_000),
      icon: textOrNull(1000),
      image_url: textOrNull(1000),
      ...recordOf(NOTIFICATIONS, orNull(wholeNumber)),
    },
    defaults: REWARD_DEFAULTS,
  }),
);

/** A reward definition as the API shows it; alike in every currency. */
export const rewardDefinitionView = rewardDefinitionApi(ANY_CURRENCY).view;
