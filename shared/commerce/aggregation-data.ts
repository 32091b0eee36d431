import type { ConditionData } from "#shared/kernel/condition.ts";
import type { Currency } from "#shared/kernel/currency.ts";
import { type Cents, centsToDecimal } from "#shared/kernel/money.ts";
import { mapTable, namesOf } from "#shared/kernel/object.ts";
import type { CalendarDay } from "#shared/kernel/time.ts";
import type { Aggregations } from "./aggregations.ts";
import type { ShopDay } from "./shop-day.ts";

const MONEY = {
  spend_12m: "spend12mCents",
  spend_12m_now: "spend12mNowCents",
  spend_all: "spendAllCents",
  spend_atv_12m: "spendAtv12mCents",
  spend_atv_all: "spendAtvAllCents",
  discount_avg: "discountAvgCents",
  latest_shop_spend: "latestShopSpendCents",
} as const;

const PLAIN = {
  spend_first_date: "firstShopDate",
  spend_last_date: "latestShopDate",
  first_shop_date: "firstShopDate",
  first_shop_days: "firstShopDays",
  second_shop_date: "secondShopDate",
  second_shop_days: "secondShopDays",
  previous_shop_date: "previousShopDate",
  latest_shop_date: "latestShopDate",
  latest_shop_days: "latestShopDays",
  average_shop_days: "averageShopDays",
  at_risk_date: "atRiskDate",
  total_shop_days: "totalShopDays",
  shop_count: "shopCount",
  shop_days: "shopDays",
  latest_shop_currency: "latestShopCurrency",
  dimension_frequency: "dimensionFrequency",
  dimension_recency: "dimensionRecency",
  dimension_join: "dimensionJoin",
  channel: "channel",
} as const;

const GUESSES = {
  likely_country: "likelyCountry",
  likely_state_iso: "likelyState",
  likely_region: "likelyRegion",
} as const;

const PLACES = {
  most_transacted_location: "mostTransactedLocation",
  latest_transacted_location: "latestTransactedLocation",
  most_spend_location: "mostSpendLocation",
  most_spend_12m_location: "mostSpend12mLocation",
} as const;

/** What a condition on a profile can read of its aggregations ([Q10]). */
export const AGGREGATION_VARIABLES: readonly string[] = [
  ...namesOf(MONEY),
  ...namesOf(PLAIN),
  ...namesOf(GUESSES),
  ...namesOf(PLACES).map((name) => `${name}.id`),
  "transacted_locations",
].map((name) => `aggregations.${name}`);

/** Aggregations as conditions see them: under the names of the API, and money with decimals. */
export const aggregationConditionData = (
  aggregations: Aggregations,
  currency: Currency,
): ConditionData => ({
  aggregations: {
    ...mapTable(MONEY, (field) => moneyOrNull(aggregations[field], currency)),
    ...mapTable(PLAIN, (field) => aggregations[field]),
    ...mapTable(GUESSES, (field) => aggregations[field]?.value ?? null),
    ...mapTable(PLACES, (field) => aggregations[field] && { id: aggregations[field] }),
    transacted_locations: [...aggregations.transactedLocations],
  },
});

const moneyOrNull = (amount: Cents | null, currency: Currency): number | null =>
  amount === null ? null : centsToDecimal(amount, currency);

/**
 * The shop days that count when a condition is decided: those before the local day of a sale, so
 * that it doesn't matter in which order the sales of one day arrive; for a claim, that day too
 * ([Q11]).
 */
export const countedDays = (
  days: readonly ShopDay[],
  day: CalendarDay,
  isSale: boolean,
): readonly ShopDay[] => days.filter((each) => each.day < day || (!isSale && each.day === day));
