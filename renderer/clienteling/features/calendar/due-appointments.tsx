import { useAppointments, useStaff } from "#renderer/clienteling/use-device-data.ts";
import { useShopDay } from "#renderer/clienteling/use-shop-day.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { isClosed } from "#shared/clienteling/appointment.ts";
import classes from "./appointment-row.module.css";
import { AppointmentRow } from "./appointment-row.tsx";

const SHOWN = 4;

/** Today's appointments that aren't over: the staff member's own, and anyone's. */
export const DueAppointments = ({ onOpen }: { readonly onOpen: () => void }) => {
  const all = useAppointments() ?? [];
  const staff = useStaff() ?? [];
  const staffId = useSession((session) => session.staffId);
  const { today, zone } = useShopDay();
  const due = all.filter(({ appointment }) => {
    const { assigneeId, day } = appointment;
    const isMine = assigneeId === null || assigneeId === staffId;
    return isMine && day === today && !isClosed(appointment);
  });
  if (due.length === 0) return null;
  return (
    <ul className={classes["list"]}>
      {due.slice(0, SHOWN).map((view) => (
        <AppointmentRow
          key={view.appointment.id}
          view={view}
          zone={zone}
          staffName={staff.find(({ id }) => id === view.appointment.assigneeId)?.name ?? null}
          onOpen={onOpen}
        />
      ))}
    </ul>
  );
};
