import type { AppointmentDraft, ByStaff } from "#renderer/data/device.ts";
import { readCurrentAgenda } from "#renderer/data/query/agenda-view.ts";
import type { AppointmentRefusal } from "#renderer/data/refusal.ts";
import {
  APPOINTMENT_TEXT_MAX,
  APPOINTMENT_TITLE_MAX,
  type Appointment,
  type AppointmentChanges,
  type AppointmentContent,
  changeAppointment as decideChange,
} from "#shared/clienteling/appointment.ts";
import { momentAt } from "#shared/kernel/clock-time.ts";
import { type AppointmentId, appointmentIdSchema, type CommandId } from "#shared/kernel/ids.ts";
import { definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { oneLine, severalLines, storable } from "#shared/kernel/text.ts";
import { commandBase, type OperationDeps, submitCommand } from "./operation-deps.ts";

/** Books somebody at this store, or lets them wait ([X22]). */
export const addAppointment = async (
  deps: OperationDeps,
  { staffId, kind: appointmentKind, ...draft }: AppointmentDraft & ByStaff,
): Promise<
  Result<
    { readonly commandId: CommandId; readonly appointmentId: AppointmentId },
    AppointmentRefusal
  >
> => {
  if (!deps.outbox.enrolment()) return err({ reason: "not_ready" });
  const problem = problemOf(deps, draft);
  if (problem) return err(problem);
  const appointmentId = appointmentIdSchema.parse(deps.parts.newId());
  const submitted = await submitCommand(deps, {
    ...commandBase(deps, staffId),
    ...{ kind: "add_appointment", appointmentId, ...draft, ...cleaned(draft), appointmentKind },
  });
  return submitted.ok ? ok({ ...submitted.value, appointmentId }) : submitted;
};

/** Changes the fields of an appointment that are named ([X19], [X23]). */
export const changeAppointment = async (
  deps: OperationDeps,
  request: {
    readonly appointmentId: AppointmentId;
    readonly changes: AppointmentChanges;
  } & ByStaff,
): Promise<Result<{ readonly commandId: CommandId }, AppointmentRefusal>> => {
  if (!deps.outbox.enrolment()) return err({ reason: "not_ready" });
  const { appointmentId, staffId } = request;
  const { appointments } = await readCurrentAgenda(deps.cache(), deps.outbox.entries$.value);
  const found = appointments.find(({ id }) => id === appointmentId);
  if (!found) return err({ reason: "appointment_unknown" });
  const sent = definedFields(request.changes);
  const changes = { ...sent, ...definedFields(cleaned(sent)) };
  const base = commandBase(deps, staffId);
  const by = { by: staffId, at: base.occurredAt };
  const changed = decideChange<Appointment>(found, changes, by);
  if (!changed.ok) return changed;
  const problem = problemOf(deps, changed.value);
  if (problem) return err(problem);
  const { profileId } = found;
  const kind = "change_appointment" as const;
  return submitCommand(deps, { ...base, kind, profileId, appointmentId, changes });
};

type Texts = Pick<AppointmentContent, "title" | "details" | "guestName">;

/** The texts as they are kept; those that aren't said stay so. */
const cleaned = (draft: Partial<Texts>): Partial<Texts> => {
  const texts: Partial<Texts> = {};
  const { title, guestName, details } = draft;
  return {
    ...texts,
    ...(title === undefined ? {} : { title: oneLine(storable(title ?? "")).trim() || null }),
    ...(guestName === undefined
      ? {}
      : { guestName: oneLine(storable(guestName ?? "")).trim() || null }),
    ...(details === undefined
      ? {}
      : { details: severalLines(storable(details ?? "")).trim() || null }),
  };
};

const problemOf = (
  deps: Pick<OperationDeps, "config">,
  draft: Texts & Pick<AppointmentContent, "day" | "time">,
): AppointmentRefusal | null => {
  const { title, guestName, details } = cleaned(draft);
  for (const text of [title, guestName]) {
    if ((text ?? "").length > APPOINTMENT_TITLE_MAX) {
      return { reason: "text_too_long", maxLength: APPOINTMENT_TITLE_MAX };
    }
  }
  if ((details ?? "").length > APPOINTMENT_TEXT_MAX) {
    return { reason: "text_too_long", maxLength: APPOINTMENT_TEXT_MAX };
  }
  const zone = deps.config().ownLocation?.timezone;
  const isSkipped = zone && momentAt(draft.day, draft.time, zone).occurs === "skipped";
  return isSkipped ? { reason: "time_skipped" } : null;
};
