import classes from "#renderer/clienteling/features/profile/profile-columns.module.css";
import type { ProfileTabProps } from "#renderer/clienteling/features/profile/profile-tab.ts";
import { SizesPanel } from "#renderer/clienteling/features/profile/sizes-panel.tsx";
import { useClienteling } from "#renderer/clienteling/use-device-data.ts";
import { ConnectionsPanel } from "./connections-panel.tsx";
import { ConsentPanel } from "./consent-panel.tsx";
import { BasicsSection, ContactSection, DatesSection } from "./edited-sections.tsx";
import { AddressSection, CardsSection } from "./known-sections.tsx";
import { OverruledNotes } from "./overruled-notes.tsx";

/** Everything that is known of the customer, in parts that are edited where they are. */
export const DetailsTab = ({ view, config }: ProfileTabProps) => {
  const profileId = view.profile.id;
  const clienteling = useClienteling(profileId);
  return (
    <div className={classes["columns"]}>
      <div className={classes["column"]}>
        {clienteling !== undefined && (
          <OverruledNotes profileId={profileId} overruled={clienteling.overruled} />
        )}
        <BasicsSection view={view} config={config} />
        <ContactSection view={view} />
        <DatesSection view={view} config={config} />
        <AddressSection view={view} />
        <CardsSection view={view} />
      </div>
      <div className={classes["column"]}>
        <ConsentPanel profileId={profileId} />
        <SizesPanel view={view} />
        {clienteling !== undefined && (
          <ConnectionsPanel profileId={profileId} connections={clienteling.connections} />
        )}
      </div>
    </div>
  );
};
