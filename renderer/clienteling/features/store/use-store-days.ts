import { useEffect, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import type { StoreDay } from "#shared/commerce/store-days.ts";
import { addToDay, type CalendarDay } from "#shared/kernel/time.ts";
import type { Location } from "#shared/organisation/location.ts";

/** How often the figures are added up again, in ms. */
const AGAIN_MS = 30_000;

/** What a store's customers did since the beginning of last month; undefined until added up. */
export const useStoreDays = (
  own: Location | null,
  today: CalendarDay | null,
): readonly StoreDay[] | undefined => {
  const device = useDevice();
  const [days, setDays] = useState<readonly StoreDay[]>();
  const locationId = own?.id ?? null;
  const zone = own?.timezone ?? null;
  useEffect(() => {
    if (locationId === null || zone === null || today === null) return;
    let isCurrent = true;
    const since = addToDay(today, { days: -DAYS_READ });
    const read = async () => {
      const found = await device.storeDays({ locationId, zone, since });
      if (isCurrent) setDays(found);
    };
    void read();
    const timer = setInterval(() => void read(), AGAIN_MS);
    return () => {
      isCurrent = false;
      clearInterval(timer);
    };
  }, [device, locationId, zone, today]);
  return days;
};

/** This month and all of the last one. */
const DAYS_READ = 62;
