import type { ReactNode } from "react";
import { useNow } from "#renderer/clienteling/use-now.ts";
import type { ProfileView, StoreConfig } from "#renderer/data/views.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { say } from "#renderer/words/say.ts";
import { spentIn12Months } from "#shared/commerce/shopping.ts";
import { ZERO_CENTS } from "#shared/kernel/money.ts";
import { DAY_MS, dayIn, firstInstantOf } from "#shared/kernel/time.ts";
import classes from "./profile-facts.module.css";

/**
 * What kind of customer it is, in four figures ([A11]). While facts are still being loaded, those
 * that aren't here yet are left open rather than said to be nothing.
 */
export const ProfileFacts = ({
  view,
  config,
  isLoaded,
}: {
  readonly view: ProfileView;
  readonly config: StoreConfig;
  readonly isLoaded: boolean;
}) => {
  const format = useFormat();
  const now = useNow(60_000);
  const zone = config.tenant?.timezone;
  if (zone === undefined) return null;
  const { shopping, balances, freeze } = view;
  const isKnown = shopping !== null || isLoaded;
  const latest = shopping && firstInstantOf(shopping.latestDay, zone);
  const favourite = config.locations.find(({ id }) => id === shopping?.favouriteLocationId)?.name;
  const every = shopping?.averageDays ?? 0;
  return (
    <dl className={`numbers ${classes["facts"]}`}>
      <Fact
        name={say("customer.last_visit")}
        title={latest === null ? undefined : format.date(latest, zone)}
        note={every > 1 && say("customer.usually_every", { days: format.duration(every * DAY_MS) })}
      >
        {latest !== null
          ? format.untilDay(latest, now, zone)
          : isKnown
            ? say("customer.no_visit")
            : UNKNOWN}
      </Fact>
      <Fact name={say("customer.spent")}>
        {isKnown
          ? format.money(shopping ? spentIn12Months(shopping, dayIn(now, zone)) : ZERO_CENTS)
          : UNKNOWN}
      </Fact>
      <Fact
        name={say("customer.visits")}
        note={favourite !== undefined && say("customer.mostly_at", { place: favourite })}
      >
        {isKnown ? format.count(shopping?.shopDays ?? 0) : UNKNOWN}
      </Fact>
      <Fact name={say(freeze === null ? "customer.available" : "customer.frozen")}>
        {format.money(balances.combinedCents)}
      </Fact>
    </dl>
  );
};

const UNKNOWN = "…";

const Fact = ({
  name,
  title,
  note,
  children,
}: {
  readonly name: string;
  readonly title?: string | undefined;
  readonly note?: string | false;
  readonly children: ReactNode;
}) => (
  <div className={classes["fact"]} title={title}>
    <dt>{name}</dt>
    <dd>{children}</dd>
    {note && <dd className={classes["note"]}>{note}</dd>}
  </div>
);
