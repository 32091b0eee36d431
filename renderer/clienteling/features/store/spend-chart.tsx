import { lazy, Suspense } from "react";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { say } from "#renderer/words/say.ts";
import type { StoreDay } from "#shared/commerce/store-days.ts";
import { cents } from "#shared/kernel/money.ts";
import { addToDay, type CalendarDay, firstInstantOf, type TimeZone } from "#shared/kernel/time.ts";
import classes from "./store-screen.module.css";

// The charts are large, and the figures say the most of it.
const MoneyBars = lazy(async () => ({
  default: (await import("#renderer/ui/money-bars.tsx")).MoneyBars,
}));

const DAYS = 30;

/** What was spent on each of the last 30 days. */
export const SpendChart = ({
  days,
  today,
  zone,
}: {
  readonly days: readonly StoreDay[];
  readonly today: CalendarDay;
  readonly zone: TimeZone;
}) => {
  const format = useFormat();
  const spentOn = new Map(days.map(({ day, spentCents }) => [day, spentCents]));
  const shown = Array.from({ length: DAYS }, (_, place) => {
    const day = addToDay(today, { days: place - DAYS + 1 });
    const at = format.date(firstInstantOf(day, zone));
    return { at, name: at, amount: cents(spentOn.get(day) ?? 0), isRunning: day === today };
  });
  return (
    <Panel title={say("store.chart")}>
      <div className={classes["chart"]}>
        <Suspense>
          <MoneyBars
            bars={shown}
            heads={{ time: say("store.day"), amount: say("store.spent") }}
            minTickGap={24}
          />
        </Suspense>
      </div>
    </Panel>
  );
};
