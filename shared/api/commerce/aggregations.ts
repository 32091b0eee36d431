import { z } from "zod";
import { shown } from "#shared/api/api-field.ts";
import { type LocationView, locationViewSchema } from "#shared/api/organisation/location.ts";
import { statusApi } from "#shared/api/organisation/terms.ts";
import type { Aggregations, Likely } from "#shared/commerce/aggregations.ts";
import {
  channelSchema,
  frequencySchema,
  joinAgeSchema,
  recencySchema,
} from "#shared/commerce/dimensions.ts";
import { encoderOf, named } from "#shared/kernel/codec.ts";
import { ANY_CURRENCY, type Currency } from "#shared/kernel/currency.ts";
import type { LocationId } from "#shared/kernel/ids.ts";
import { type Cents, centsToDecimal } from "#shared/kernel/money.ts";
import { pluck } from "#shared/kernel/object.ts";
import type { Instant } from "#shared/kernel/time.ts";

const day = shown(z.string().nullable());
const days = shown(z.int().nullable());
const count = shown(z.int());

const WEEKDAYS = [
  "sunday",
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
] as const;

/** The fields of a profile's aggregations (DOMAIN §4), with the locations that they may name. */
const fieldsWith = (currency: Currency, locations: ReadonlyMap<LocationId, LocationView>) => {
  const amount = {
    view: z.number(),
    encode: (cents: Cents) => centsToDecimal(cents, currency),
  };
  const place = {
    view: locationViewSchema.nullable(),
    encode: (id: LocationId | null) => (id === null ? null : (locations.get(id) ?? null)),
  };
  return {
    profile_id: shown(z.string()),
    spend_12m: named("spend12mCents", amount),
    spend_12m_now: named("spend12mNowCents", amount),
    spend_all: named("spendAllCents", amount),
    spend_atv_12m: named("spendAtv12mCents", amount),
    spend_atv_all: named("spendAtvAllCents", amount),
    spend_first_date: named("firstShopDate", day),
    spend_last_date: named("latestShopDate", day),
    discount_avg: named("discountAvgCents", amount),
    first_shop_date: day,
    first_shop_days: days,
    second_shop_date: day,
    second_shop_days: days,
    previous_shop_date: day,
    latest_shop_date: day,
    latest_shop_days: days,
    average_shop_days: days,
    at_risk_date: day,
    total_shop_days: count,
    shop_count: count,
    shop_days: count,
    latest_shop_spend: named("latestShopSpendCents", {
      view: z.number().nullable(),
      encode: (cents: Cents | null) => (cents === null ? null : amount.encode(cents)),
    }),
    latest_shop_currency: shown(z.string().nullable()),
    dimension_frequency: shown(frequencySchema),
    dimension_recency: shown(recencySchema),
    dimension_join: shown(joinAgeSchema.nullable()),
    /** In UTC, from 0. */
    join_hour: named("joinedAt", {
      view: z.int().nullable(),
      encode: (at: Instant | null) => (at === null ? null : new Date(at).getUTCHours()),
    }),
    join_day: named("joinedAt", {
      view: z.enum(WEEKDAYS).nullable(),
      encode: (at: Instant | null) =>
        at === null ? null : (WEEKDAYS[new Date(at).getUTCDay()] ?? null),
    }),
    channel: shown(channelSchema.nullable()),
    store_join: named("joinedLocationId", place),
    most_transacted_location: place,
    latest_transacted_location: place,
    most_spend_location: place,
    most_spend_12m_location: place,
    transacted_locations: {
      view: z.array(z.int()),
      encode: (ids: readonly LocationId[]): number[] => [...ids],
    },
    purchased_brands: {
      view: z.array(z.string()),
      encode: (brands: readonly string[]): string[] => [...brands],
    },
    likely_country: named("likelyCountry", guess),
    likely_country_score: named("likelyCountry", score),
    likely_country_iso: named("likelyCountry", guess),
    likely_country_iso_score: named("likelyCountry", score),
    likely_state_iso: named("likelyState", guess),
    likely_state_iso_score: named("likelyState", score),
    likely_region: guess,
    likely_region_score: named("likelyRegion", score),
    /** How many others have used the profile's shares. */
    total_referred: count,
    /** The best-ranked status that the profile has ever had. */
    top_historic_status: named("topStatus", {
      view: statusApi.view.nullable(),
      encode: (status: ShownStatus | null) => status && statusApi.show(status),
    }),
  };
};

type ShownStatus = Parameters<typeof statusApi.show>[0];

const guess = {
  view: z.string().nullable(),
  encode: (likely: Likely | null) => likely?.value ?? null,
};
const score = {
  view: z.number().nullable(),
  encode: (likely: Likely | null) => likely?.score ?? null,
};

/** A profile's aggregations. Each day is by the time zone of its sales. */
export const aggregationsViewSchema = z.object(pluck(fieldsWith(ANY_CURRENCY, new Map()), "view"));
type AggregationsView = z.infer<typeof aggregationsViewSchema>;

/** Aggregations of profiles as the API shows them. */
export const aggregationsViews = (
  all: readonly (Aggregations & {
    readonly profileId: string;
    readonly joinedAt: Instant | null;
    readonly joinedLocationId: LocationId | null;
    readonly topStatus: ShownStatus | null;
    readonly purchasedBrands: readonly string[];
    readonly totalReferred: number;
  })[],
  locations: ReadonlyMap<LocationId, LocationView>,
  currency: Currency,
): AggregationsView[] => all.map(encoderOf(fieldsWith(currency, locations)));
