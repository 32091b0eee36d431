import { useEffect, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { usePending } from "#renderer/clienteling/use-device-data.ts";
import type { Device } from "#renderer/data/device.ts";
import type { CustomerRow } from "#renderer/data/views.ts";
import { useOutreach } from "#renderer/state/outreach-store.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { messageWays, quietSince } from "#shared/clienteling/message.ts";
import {
  rankSuggestions,
  type Suggestion,
  type SuggestionReason,
  suggestedToday,
} from "#shared/clienteling/suggestion.ts";
import type { LocationId, ProfileId } from "#shared/kernel/ids.ts";
import { addLocalDays, addToDay, type CalendarDay, firstInstantOf } from "#shared/kernel/time.ts";
import type { Location } from "#shared/organisation/location.ts";
import { commsOf } from "#shared/sync/pending.ts";
import { inYear } from "./in-year.ts";

/** Of each list, so many are considered: more than ten a day are never shown. */
const CONSIDERED = 20;
const BIRTHDAY_DAYS = 6;
const EXPIRING_DAYS = 14;
/** How often they are looked for again, in ms: what changes them comes from others too. */
const AGAIN_MS = 60_000;

/** Somebody to get in touch with, as they are shown. */
export type SuggestedCustomer = Suggestion & { readonly row: CustomerRow };

/**
 * Customers of this store whom the staff member might get in touch with today ([X43], [X44]);
 * undefined until they are known.
 */
export const useSuggestions = (
  location: Location,
  day: CalendarDay,
): readonly SuggestedCustomer[] | undefined => {
  const device = useDevice();
  const staffId = useSession((session) => session.staffId);
  const pending = usePending()?.length;
  const { notNow, show } = useOutreach();
  const [suggested, setSuggested] = useState<readonly SuggestedCustomer[]>();
  useEffect(() => {
    if (staffId === null || pending === undefined) return;
    let isCurrent = true;
    const read = async () => {
      const open = await readOpen(device, location, day, (id) =>
        notNow.some((each) => each.profileId === id && each.until > device.now()),
      );
      if (!isCurrent) return;
      const kept = useOutreach.getState();
      const already = kept.day === day ? (kept.shown[staffId] ?? []) : [];
      const shown = suggestedToday(open, already);
      const rows = await device.readCustomers(shown.map(({ profileId }) => profileId));
      if (!isCurrent) return;
      show(
        staffId,
        day,
        shown.map(({ profileId }) => profileId),
      );
      setSuggested(
        shown.flatMap((each) => {
          const row = rows.find(({ profile }) => profile.id === each.profileId);
          return row === undefined ? [] : [{ ...each, row }];
        }),
      );
    };
    void read();
    const timer = setInterval(() => void read(), AGAIN_MS);
    return () => {
      isCurrent = false;
      clearInterval(timer);
    };
  }, [device, location, day, staffId, pending, notNow, show]);
  return suggested;
};

/** Whom there is a reason to contact, who allows it, and whom nobody has contacted just now. */
const readOpen = async (
  device: Device,
  location: Location,
  day: CalendarDay,
  isPutOff: (id: ProfileId) => boolean,
): Promise<readonly Suggestion[]> => {
  const listed = await readLists(device, location, day);
  const ranked = rankSuggestions(listed).filter(({ profileId }) => !isPutOff(profileId));
  const ids = ranked.map(({ profileId }) => profileId);
  const since = quietSince(device.now());
  const [profiles, contacted] = await Promise.all([
    device.readProfiles(ids),
    device.readContacted(ids, since),
  ]);
  const allowing = new Set(
    profiles
      .filter((each) => messageWays(each, commsOf(each)).some(({ problem }) => problem === null))
      .map(({ id }) => id),
  );
  const quiet = new Set(contacted);
  return ranked.filter(({ profileId }) => allowing.has(profileId) && !quiet.has(profileId));
};

const readLists = async (
  { listCustomers }: Device,
  { id, timezone }: Location,
  day: CalendarDay,
): Promise<Readonly<Record<SuggestionReason, readonly ProfileId[]>>> => {
  const from = firstInstantOf(day, timezone);
  const rows: { readonly homeId: LocationId; readonly offset: number; readonly limit: number } = {
    ...{ homeId: id, offset: 0, limit: CONSIDERED },
  };
  const [birthday, expiring, returned, lapsing] = await Promise.all([
    listCustomers({
      ...{ ...rows, show: "birthdays" },
      ...{ from: inYear(day), through: inYear(addToDay(day, { days: BIRTHDAY_DAYS })) },
    }),
    listCustomers({
      ...{ ...rows, show: "expiring", from },
      through: addLocalDays(from, EXPIRING_DAYS, timezone),
    }),
    listCustomers({ ...rows, show: "returned", day }),
    listCustomers({ ...rows, show: "lapsed", day }),
  ]);
  return {
    ...{ birthday: birthday.ids, expiring: expiring.ids },
    ...{ after_return: returned.ids, lapsing: lapsing.ids },
  };
};
