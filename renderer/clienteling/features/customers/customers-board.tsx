import { Button, UnstyledButton } from "@mantine/core";
import { useMemo } from "react";
import { useConfig } from "#renderer/clienteling/use-device-data.ts";
import { useNow } from "#renderer/clienteling/use-now.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { LiveMessage } from "#renderer/ui/live-message.tsx";
import { say } from "#renderer/words/say.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { namesOf } from "#shared/kernel/object.ts";
import { dayIn, firstInstantOf, UTC } from "#shared/kernel/time.ts";
import { CUSTOMER_SHOWS, type CustomerShow } from "./customer-show.ts";
import classes from "./customers.module.css";
import { DeviceList } from "./device-list.tsx";
import { listRequest } from "./list-request.ts";
import { RecentList } from "./recent-list.tsx";

/** The lists of customers: chips to choose one, and its rows. */
export const CustomersBoard = ({
  show,
  onShow,
  onOpen,
  onHandOver,
}: {
  readonly show: CustomerShow;
  readonly onShow: (show: CustomerShow) => void;
  readonly onOpen: (profileId: ProfileId) => void;
  /** Hands over all of one's own. */
  readonly onHandOver?: () => void;
}) => {
  const config = useConfig();
  const zone = config?.ownLocation?.timezone ?? UTC;
  const homeId = config?.ownLocation?.id ?? null;
  const staffId = useSession((session) => session.staffId);
  const minute = useNow(60_000);
  const day = dayIn(minute, zone);
  // Only of VIPs does it matter what time it is.
  const now = show === "vip" ? minute : firstInstantOf(day, zone);
  const request = useMemo(
    () => (show === "recent" ? null : listRequest(show, { day, zone, homeId, staffId, now })),
    [show, day, zone, homeId, staffId, now],
  );
  return (
    <>
      <fieldset className={classes["chips"]} aria-label={say("customers.lists")} data-strip>
        {namesOf(CUSTOMER_SHOWS).map((each) => {
          const Icon = CUSTOMER_SHOWS[each];
          return (
            <UnstyledButton
              key={each}
              className={classes["chip"]}
              aria-pressed={each === show}
              onClick={() => onShow(each)}
            >
              <Icon size={18} stroke={1.75} aria-hidden />
              {say(`customers.${each}`)}
            </UnstyledButton>
          );
        })}
      </fieldset>
      <LiveMessage>{say(`customers.${show}`)}</LiveMessage>
      {request === null || show === "recent" ? (
        <RecentList onOpen={onOpen} />
      ) : (
        config && (
          <DeviceList
            key={show}
            {...{ show, request, config, onOpen }}
            tools={
              show === "mine" &&
              onHandOver && (
                <Button variant="subtle" onClick={onHandOver}>
                  {say("books.open")}
                </Button>
              )
            }
          />
        )
      )}
    </>
  );
};
