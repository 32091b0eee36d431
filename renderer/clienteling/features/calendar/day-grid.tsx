import { UnstyledButton, VisuallyHidden } from "@mantine/core";
import { useEffect, useRef } from "react";
import type { ShopDay } from "#renderer/clienteling/use-shop-day.ts";
import type { AppointmentView, StaffMember } from "#renderer/data/views.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { whatFor, whoComes } from "#renderer/words/appointment.ts";
import { say } from "#renderer/words/say.ts";
import { clashesWith, spanOf } from "#shared/clienteling/appointment.ts";
import { clockTimeOf, minutesOf, momentAt, timeAfter } from "#shared/kernel/clock-time.ts";
import type { StaffId } from "#shared/kernel/ids.ts";
import type { CalendarDay } from "#shared/kernel/time.ts";
import { isOpenThrough, type Opening } from "#shared/organisation/openings.ts";
import classes from "./day-grid.module.css";
import { hoursOf, type Lane, lanesOf, SHORTEST_MINUTES } from "./lanes.ts";

/** As high as a finger needs. */
const HALF_HOUR_PX = 44;
const px = (minutes: number): number => (minutes / 30) * HALF_HOUR_PX;

/** A day, with a column for each staff member and one for what is anyone's. */
export const DayGrid = ({
  day,
  views,
  staff,
  openings,
  shop: { now, today, zone },
  onBook,
  onOpen,
}: {
  readonly day: CalendarDay;
  readonly views: readonly AppointmentView[];
  readonly staff: readonly StaffMember[];
  /** Other times are shaded ([X26]); null if it isn't known. */
  readonly openings: readonly Opening[] | null;
  readonly shop: ShopDay;
  readonly onBook: (at: { readonly time: string; readonly assigneeId: StaffId | null }) => void;
  readonly onOpen: (view: AppointmentView) => void;
}) => {
  const format = useFormat();
  const line = useRef<HTMLDivElement>(null);
  const { from, until } = hoursOf(
    views.map(({ appointment }) => appointment),
    openings,
  );
  const halves = Array.from({ length: (until - from) * 2 }, (_, index) => from * 60 + index * 30);
  const columns = [...staff, { id: null, name: say("calendar.anyone") }];
  const isClosed = (minutes: number) =>
    openings !== null && !isOpenThrough(openings, { from: minutes, until: minutes + 30 });
  const timeText = (minutes: number) => format.time(momentAt(day, timeAfter(minutes), zone).at);
  const nowMinutes = day === today ? minutesOf(clockTimeOf(now, zone)) : null;
  const isNowShown = nowMinutes !== null && nowMinutes >= from * 60 && nowMinutes < until * 60;
  useEffect(() => line.current?.scrollIntoView?.({ block: "center" }), []);
  const template = { gridTemplateColumns: `56px repeat(${columns.length}, minmax(132px, 1fr))` };
  return (
    <section className={classes["grid"]} data-strip aria-label={say("calendar.title")}>
      <div className={classes["names"]} style={template}>
        <span />
        {columns.map(({ id, name }) => (
          <h2 key={id ?? "anyone"}>{name}</h2>
        ))}
      </div>
      <div className={classes["body"]} style={template}>
        <div className={classes["hours"]} aria-hidden>
          {halves.map((minutes) => (
            <span key={minutes} className="numbers" style={{ height: HALF_HOUR_PX }}>
              {minutes % 60 === 0 && timeText(minutes)}
            </span>
          ))}
        </div>
        {columns.map(({ id, name }) => {
          const own = views.filter(({ appointment }) => columnOf(appointment, staff) === id);
          return (
            <div key={id ?? "anyone"} className={classes["column"]}>
              {halves.map((minutes) => (
                <UnstyledButton
                  key={minutes}
                  className={classes["slot"]}
                  data-closed={isClosed(minutes) || undefined}
                  style={{ height: HALF_HOUR_PX }}
                  // By keyboard one books with N: fifty stops a column would be in the way.
                  tabIndex={-1}
                  aria-label={say("calendar.slot", { who: name, time: timeText(minutes) })}
                  onClick={() => onBook({ time: timeAfter(minutes), assigneeId: id })}
                />
              ))}
              {lanesOf(own, ({ appointment }) => appointment).map((lane) => (
                <Block
                  key={lane.of.appointment.id}
                  lane={lane}
                  from={from * 60}
                  text={timeText(spanOf(lane.of.appointment).from)}
                  isClashing={
                    clashesWith(
                      lane.of.appointment,
                      own.map(({ appointment }) => appointment),
                    ).length > 0
                  }
                  onOpen={onOpen}
                />
              ))}
            </div>
          );
        })}
        {isNowShown && (
          <div
            ref={line}
            className={classes["now"]}
            style={{ top: px(nowMinutes - from * 60) }}
            aria-hidden
          />
        )}
      </div>
    </section>
  );
};

/** Those of somebody who doesn't work here any more are anyone's. */
const columnOf = (
  { assigneeId }: AppointmentView["appointment"],
  staff: readonly StaffMember[],
): StaffId | null => (staff.some(({ id }) => id === assigneeId) ? assigneeId : null);

const Block = ({
  lane: { of: view, lane, lanes },
  from,
  text,
  isClashing,
  onOpen,
}: {
  readonly lane: Lane<AppointmentView>;
  readonly from: number;
  /** When it begins. */
  readonly text: string;
  readonly isClashing: boolean;
  readonly onOpen: (view: AppointmentView) => void;
}) => {
  const { appointment } = view;
  const [who, what] = [whoComes(view), whatFor(appointment)];
  return (
    <UnstyledButton
      className={classes["block"]}
      data-state={appointment.state}
      data-pending={view.isPending || undefined}
      style={{
        top: px(spanOf(appointment).from - from),
        height: px(Math.max(appointment.minutes, SHORTEST_MINUTES)),
        insetInlineStart: `calc(100% / ${lanes} * ${lane})`,
        width: `calc(100% / ${lanes})`,
      }}
      onClick={() => onOpen(view)}
    >
      <span className={classes["who"]}>{who}</span>
      <span className={`numbers ${classes["more"]}`}>
        {text} · {isClashing ? say("calendar.clash") : what}
      </span>
      <VisuallyHidden>{say(`calendar.state.${appointment.state}`)}</VisuallyHidden>
    </UnstyledButton>
  );
};
