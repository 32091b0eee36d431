import { z } from "zod";
import {
  both,
  optionalLines,
  scaledNumber,
  scaledNumberOrNull,
  toggle,
} from "#shared/api/api-field.ts";
import { day, filled, linesOrNull, orNull, ownCurrency, textOrNull } from "#shared/api/fields.ts";
import { audienceApi } from "#shared/api/incentive/audience.ts";
import { costApi } from "#shared/api/incentive/cost.ts";
import { definitionApi } from "#shared/api/incentive/definition-api.ts";
import {
  lineTypeSchema,
  POINT_DIGITS,
  pointDefaults,
  pointUseSchema,
  ratePrioritySchema,
} from "#shared/incentive/points/point.ts";
import { named } from "#shared/kernel/codec.ts";
import { ANY_CURRENCY, perCurrency } from "#shared/kernel/currency.ts";
import { wholeNumber } from "#shared/kernel/lenient.ts";
import { periodTypeSchema } from "#shared/kernel/period.ts";
import { delayApi, perMajorUnit } from "./rate.ts";

const period = orNull(wholeNumber.pipe(z.int().min(1).max(10_000)));

/**
 * A point definition in the API, with what its points are earned on and what one is worth (DOMAIN
 * §7.2, §7.5).
 */
export const pointDefinitionApi = perCurrency((currency) => {
  const { digits } = currency;
  return definitionApi({
    kind: "point",
    required: {},
    optional: {
      description: optionalLines(2000),
      is_reassignable: toggle,
      /** Our addition: whether its points are spent or count towards tiers; it never changes. */
      use: both(pointUseSchema, pointUseSchema),
      /** Our addition: how many decimals its points have, 0 to 2. */
      decimals: both(wholeNumber.pipe(z.int().min(0).max(POINT_DIGITS)), z.int()),
      /** Our addition: points for one major unit spent where no rate applies. */
      earn_rate: named("earnRateMicro", perMajorUnit(currency)),
      /** Our addition: what one point is worth in major units, up to 100. */
      exchange_rate: named("exchangeMilliCents", scaledNumber(3 + digits, 100)),
      /** Our additions: what its points are earned on. */
      earns_on: both(z.array(lineTypeSchema).max(10), z.array(z.string()).readonly()),
      earns_on_tax: toggle,
      earns_on_staff_sales: toggle,
      unearning_tenders: both(z.array(filled(100)).max(100), z.array(z.string()).readonly()),
      rate_priority: both(ratePrioritySchema, z.string()),
      period: named("expiryPeriod", both(period, z.int().nullable())),
      period_type: named("expiryPeriodType", both(periodTypeSchema, periodTypeSchema)),
      absolute_expiry: both(orNull(day), z.string().nullable()),
      /** Our addition: the most points that may be owed after a return; null for no limit. */
      return_debt_max: scaledNumberOrNull(POINT_DIGITS, 1_000_000),
      ...delayApi,
      ...audienceApi,
      ...costApi(currency),
    },
    kept: {
      notes: linesOrNull(10_000),
      issue_absolute_expiry: textOrNull(40),
      currency: ownCurrency(currency),
    },
    defaults: pointDefaults(currency),
  });
});

/** A point definition as the API shows it; alike in every currency. */
export const pointDefinitionView = pointDefinitionApi(ANY_CURRENCY).view;
