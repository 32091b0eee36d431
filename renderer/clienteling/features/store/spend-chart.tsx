import { lazy, Suspense } from "react";
import { Panel } from "#renderer/ui/panel.tsx";
import { say } from "#renderer/words/say.ts";
import type { StoreDay } from "#shared/commerce/store-days.ts";
import { addToDay, type CalendarDay, firstInstantOf, type TimeZone } from "#shared/kernel/time.ts";
import classes from "./store-screen.module.css";

// The charts are large, and the figures say the most of it.
const DayBars = lazy(async () => ({ default: (await import("./day-bars.tsx")).DayBars }));

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
  const spentOn = new Map(days.map(({ day, spentCents }) => [day, spentCents]));
  const shown = Array.from({ length: DAYS }, (_, place) => {
    const day = addToDay(today, { days: place - DAYS + 1 });
    return { at: firstInstantOf(day, zone), cents: spentOn.get(day) ?? 0, isToday: day === today };
  });
  return (
    <Panel title={say("store.chart")}>
      <div className={classes["chart"]}>
        <Suspense>
          <DayBars days={shown} />
        </Suspense>
      </div>
    </Panel>
  );
};
