import { expect, test } from "vitest";
import {
  AGGREGATION_VARIABLES,
  aggregationConditionData,
  countedDays,
} from "#shared/commerce/aggregation-data.ts";
import { aggregationsOf } from "#shared/commerce/aggregations.ts";
import { type CountedTransaction, shopDaysOf } from "#shared/commerce/shop-day.ts";
import { currencyOf } from "#shared/kernel/currency.ts";
import { locationIdSchema } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { calendarDaySchema, instant, UTC } from "#shared/kernel/time.ts";
import { aggregationsViews } from "./aggregations.ts";

const AUD = currencyOf("AUD");
const carlton = locationIdSchema.parse(1);
const place = { type: "store", country: "AU", state: "VIC", region: "south" };
const on = (day: number) => instant(Date.UTC(2026, 1, day, 2));
const sale = (day: number, totalCents: number): CountedTransaction => ({
  ...{ locationId: carlton, currency: "AUD", totalCents: cents(totalCents) },
  exchangeRate: null,
  ...{ totalOriginalCents: cents(totalCents + 100), transactedAt: on(day) },
  ...{ timezone: UTC, isVoid: false },
});
const days = shopDaysOf([sale(1, 1250), sale(3, 2000), sale(8, 400)]);
const figures = aggregationsOf(days, {
  ...{ now: on(9), timezone: UTC, joinedAt: on(1), currency: "AUD" },
  locations: new Map([[carlton, place]]),
});

test("[Q10] a condition reads aggregations under the names and as the values of the API", () => {
  const about = { joinedAt: on(1), joinedLocationId: null, topStatus: null };
  const whole = { ...figures, profileId: "p", ...about, totalReferred: 0, purchasedBrands: [] };
  const [view] = aggregationsViews([whole], new Map(), AUD);
  const { aggregations: data } = aggregationConditionData(figures, AUD);
  const places = AGGREGATION_VARIABLES.filter((name) => name.endsWith(".id"));
  for (const name of AGGREGATION_VARIABLES) {
    const field = name.replace("aggregations.", "").replace(".id", "");
    const shown = places.includes(name) ? { id: 1 } : Reflect.get(view ?? {}, field);
    expect([name, Reflect.get(Object(data), field)]).toEqual([name, shown]);
    expect(shown, name).toBeDefined();
  }
  expect(places).toHaveLength(4);
  expect(view).toMatchObject({ join_hour: 2, join_day: "sunday" });
  const joined = ["join_hour", "join_day", "store_join"];
  const others = ["profile_id", ...joined, "purchased_brands", "total_referred"];
  const scores = [/_score$/, /^likely_country_iso$/];
  const left = Object.keys(view ?? {}).filter(
    (name) => !Object.hasOwn(Object(data), name) && !scores.some((each) => each.test(name)),
  );
  expect(left).toEqual([...others, "top_historic_status"]);
  const nothing = { ...{ now: on(9), timezone: UTC, joinedAt: null }, currency: "AUD" };
  const none = aggregationsOf([], { ...nothing, locations: new Map() });
  expect(aggregationConditionData(none, AUD)).toMatchObject({
    aggregations: { latest_shop_spend: null, most_spend_location: null, likely_region: null },
  });
});

test("[Q11] a sale is decided by the days before its own, a claim by that day too", () => {
  const third = calendarDaySchema.parse("2026-02-03");
  const daysFor = (isSale: boolean) => countedDays(days, third, isSale).map(({ day }) => day);
  expect(daysFor(true)).toEqual(["2026-02-01"]);
  expect(daysFor(false)).toEqual(["2026-02-01", "2026-02-03"]);
});
