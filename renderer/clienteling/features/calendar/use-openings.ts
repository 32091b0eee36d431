import { useConfig } from "#renderer/clienteling/use-device-data.ts";
import type { CalendarDay } from "#shared/kernel/time.ts";
import { type Opening, openingsOn } from "#shared/organisation/openings.ts";

/** When this store is open on a day; null if that isn't known ([X26]). */
export const useOpenings = (day: CalendarDay | undefined): readonly Opening[] | null => {
  const location = useConfig()?.ownLocation;
  return location && day ? openingsOn(location, day) : null;
};
