import classes from "#renderer/clienteling/features/profile/profile-columns.module.css";
import type { ProfileTabProps } from "#renderer/clienteling/features/profile/profile-tab.ts";
import { useClienteling } from "#renderer/clienteling/use-device-data.ts";
import { ConnectionsPanel } from "./connections-panel.tsx";
import { ConsentPanel } from "./consent-panel.tsx";
import { DetailsPanel } from "./details-panel.tsx";
import { OverruledNotes } from "./overruled-notes.tsx";

/** How to reach the customer, what they agreed to, and who they belong to. */
export const DetailsTab = ({ view, config }: ProfileTabProps) => {
  const profileId = view.profile.id;
  const clienteling = useClienteling(profileId);
  return (
    <div className={classes["columns"]}>
      <div className={classes["column"]}>
        <DetailsPanel view={view} locations={config.locations} />
        {clienteling !== undefined && (
          <ConnectionsPanel profileId={profileId} connections={clienteling.connections} />
        )}
      </div>
      <div className={classes["column"]}>
        {clienteling !== undefined && (
          <OverruledNotes profileId={profileId} overruled={clienteling.overruled} />
        )}
        <ConsentPanel profileId={profileId} />
      </div>
    </div>
  );
};
