import { Button, Modal } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconCalendarEvent, IconClock, IconNote, IconUser } from "@tabler/icons-react";
import type { ShopDay } from "#renderer/clienteling/use-shop-day.ts";
import type { AppointmentView } from "#renderer/data/views.ts";
import dialog from "#renderer/ui/dialog.module.css";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { PendingBadge } from "#renderer/ui/pending-badge.tsx";
import { whatFor, whoComes } from "#renderer/words/appointment.ts";
import type { calendar } from "#renderer/words/en/calendar.ts";
import { say } from "#renderer/words/say.ts";
import { type AppointmentState, isClosed } from "#shared/clienteling/appointment.ts";
import { momentAt } from "#shared/kernel/clock-time.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { addMs, firstInstantOf } from "#shared/kernel/time.ts";
import classes from "./appointment-sheet.module.css";
import { PrepCard } from "./prep-card.tsx";
import type { StepAppointment } from "./use-appointment-actions.ts";

type Next = {
  readonly to: AppointmentState;
  readonly name: keyof (typeof calendar)["step"];
};

/** What is usually done next, first; the rest is less usual. */
const NEXT: Readonly<Record<AppointmentState, readonly Next[]>> = {
  requested: [
    { to: "confirmed", name: "confirmed" },
    { to: "waiting", name: "waiting" },
    { to: "cancelled", name: "cancelled" },
  ],
  confirmed: [
    { to: "waiting", name: "waiting" },
    { to: "in_service", name: "in_service" },
    { to: "no_show", name: "no_show" },
    { to: "cancelled", name: "cancelled" },
  ],
  waiting: [
    { to: "in_service", name: "serve" },
    { to: "no_show", name: "left" },
  ],
  in_service: [
    { to: "done", name: "done" },
    { to: "waiting", name: "back" },
  ],
  done: [{ to: "in_service", name: "reopen" }],
  no_show: [{ to: "waiting", name: "came" }],
  cancelled: [{ to: "confirmed", name: "restore" }],
};

/** One appointment: when and with whom, what to prepare for them, and what to do next. */
export const AppointmentSheet = ({
  view,
  staffName,
  shop: { now, zone },
  step,
  onMove,
  onCustomer,
  onClose,
}: {
  readonly view: AppointmentView;
  /** Null if it is for anyone. */
  readonly staffName: string | null;
  readonly shop: ShopDay;
  readonly step: StepAppointment;
  readonly onMove: () => void;
  readonly onCustomer: ((profileId: ProfileId) => void) | undefined;
  readonly onClose: () => void;
}) => {
  const format = useFormat();
  const isNarrow = useMediaQuery("(max-width: 599px)") ?? false;
  const { appointment, isPending } = view;
  const { day, time, minutes, state, details, profileId, arrivedAt } = appointment;
  const { at } = momentAt(day, time, zone);
  const isOpen = state === "requested" || state === "confirmed" || state === "waiting";
  return (
    <Modal
      opened
      onClose={onClose}
      title={whoComes(view)}
      classNames={{ title: dialog["title"] ?? "" }}
      fullScreen={isNarrow}
      size="lg"
      closeButtonProps={{ "aria-label": say("frame.close"), size: 44 }}
    >
      <div className={classes["sheet"]}>
        <p className={classes["what"]}>
          {whatFor(appointment)}
          <span className={classes["state"]} data-state={state}>
            {say(`calendar.state.${state}`)}
          </span>
          {isPending && <PendingBadge />}
        </p>
        <ul className={`numbers ${classes["facts"]}`}>
          <li>
            <IconCalendarEvent size={20} aria-hidden />
            {say("calendar.sheet.when", {
              day: format.weekday(firstInstantOf(day, zone)),
              from: format.time(at),
              until: format.time(addMs(at, minutes * 60_000)),
            })}
          </li>
          <li>
            <IconUser size={20} aria-hidden />
            {say("calendar.sheet.with", { who: staffName ?? say("calendar.anyone") })}
          </li>
          {state === "waiting" && arrivedAt !== null && (
            <li>
              <IconClock size={20} aria-hidden />
              {say("calendar.sheet.waiting", { time: format.duration(now - arrivedAt) })}
            </li>
          )}
          {details !== null && (
            <li className={classes["details"]}>
              <IconNote size={20} aria-hidden />
              {details}
            </li>
          )}
        </ul>
        {profileId !== null && <PrepCard profileId={profileId} />}
        <div className={classes["foot"]}>
          {NEXT[state].map(({ to, name }, index) => (
            <Button
              key={to}
              variant={index === 0 && !isClosed(appointment) ? "filled" : "default"}
              {...(to === "cancelled" ? { c: "var(--danger)" } : {})}
              onClick={() => {
                step(view, to);
                onClose();
              }}
            >
              {say(`calendar.step.${name}`)}
            </Button>
          ))}
          {isOpen && (
            <Button variant="default" onClick={onMove}>
              {say("calendar.step.move")}
            </Button>
          )}
          {profileId !== null && onCustomer !== undefined && (
            <Button variant="subtle" onClick={() => onCustomer(profileId)}>
              {say("calendar.sheet.profile")}
            </Button>
          )}
        </div>
      </div>
    </Modal>
  );
};
