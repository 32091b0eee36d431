import { useAppointments, useStaff } from "#renderer/clienteling/use-device-data.ts";
import { useShopDay } from "#renderer/clienteling/use-shop-day.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { say } from "#renderer/words/say.ts";
import { isClosed } from "#shared/clienteling/appointment.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { type CalendarDay, firstInstantOf } from "#shared/kernel/time.ts";
import classes from "./appointment-row.module.css";
import { AppointmentRow } from "./appointment-row.tsx";

/** When a customer comes next to this store. Nothing if they don't. */
export const NextAppointment = ({
  profileId,
  onOpen,
}: {
  readonly profileId: ProfileId;
  readonly onOpen: (day: CalendarDay) => void;
}) => {
  const format = useFormat();
  const { today, now, zone } = useShopDay();
  const staff = useStaff() ?? [];
  const next = useAppointments()?.find(
    ({ appointment }) =>
      appointment.profileId === profileId && appointment.day >= today && !isClosed(appointment),
  );
  if (next === undefined) return null;
  const { day, assigneeId } = next.appointment;
  const when = format.untilDay(firstInstantOf(day, zone), now, zone);
  return (
    <Panel title={say("calendar.next")} flush aside={<span className="unbroken">{when}</span>}>
      <ul className={classes["list"]}>
        <AppointmentRow
          view={next}
          zone={zone}
          staffName={staff.find(({ id }) => id === assigneeId)?.name ?? null}
          onOpen={() => onOpen(day)}
        />
      </ul>
    </Panel>
  );
};
