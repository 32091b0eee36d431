import { IconHourglassLow } from "@tabler/icons-react";
import { useMemo } from "react";
import { useCustomerList } from "#renderer/clienteling/use-customer-list.ts";
import type { StoreConfig } from "#renderer/data/views.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { say } from "#renderer/words/say.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import {
  addLocalDays,
  type CalendarDay,
  firstInstantOf,
  type Instant,
} from "#shared/kernel/time.ts";
import type { Location } from "#shared/organisation/location.ts";
import { EXPIRING_SOON_DAYS } from "#shared/redemption/expiring-soon.ts";
import { lotWorth } from "#shared/redemption/unit.ts";
import { CARD_ROWS, TodayCard } from "./today-card.tsx";

/** Customers of this store who are about to lose value. */
export const ExpiringCard = ({
  location,
  programme,
  day,
  now,
  onOpen,
  onAll,
}: {
  readonly location: Location;
  readonly programme: NonNullable<StoreConfig["programme"]>;
  readonly day: CalendarDay;
  readonly now: Instant;
  readonly onOpen: (profileId: ProfileId) => void;
  readonly onAll: () => void;
}) => {
  const format = useFormat();
  const request = useMemo(() => {
    const from = firstInstantOf(day, location.timezone);
    const through = addLocalDays(from, EXPIRING_SOON_DAYS, location.timezone);
    return {
      show: "expiring",
      ...{ from, through, homeId: location.id, offset: 0, limit: CARD_ROWS },
    } as const;
  }, [day, location]);
  const list = useCustomerList(request);
  return (
    <TodayCard
      title={say("today.expiring")}
      rows={list?.rows}
      lineOf={({ nextExpiry }) =>
        nextExpiry?.expiresAt &&
        say("today.expires", {
          when: format.untilDay(nextExpiry.expiresAt, now, nextExpiry.timezone),
        })
      }
      endOf={({ nextExpiry }) => nextExpiry && format.money(lotWorth(nextExpiry, programme))}
      empty={{
        icon: <IconHourglassLow size={36} />,
        title: say("today.no_expiring"),
        why: say("today.no_expiring_why"),
      }}
      onOpen={onOpen}
      onAll={onAll}
    />
  );
};
