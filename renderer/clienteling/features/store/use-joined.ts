import { useEffect, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import type { ComparedDays } from "#shared/commerce/store-days.ts";
import { firstInstantOf, instantAfter } from "#shared/kernel/time.ts";
import type { Location } from "#shared/organisation/location.ts";

/** How many have joined at a store in a period and the one before; undefined until counted. */
export const useJoined = ({ id: homeId, timezone }: Location, { now, before }: ComparedDays) => {
  const device = useDevice();
  const [joined, setJoined] = useState<{ readonly now: number; readonly before: number }>();
  const [from, beforeFrom, beforeThrough] = [now.from, before.from, before.through];
  useEffect(() => {
    let isCurrent = true;
    const since = async (at: ReturnType<typeof firstInstantOf>) => {
      const request = { show: "joined", since: at, homeId, offset: 0, limit: 0 } as const;
      return (await device.listCustomers(request)).count;
    };
    const count = async () => {
      const [current, first, last] = await Promise.all([
        since(firstInstantOf(from, timezone)),
        since(firstInstantOf(beforeFrom, timezone)),
        since(instantAfter(beforeThrough, timezone)),
      ]);
      if (isCurrent) setJoined({ now: current, before: first - last });
    };
    void count();
    return () => {
      isCurrent = false;
    };
  }, [device, homeId, timezone, from, beforeFrom, beforeThrough]);
  return joined;
};
