import { lazy, Suspense } from "react";
import classes from "#renderer/clienteling/features/profile/profile-columns.module.css";
import type { ProfileTabProps } from "#renderer/clienteling/features/profile/profile-tab.ts";
import { SizesPanel } from "#renderer/clienteling/features/profile/sizes-panel.tsx";
import { AvailablePanel } from "./available-panel.tsx";
import { ContactPanel } from "./contact-panel.tsx";
import { DatesPanel } from "./dates-panel.tsx";
import { LastBought } from "./last-bought.tsx";
import { NotesPanel } from "./notes-panel.tsx";
import { WishStrip } from "./wish-strip.tsx";

// They replay histories day by day, which the first page that opens needn't wait for.
const TiersPanel = lazy(async () => ({
  default: (await import("#renderer/clienteling/features/profile/tiers-panel.tsx")).TiersPanel,
}));

/** Who the customer is, at a glance. */
export const OverviewTab = ({
  view,
  config,
  status,
  notesAsked,
  onTab,
  tasks,
  onTask,
  onMessage,
}: ProfileTabProps) => (
  <div className={classes["columns"]}>
    <div className={classes["column"]}>
      <NotesPanel view={view} locations={config.locations} asked={notesAsked} onTask={onTask} />
      <LastBought profileId={view.profile.id} onAll={() => onTab("purchases")} />
      <WishStrip profileId={view.profile.id} onAll={() => onTab("wishlist")} />
    </div>
    <div className={classes["column"]} data-sticky>
      <AvailablePanel view={view} config={config} connection={status.connection} />
      {tasks}
      <Suspense>
        <TiersPanel view={view} config={config} isLoaded={status.phase === "ready"} />
      </Suspense>
      <SizesPanel view={view} />
      <DatesPanel view={view} config={config} />
      <ContactPanel view={view} onMessage={onMessage} />
    </div>
  </div>
);
