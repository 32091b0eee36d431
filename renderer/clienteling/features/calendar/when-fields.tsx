import { NativeSelect, TextInput } from "@mantine/core";
import type { ShopDay } from "#renderer/clienteling/use-shop-day.ts";
import type { AppointmentView, StaffMember } from "#renderer/data/views.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { openHours, whatFor } from "#renderer/words/appointment.ts";
import { say } from "#renderer/words/say.ts";
import { type Appointment, clashesWith, spanOf } from "#shared/clienteling/appointment.ts";
import { momentAt } from "#shared/kernel/clock-time.ts";
import { isOpenThrough } from "#shared/organisation/openings.ts";
import classes from "./book-sheet.module.css";
import { type Filled, readFilled, USUAL_MINUTES } from "./filled.ts";
import { useOpenings } from "./use-openings.ts";

/**
 * When, on the store's clock: a time that it skips or shows twice is named ([X25]), and so is who
 * else has the staff member then ([X24]), or that the store is closed ([X26]).
 */
export const WhenFields = ({
  filled,
  onChange,
  known,
  all,
  shop: { today, zone },
  staff,
}: {
  readonly filled: Filled;
  readonly onChange: (more: Partial<Filled>) => void;
  /** The one that is moved, if it isn't new. */
  readonly known: Appointment | null;
  readonly all: readonly AppointmentView[];
  readonly shop: ShopDay;
  readonly staff: readonly StaffMember[];
}) => {
  const format = useFormat();
  const duration = (minutes: number) => format.duration(minutes * 60_000);
  const content = readFilled(filled);
  const occurs = content && momentAt(content.day, content.time, zone).occurs;
  const others = all.map(({ appointment }) => appointment);
  const asked = content && { state: "confirmed" as const, id: known?.id ?? null, ...content };
  const clash = asked && clashesWith(asked, others)[0];
  const time = content?.time ?? "";
  const openings = useOpenings(content?.day);
  const isClosed = content && openings && !isOpenThrough(openings, spanOf(content));
  return (
    <>
      <div className={classes["when"]}>
        <TextInput
          type="date"
          label={say("calendar.form.day")}
          min={known ? undefined : today}
          value={filled.day}
          onChange={(event) => onChange({ day: event.currentTarget.value })}
        />
        <TextInput
          type="time"
          label={say("calendar.form.time")}
          step={300}
          value={filled.time}
          onChange={(event) => onChange({ time: event.currentTarget.value })}
        />
        <NativeSelect
          label={say("calendar.form.minutes")}
          value={String(filled.minutes)}
          onChange={(event) => onChange({ minutes: Number(event.currentTarget.value) })}
          data={[...new Set([...USUAL_MINUTES, filled.minutes])]
            .toSorted((a, b) => a - b)
            .map((minutes) => ({ value: String(minutes), label: duration(minutes) }))}
        />
      </div>
      {occurs === "skipped" && (
        <Callout tone="danger" title={say("calendar.form.skipped", { time })} />
      )}
      {occurs === "twice" && (
        <Callout tone="warning" title={say("calendar.form.twice", { time })} />
      )}
      {isClosed && (
        <Callout
          tone="warning"
          title={
            openings.length === 0
              ? say("calendar.form.closed_day")
              : say("calendar.form.closed", {
                  hours: openHours(openings, content.day, zone, format),
                })
          }
        />
      )}
      {clash && (
        <Callout
          tone="warning"
          title={say("calendar.form.clash", {
            who: staff.find(({ id }) => id === clash.assigneeId)?.name ?? "",
            what: whatFor(clash),
            time: format.time(momentAt(clash.day, clash.time, zone).at),
          })}
        />
      )}
    </>
  );
};
