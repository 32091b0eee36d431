import type { ProfileTabProps } from "#renderer/clienteling/features/profile/profile-tab.ts";
import { useClienteling } from "#renderer/clienteling/use-device-data.ts";
import { HistoryPanel } from "./history-panel.tsx";

/** What has happened between the customer and the stores, the latest first. */
export const ActivityTab = ({ view, config }: ProfileTabProps) => {
  const clienteling = useClienteling(view.profile.id);
  if (clienteling === undefined) return null;
  return <HistoryPanel history={clienteling.history} locations={config.locations} />;
};
