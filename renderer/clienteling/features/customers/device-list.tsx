import { Text } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import { CustomerBadges } from "#renderer/clienteling/customer-badges.tsx";
import { useNow } from "#renderer/clienteling/use-now.ts";
import { VisitText } from "#renderer/clienteling/visit-text.tsx";
import type { CustomerRow, CustomersRequest, StoreConfig } from "#renderer/data/views.ts";
import { EmptyNote } from "#renderer/ui/empty-note.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { LoadingRows } from "#renderer/ui/loading-rows.tsx";
import type { Format } from "#renderer/words/format.ts";
import { say } from "#renderer/words/say.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { firstInstantOf, type Instant, UTC } from "#shared/kernel/time.ts";
import { lotWorth } from "#shared/redemption/unit.ts";
import { CUSTOMER_SHOWS } from "./customer-show.ts";
import classes from "./customers.module.css";
import type { DeviceShow } from "./list-request.ts";
import { LongList } from "./long-list.tsx";
import { useListPages } from "./use-list-pages.ts";

/** One list of the device's, with why each customer is in it. */
export const DeviceList = ({
  show,
  request,
  config,
  tools,
  onOpen,
}: {
  readonly show: DeviceShow;
  readonly request: CustomersRequest;
  readonly config: StoreConfig;
  /** What can be done with all of it. */
  readonly tools?: ReactNode;
  readonly onOpen: (profileId: ProfileId) => void;
}) => {
  const format = useFormat();
  const now = useNow(60_000);
  const pages = useListPages(request);
  const { count, show: showRows } = pages;
  // The first rows, before there is a list to scroll.
  useEffect(() => showRows(0, 0), [showRows]);
  const title = say(`customers.${show}`);
  if (count === undefined) return <LoadingRows label={say("customers.loading")} rows={8} />;
  if (count === 0) {
    const Icon = CUSTOMER_SHOWS[show];
    return (
      <EmptyNote icon={<Icon size={36} />} title={say(`customers.no_${show}`)}>
        {say(`customers.no_${show}_why`)}
      </EmptyNote>
    );
  }
  return (
    <>
      <div className={classes["bar"]}>
        <p className={`numbers ${classes["count"]}`}>
          {say(show === "all" || show === "mine" ? "customers.count" : "customers.count_here", {
            count,
            number: format.count(count),
            store: config.ownLocation?.name ?? "",
          })}
        </p>
        {tools}
      </div>
      <div className={classes["panel"]}>
        <LongList
          label={title}
          count={count}
          pages={pages}
          badgeOf={(row) => <CustomerBadges row={row} />}
          lineOf={(row) => WHY[show](row, format, now) ?? <VisitText row={row} />}
          endOf={({ availableCents, nextExpiry }) => {
            const cents =
              show === "expiring" && nextExpiry
                ? lotWorth(nextExpiry, config.programme)
                : availableCents;
            return cents !== null && cents > 0 ? format.money(cents) : <Text c="dimmed">–</Text>;
          }}
          onOpen={onOpen}
        />
      </div>
    </>
  );
};

/** Why a customer is in a list; null where nothing need be said. */
const WHY: Readonly<
  Record<DeviceShow, (row: CustomerRow, format: Format, now: Instant) => string | null>
> = {
  mine: () => null,
  store: () => null,
  all: () => null,
  vip: () => null,
  birthdays: ({ profile: { birthDay, birthMonth } }, format) =>
    birthDay === null || birthMonth === null ? null : format.dayOfYear(birthDay, birthMonth, null),
  expiring: ({ nextExpiry }, format, now) =>
    nextExpiry?.expiresAt
      ? say("today.expires", {
          when: format.untilDay(nextExpiry.expiresAt, now, nextExpiry.timezone),
        })
      : null,
  new: ({ profile: { joinedAt } }, format) =>
    joinedAt === null ? null : say("customers.joined", { when: format.date(joinedAt) }),
  lapsed: ({ shopping }, format, now) =>
    shopping === null || shopping.averageDays === null
      ? null
      : say("customers.away", {
          count: shopping.averageDays,
          days: format.count(shopping.averageDays),
          when: format.ago(firstInstantOf(shopping.latestDay, UTC), now),
        }),
};
