import type { ProfileTabProps } from "#renderer/clienteling/features/profile/profile-tab.ts";
import {
  useClienteling,
  usePending,
  useTransactions,
} from "#renderer/clienteling/use-device-data.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { LoadingRows } from "#renderer/ui/loading-rows.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { say } from "#renderer/words/say.ts";
import { timelineOf } from "./timeline.ts";
import { TimelinePanel } from "./timeline-panel.tsx";

/** More than anybody's year on a device: a timeline without some would tell an untruth. */
const PURCHASES_MAX = 1000;

/** What has happened between the customer and the stores, the latest first. */
export const ActivityTab = ({ view, config }: ProfileTabProps) => {
  const format = useFormat();
  const history = useClienteling(view.profile.id)?.history;
  const purchases = useTransactions(view.profile.id, PURCHASES_MAX)?.transactions;
  const pending = usePending();
  if (history === undefined || purchases === undefined || pending === undefined) {
    return (
      <Panel title={say("activity.title")} flush>
        <LoadingRows label={say("activity.loading")} rows={5} />
      </Panel>
    );
  }
  const ownLocationId = config.ownLocation?.id ?? null;
  const known = { view, history, purchases, pending, ownLocationId };
  return <TimelinePanel moments={timelineOf(known, format)} config={config} />;
};
