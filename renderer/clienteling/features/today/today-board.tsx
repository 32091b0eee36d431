import type { ReactNode } from "react";
import { useConfig, useSyncStatus } from "#renderer/clienteling/use-device-data.ts";
import { useNow } from "#renderer/clienteling/use-now.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { dayIn } from "#shared/kernel/time.ts";
import { BirthdaysCard } from "./birthdays-card.tsx";
import { ExpiringCard } from "./expiring-card.tsx";
import { MyDayCard } from "./my-day-card.tsx";
import { RecentCard } from "./recent-card.tsx";
import { SyncCard } from "./sync-card.tsx";
import { ToContactCard } from "./to-contact-card.tsx";
import classes from "./today.module.css";

/** A list of customers that a card leads to. */
export type TodayList = "birthdays" | "expiring" | "recent";

/** The cards of Today: what needs doing on the left, who and how it goes on the right. */
export const TodayBoard = ({
  due,
  onOpen,
  onMessage,
  onList,
  onSync,
}: {
  /** What is due now, if there is such a card. */
  readonly due?: ReactNode;
  readonly onOpen: (profileId: ProfileId) => void;
  readonly onMessage: (profileId: ProfileId) => void;
  readonly onList: (list: TodayList) => void;
  readonly onSync: () => void;
}) => {
  const config = useConfig();
  const status = useSyncStatus();
  const now = useNow(60_000);
  const location = config?.ownLocation;
  if (!location || status === undefined) return null;
  const day = dayIn(now, location.timezone);
  const programme = config?.programme ?? null;
  return (
    <div className={classes["board"]}>
      <div className={classes["column"]}>
        {due}
        <SyncCard status={status} onSync={onSync} />
        <ToContactCard
          location={location}
          programme={programme}
          day={day}
          now={now}
          onOpen={onOpen}
          onMessage={onMessage}
        />
        <BirthdaysCard
          location={location}
          day={day}
          now={now}
          onOpen={onOpen}
          onAll={() => onList("birthdays")}
        />
        {programme !== null && (
          <ExpiringCard
            location={location}
            programme={programme}
            day={day}
            now={now}
            onOpen={onOpen}
            onAll={() => onList("expiring")}
          />
        )}
      </div>
      <div className={classes["column"]}>
        <RecentCard onOpen={onOpen} onAll={() => onList("recent")} />
        <MyDayCard day={day} zone={location.timezone} />
      </div>
    </div>
  );
};
