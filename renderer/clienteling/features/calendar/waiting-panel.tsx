import { Button, UnstyledButton } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { AppointmentView } from "#renderer/data/views.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { PendingBadge } from "#renderer/ui/pending-badge.tsx";
import { PersonAvatar } from "#renderer/ui/person-avatar.tsx";
import { whatFor, whoComes } from "#renderer/words/appointment.ts";
import { say } from "#renderer/words/say.ts";
import { waitingOf } from "#shared/clienteling/appointment.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { StepAppointment } from "./use-appointment-actions.ts";
import classes from "./waiting-panel.module.css";

/** Who waits, the longest first, and for how long ([X23]). */
export const WaitingPanel = ({
  views,
  now,
  step,
  onAdd,
  onOpen,
}: {
  readonly views: readonly AppointmentView[];
  readonly now: Instant;
  readonly step: StepAppointment;
  readonly onAdd: () => void;
  readonly onOpen: (view: AppointmentView) => void;
}) => {
  const format = useFormat();
  const queue = waitingOf(views.map((view) => ({ ...view.appointment, view })));
  const next = queue[0]?.view;
  return (
    <Panel
      title={say("calendar.waiting.title")}
      flush
      aside={
        <Button variant="subtle" leftSection={<IconPlus size={18} aria-hidden />} onClick={onAdd}>
          {say("calendar.waiting.add")}
        </Button>
      }
    >
      {next === undefined ? (
        <p className={classes["none"]}>
          {say("calendar.waiting.none")}
          <span>{say("calendar.waiting.teach")}</span>
        </p>
      ) : (
        <>
          <ol className={classes["queue"]}>
            {queue.map(({ view, arrivedAt }) => {
              const who = whoComes(view);
              const time = format.duration(now - (arrivedAt ?? now));
              const what = whatFor(view.appointment);
              return (
                <li key={view.appointment.id}>
                  <UnstyledButton className={classes["who"]} onClick={() => onOpen(view)}>
                    <PersonAvatar name={who} size={36} />
                    <span>
                      {who}
                      <span className={`numbers ${classes["since"]}`}>
                        {say("calendar.waiting.since", { what, time })}{" "}
                        {view.isPending && <PendingBadge />}
                      </span>
                    </span>
                  </UnstyledButton>
                  <Button
                    variant="default"
                    aria-label={say("calendar.waiting.serve", { who })}
                    onClick={() => step(view, "in_service")}
                  >
                    {say("calendar.step.serve")}
                  </Button>
                </li>
              );
            })}
          </ol>
          {queue.length > 1 && (
            <div className={classes["foot"]}>
              <Button fullWidth onClick={() => step(next, "in_service")}>
                {say("calendar.waiting.next")}
              </Button>
            </div>
          )}
        </>
      )}
    </Panel>
  );
};
