import { ActionIcon, Button, SegmentedControl, Title } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import {
  IconCalendarEvent,
  IconChevronLeft,
  IconChevronRight,
  IconPlus,
} from "@tabler/icons-react";
import { useState } from "react";
import { useAppointments, useStaff } from "#renderer/clienteling/use-device-data.ts";
import { useShopDay } from "#renderer/clienteling/use-shop-day.ts";
import { EmptyNote } from "#renderer/ui/empty-note.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { KeyHint } from "#renderer/ui/key-hint.tsx";
import { LoadingRows } from "#renderer/ui/loading-rows.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { useShortcuts } from "#renderer/ui/use-shortcuts.ts";
import { openHours } from "#renderer/words/appointment.ts";
import { say } from "#renderer/words/say.ts";
import type { AppointmentId, ProfileId } from "#shared/kernel/ids.ts";
import { addToDay, type CalendarDay, firstInstantOf } from "#shared/kernel/time.ts";
import rows from "./appointment-row.module.css";
import { AppointmentRow } from "./appointment-row.tsx";
import { AppointmentSheet } from "./appointment-sheet.tsx";
import { type BookFrom, BookSheet } from "./book-sheet.tsx";
import classes from "./calendar-screen.module.css";
import { DayGrid } from "./day-grid.tsx";
import { useStepAppointment } from "./use-appointment-actions.ts";
import { useOpenings } from "./use-openings.ts";
import { WaitingPanel } from "./waiting-panel.tsx";
import { WeekBoard } from "./week-board.tsx";

/** What the calendar shows, as its address says it. */
export type CalendarShown = { readonly view: "day" | "week"; readonly day?: CalendarDay };

/** The appointments of a store by day or week, and who waits. N books one. */
export const CalendarScreen = ({
  shown,
  onShow,
  onCustomer,
}: {
  readonly shown: CalendarShown;
  readonly onShow: (shown: CalendarShown) => void;
  readonly onCustomer: (profileId: ProfileId) => void;
}) => {
  const format = useFormat();
  const all = useAppointments();
  const staff = useStaff() ?? [];
  const shop = useShopDay();
  const step = useStepAppointment();
  const isNarrow = useMediaQuery("(max-width: 699px)") ?? false;
  const [opened, setOpened] = useState<AppointmentId | null>(null);
  const [booking, setBooking] = useState<BookFrom | null>(null);
  const { view } = shown;
  const day = shown.day ?? shop.today;
  const first = view === "week" ? mondayOf(day) : day;
  const openings = useOpenings(day);
  const book = () => setBooking({ day });
  useShortcuts({ n: book });

  const move = (days: number) => onShow({ view, day: addToDay(first, { days }) });
  const days = view === "week" ? 7 : 1;
  const openedView = all?.find(({ appointment }) => appointment.id === opened);
  const planned = (all ?? []).filter(({ appointment: { state, isWalkIn } }) =>
    // Who walked in and waits is in the queue.
    state === "waiting" ? !isWalkIn : state !== "cancelled",
  );
  const today = planned.filter(({ appointment }) => appointment.day === day);
  const nameOf = (id: string | null) => staff.find((each) => each.id === id)?.name ?? null;
  return (
    <main id="main" className={classes["screen"]}>
      <div className={classes["head"]}>
        <Title order={1} className={classes["title"]}>
          {say("calendar.title")}
        </Title>
        <SegmentedControl
          aria-label={say("calendar.view")}
          className={classes["view"]}
          value={view}
          onChange={(next) => onShow({ ...shown, view: next === "week" ? "week" : "day" })}
          data={[
            { value: "day", label: say("calendar.day") },
            { value: "week", label: say("calendar.week") },
          ]}
        />
        <Button
          leftSection={<IconPlus size={20} aria-hidden />}
          rightSection={<KeyHint>N</KeyHint>}
          onClick={book}
        >
          {say("calendar.book")}
        </Button>
      </div>
      <div className={classes["days"]}>
        <ActionIcon
          variant="default"
          aria-label={say(`calendar.earlier.${view}`)}
          onClick={() => move(-days)}
        >
          <IconChevronLeft size={20} />
        </ActionIcon>
        <ActionIcon
          variant="default"
          aria-label={say(`calendar.later.${view}`)}
          onClick={() => move(days)}
        >
          <IconChevronRight size={20} />
        </ActionIcon>
        <Button variant="default" disabled={day === shop.today} onClick={() => onShow({ view })}>
          {say("calendar.today")}
        </Button>
        <p className={`numbers ${classes["date"]}`} aria-live="polite">
          {format.weekday(firstInstantOf(first, shop.zone))}
          {view === "week" &&
            ` – ${format.weekday(firstInstantOf(addToDay(first, { days: 6 }), shop.zone))}`}
        </p>
        {view === "day" && openings !== null && (
          <p className={`numbers ${classes["open"]}`}>
            {openings.length === 0
              ? say("calendar.closed")
              : say("calendar.open", { hours: openHours(openings, day, shop.zone, format) })}
          </p>
        )}
      </div>
      {all === undefined ? (
        <LoadingRows label={say("calendar.loading")} rows={8} />
      ) : (
        <div className={classes["columns"]}>
          <div className={classes["aside"]}>
            <WaitingPanel
              views={all}
              now={shop.now}
              step={step}
              onAdd={() => setBooking({ isWalkIn: true })}
              onOpen={(each) => setOpened(each.appointment.id)}
            />
          </div>
          {view === "week" && (
            <WeekBoard
              days={Array.from({ length: 7 }, (_, index) => addToDay(first, { days: index }))}
              views={planned}
              staff={staff}
              shop={shop}
              onDay={(next) => onShow({ view: "day", day: next })}
              onOpen={(each) => setOpened(each.appointment.id)}
            />
          )}
          {view === "day" && !isNarrow && (
            <DayGrid
              key={day}
              day={day}
              views={today}
              staff={staff}
              openings={openings}
              shop={shop}
              onBook={(at) => setBooking({ day, ...at })}
              onOpen={(each) => setOpened(each.appointment.id)}
            />
          )}
          {view === "day" && isNarrow && (
            <Panel title={say("calendar.booked", { count: today.length })} flush>
              {today.length === 0 ? (
                <EmptyNote
                  icon={<IconCalendarEvent size={28} aria-hidden />}
                  title={say("calendar.empty.day")}
                >
                  {say("calendar.empty.teach")}
                </EmptyNote>
              ) : (
                <ul className={rows["list"]}>
                  {today.map((each) => (
                    <AppointmentRow
                      key={each.appointment.id}
                      view={each}
                      zone={shop.zone}
                      staffName={nameOf(each.appointment.assigneeId)}
                      onOpen={() => setOpened(each.appointment.id)}
                    />
                  ))}
                </ul>
              )}
            </Panel>
          )}
        </div>
      )}
      {openedView !== undefined && (
        <AppointmentSheet
          view={openedView}
          staffName={nameOf(openedView.appointment.assigneeId)}
          shop={shop}
          step={step}
          onMove={() => {
            setOpened(null);
            setBooking({ changes: openedView });
          }}
          onCustomer={onCustomer}
          onClose={() => setOpened(null)}
        />
      )}
      {booking !== null && <BookSheet from={booking} onClose={() => setBooking(null)} />}
    </main>
  );
};

/** The Monday of its week. */
const mondayOf = (day: CalendarDay): CalendarDay =>
  addToDay(day, { days: -((new Date(Date.parse(day)).getUTCDay() + 6) % 7) });
