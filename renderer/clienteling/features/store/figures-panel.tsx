import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { say } from "#renderer/words/say.ts";
import {
  periodsOn,
  type StoreDay,
  type StorePeriod,
  sumStoreDays,
} from "#shared/commerce/store-days.ts";
import type { CalendarDay } from "#shared/kernel/time.ts";
import type { Location } from "#shared/organisation/location.ts";
import classes from "./store-screen.module.css";
import { useJoined } from "./use-joined.ts";

/** A period's figures, each with that of the same days before. */
export const FiguresPanel = ({
  days,
  period,
  today,
  own,
}: {
  readonly days: readonly StoreDay[];
  readonly period: StorePeriod;
  readonly today: CalendarDay;
  readonly own: Location;
}) => {
  const format = useFormat();
  const ranges = periodsOn(today)[period];
  const [now, before] = [sumStoreDays(days, ranges.now), sumStoreDays(days, ranges.before)];
  const joined = useJoined(own, ranges);
  const figures = [
    ["spent", format.money(now.spentCents), format.money(before.spentCents)],
    ["shoppers", format.count(now.shoppers), format.count(before.shoppers)],
    ["joined", joined && format.count(joined.now), joined && format.count(joined.before)],
    ["redeemed", format.money(now.redeemedCents), format.money(before.redeemedCents)],
  ] as const;
  return (
    <Panel title={say("store.figures")} flush>
      <dl className={`numbers ${classes["figures"]}`}>
        {figures.map(([name, value, was]) => (
          <div key={name}>
            <dt>{say(`store.${name}`)}</dt>
            <dd className={classes["value"]}>{value ?? "…"}</dd>
            <dd className={classes["was"]}>
              {say(`store.before.${period}`, { value: was ?? "…" })}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
};
