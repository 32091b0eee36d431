import classes from "#renderer/clienteling/features/profile/profile-columns.module.css";
import type { ProfileTabProps } from "#renderer/clienteling/features/profile/profile-tab.ts";
import {
  useAppointments,
  useClienteling,
  usePending,
  useTransactions,
} from "#renderer/clienteling/use-device-data.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { LoadingRows } from "#renderer/ui/loading-rows.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { say } from "#renderer/words/say.ts";
import { UTC } from "#shared/kernel/time.ts";
import { LogPanel } from "./log-panel.tsx";
import { timelineOf } from "./timeline.ts";
import { TimelinePanel } from "./timeline-panel.tsx";

/** More than anybody's year on a device: a timeline without some would tell an untruth. */
const PURCHASES_MAX = 1000;

/** What has happened between the customer and the stores, the latest first. */
export const ActivityTab = ({ view, config }: ProfileTabProps) => {
  const format = useFormat();
  const clienteling = useClienteling(view.profile.id);
  const purchases = useTransactions(view.profile.id, PURCHASES_MAX)?.transactions;
  const pending = usePending();
  const appointments = useAppointments() ?? [];
  if (clienteling === undefined || purchases === undefined || pending === undefined) {
    return (
      <Panel title={say("activity.title")} flush>
        <LoadingRows label={say("activity.loading")} rows={5} />
      </Panel>
    );
  }
  const ownLocationId = config.ownLocation?.id ?? null;
  const { history, logged } = clienteling;
  const zone = config.ownLocation?.timezone ?? config.tenant?.timezone ?? UTC;
  const known = { view, history, logged, purchases, pending, ownLocationId, appointments, zone };
  return (
    <div className={classes["columns"]}>
      <TimelinePanel moments={timelineOf(known, format)} config={config} />
      <LogPanel profileId={view.profile.id} />
    </div>
  );
};
