import { useClienteling } from "#renderer/clienteling/use-device-data.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Location } from "#shared/organisation/location.ts";
import { ConnectionsPanel } from "./connections-panel.tsx";
import { ConsentPanel } from "./consent-panel.tsx";
import { HistoryPanel } from "./history-panel.tsx";
import { ListsPanel } from "./lists-panel.tsx";
import { OverruledNotes } from "./overruled-notes.tsx";

/** A profile's lists and connections, and its visits and contacts of a year. */
export const ClientelingPanels = ({
  profileId,
  locations,
}: {
  readonly profileId: ProfileId;
  readonly locations: readonly Location[];
}) => {
  const view = useClienteling(profileId);
  if (view === undefined) return null;
  return (
    <>
      <OverruledNotes profileId={profileId} overruled={view.overruled} />
      <ConsentPanel profileId={profileId} />
      <ListsPanel profileId={profileId} lists={view.lists} />
      <ConnectionsPanel profileId={profileId} connections={view.connections} />
      <HistoryPanel history={view.history} locations={locations} />
    </>
  );
};
