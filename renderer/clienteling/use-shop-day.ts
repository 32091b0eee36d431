import { useConfig } from "#renderer/clienteling/use-device-data.ts";
import { useNow } from "#renderer/clienteling/use-now.ts";
import { type CalendarDay, dayIn, type Instant, type TimeZone, UTC } from "#shared/kernel/time.ts";

/** What day it is in this store. */
export type ShopDay = {
  readonly now: Instant;
  readonly today: CalendarDay;
  readonly zone: TimeZone;
};

const MINUTE_MS = 60_000;

/** The day of this store, which changes at its midnight. */
export const useShopDay = (): ShopDay => {
  const config = useConfig();
  const now = useNow(MINUTE_MS);
  const zone = config?.ownLocation?.timezone ?? config?.tenant?.timezone ?? UTC;
  return { now, zone, today: dayIn(now, zone) };
};
