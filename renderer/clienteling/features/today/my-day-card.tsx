import { type Deed, useSession } from "#renderer/state/session-store.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { say } from "#renderer/words/say.ts";
import { type CalendarDay, dayIn, type TimeZone } from "#shared/kernel/time.ts";
import classes from "./today.module.css";

/** How many customers this member of staff has opened, served and added today, on this device. */
export const MyDayCard = ({
  day,
  zone,
}: {
  readonly day: CalendarDay;
  readonly zone: TimeZone;
}) => {
  const format = useFormat();
  const deeds = useSession((session) => session.deeds).filter(({ at }) => dayIn(at, zone) === day);
  const customersOf = (kind: Deed["kind"]) =>
    new Set(deeds.filter((deed) => deed.kind === kind).map(({ profileId }) => profileId)).size;
  return (
    <Panel title={say("today.my_day")} flush>
      <dl className={classes["figures"]}>
        {(["opened", "served", "added"] as const).map((kind) => (
          <div key={kind}>
            <dt>{say(`today.${kind}`)}</dt>
            <dd className="numbers">{format.count(customersOf(kind))}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
};
