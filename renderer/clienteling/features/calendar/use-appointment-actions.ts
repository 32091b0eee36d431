import { useDevice } from "#renderer/clienteling/device-context.tsx";
import type { AppointmentView } from "#renderer/data/views.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { toast } from "#renderer/ui/toast.tsx";
import { appointmentRefusalSentence, whoComes } from "#renderer/words/appointment.ts";
import { say } from "#renderer/words/say.ts";
import type { AppointmentChanges, AppointmentState } from "#shared/clienteling/appointment.ts";

/** Moves an appointment to another state and shows a toast with undo ([X23]). */
export type StepAppointment = (view: AppointmentView, to: AppointmentState) => void;

/** What is done with appointments, in the name of the staff member who is signed in. */
export const useStepAppointment = (): StepAppointment => {
  const device = useDevice();
  const staffId = useSession((session) => session.staffId);

  const change = async (
    { appointment }: AppointmentView,
    changes: AppointmentChanges,
    done?: string,
    back?: () => void,
  ) => {
    if (staffId === null) return;
    const appointmentId = appointment.id;
    const answer = await device.changeAppointment({ appointmentId, changes, staffId });
    if (!answer.ok) toast(appointmentRefusalSentence(answer.error).title);
    else if (done !== undefined) toast(done, back);
  };

  return (view, to) => {
    const { state, assigneeId } = view.appointment;
    // Who starts to serve somebody that is for anyone has them.
    const isTaken = to === "in_service" && assigneeId === null;
    const changes = { state: to, ...(isTaken ? { assigneeId: staffId } : {}) };
    const back = { state, ...(isTaken ? { assigneeId } : {}) };
    const done = say(`calendar.toast.${to}`, { who: whoComes(view) });
    void change(view, changes, done, () => void change(view, back));
  };
};
