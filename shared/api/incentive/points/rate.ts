import { z } from "zod";
import {
  both,
  condition,
  dayOrMomentOrNull,
  optionalRegion,
  optionalText,
  scaledNumber,
  toggle,
} from "#shared/api/api-field.ts";
import { BUYER_VARIABLES } from "#shared/api/condition-variables.ts";
import {
  countryCode,
  linesOrNull,
  locationNumber,
  orNull,
  slug,
  textOrNull,
} from "#shared/api/fields.ts";
import { costApi } from "#shared/api/incentive/cost.ts";
import { definitionApi } from "#shared/api/incentive/definition-api.ts";
import { PRODUCT_VARIABLES } from "#shared/catalogue/product-data.ts";
import { NO_DELAY } from "#shared/incentive/delay.ts";
import { RATE_DEFAULTS } from "#shared/incentive/points/rate.ts";
import { named } from "#shared/kernel/codec.ts";
import { ANY_CURRENCY, type Currency, perCurrency } from "#shared/kernel/currency.ts";
import { wholeNumber } from "#shared/kernel/lenient.ts";
import { delayTypeSchema } from "#shared/kernel/period.ts";

/** Points for one major unit spent, up to 1000. */
export const perMajorUnit = ({ digits }: Currency) => scaledNumber(6 - digits, 1000);

/** How long points are pending: a delay, or null. */
export const delayApi = {
  issue_period: both(orNull(wholeNumber.pipe(z.int().min(0).max(10_000))), z.int().nullable()),
  issue_period_type: both(
    orNull(delayTypeSchema).transform((type) => type ?? NO_DELAY.issuePeriodType),
    delayTypeSchema,
  ),
};

/** A rate in the API (DOMAIN §7.3). Its `handle` is that of its point definition. */
export const rateApi = perCurrency((currency) => {
  const api = definitionApi({
    kind: "rate",
    required: {
      handle: named("pointHandle", both(slug, z.string())),
      rate: named("rateMicro", perMajorUnit(currency)),
    },
    optional: {
      priority: both(wholeNumber.pipe(z.int().min(-1_000_000).max(1_000_000)), z.int()),
      code: optionalText(100),
      location_id: both(orNull(locationNumber), z.int().nullable()),
      /** The name of a region, as locations have it. */
      region_id: named("region", optionalRegion),
      country_iso_2: named("country", both(orNull(countryCode), z.string().nullable())),
      profile_conditions: condition(BUYER_VARIABLES),
      product_conditions: condition(PRODUCT_VARIABLES),
      start_time: dayOrMomentOrNull,
      end_time: dayOrMomentOrNull,
      ...delayApi,
      ...costApi(currency),
      is_default: toggle,
      is_published: toggle,
      is_archived: toggle,
    },
    kept: {
      type: textOrNull(64),
      issue_absolute_expiry: textOrNull(40),
      earn_instructions: linesOrNull(10_000),
      internal_notes: linesOrNull(10_000),
    },
    defaults: RATE_DEFAULTS,
  });
  return {
    ...api,
    view: api.view.extend({
      /** Our addition: the rates that only their start or number decide against ([Q9]). */
      tied_with: z.array(z.int()),
    }),
    /** Without its ties, which the routes fill in. */
    show: (record: Parameters<typeof api.show>[0]) => ({
      ...api.show(record),
      tied_with: [],
    }),
  };
});

/** A rate as the API shows it; alike in every currency. */
export const rateView = rateApi(ANY_CURRENCY).view;
