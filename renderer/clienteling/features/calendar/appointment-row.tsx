import { UnstyledButton } from "@mantine/core";
import type { AppointmentView } from "#renderer/data/views.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { PendingBadge } from "#renderer/ui/pending-badge.tsx";
import { whatFor, whoComes } from "#renderer/words/appointment.ts";
import { say } from "#renderer/words/say.ts";
import { momentAt } from "#shared/kernel/clock-time.ts";
import type { TimeZone } from "#shared/kernel/time.ts";
import classes from "./appointment-row.module.css";

/** An appointment in a list: when, who and what for, with whom and how far it is. */
export const AppointmentRow = ({
  view,
  zone,
  staffName,
  onOpen,
}: {
  readonly view: AppointmentView;
  readonly zone: TimeZone;
  /** Null if it is for anyone. */
  readonly staffName: string | null;
  readonly onOpen: () => void;
}) => {
  const format = useFormat();
  const { day, time, state } = view.appointment;
  const said = [whatFor(view.appointment), staffName ?? say("calendar.anyone")];
  return (
    <li>
      <UnstyledButton className={classes["row"]} data-state={state} onClick={onOpen}>
        <span className={`numbers ${classes["time"]}`}>
          {format.time(momentAt(day, time, zone).at)}
        </span>
        <span className={classes["what"]}>
          <span className={classes["who"]}>{whoComes(view)}</span>
          <span className={classes["more"]}>
            {said.join(" · ")} {view.isPending && <PendingBadge />}
          </span>
        </span>
        {state !== "confirmed" && (
          <span className={classes["state"]} data-state={state}>
            {say(`calendar.state.${state}`)}
          </span>
        )}
      </UnstyledButton>
    </li>
  );
};
