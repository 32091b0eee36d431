import { UnstyledButton } from "@mantine/core";
import type { ShopDay } from "#renderer/clienteling/use-shop-day.ts";
import type { AppointmentView, StaffMember } from "#renderer/data/views.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { say } from "#renderer/words/say.ts";
import { type CalendarDay, firstInstantOf } from "#shared/kernel/time.ts";
import rows from "./appointment-row.module.css";
import { AppointmentRow } from "./appointment-row.tsx";
import classes from "./week-board.module.css";

/** A week, day by day. A day's name opens it. */
export const WeekBoard = ({
  days,
  views,
  staff,
  shop: { today, zone },
  onDay,
  onOpen,
}: {
  readonly days: readonly CalendarDay[];
  readonly views: readonly AppointmentView[];
  readonly staff: readonly StaffMember[];
  readonly shop: ShopDay;
  readonly onDay: (day: CalendarDay) => void;
  readonly onOpen: (view: AppointmentView) => void;
}) => {
  const format = useFormat();
  return (
    <div className={classes["week"]}>
      {days.map((day) => {
        const own = views.filter(({ appointment }) => appointment.day === day);
        return (
          <section key={day} className={classes["day"]} data-today={day === today || undefined}>
            <h2>
              <UnstyledButton className={classes["name"]} onClick={() => onDay(day)}>
                {format.weekday(firstInstantOf(day, zone))}
                <span>{own.length > 0 && say("calendar.booked", { count: own.length })}</span>
              </UnstyledButton>
            </h2>
            {own.length === 0 ? (
              <p className={classes["none"]}>{say("calendar.empty.week")}</p>
            ) : (
              <ul className={rows["list"]}>
                {own.map((view) => (
                  <AppointmentRow
                    key={view.appointment.id}
                    view={view}
                    zone={zone}
                    staffName={
                      staff.find(({ id }) => id === view.appointment.assigneeId)?.name ?? null
                    }
                    onOpen={() => onOpen(view)}
                  />
                ))}
              </ul>
            )}
          </section>
        );
      })}
    </div>
  );
};
