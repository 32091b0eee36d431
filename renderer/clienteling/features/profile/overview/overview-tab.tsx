import { lazy, Suspense } from "react";
import classes from "#renderer/clienteling/features/profile/profile-columns.module.css";
import type { ProfileTabProps } from "#renderer/clienteling/features/profile/profile-tab.ts";
import { ShortfallNote } from "#renderer/clienteling/shortfall-note.tsx";
import { BalancePanel } from "./balance-panel.tsx";
import { NotesPanel } from "./notes-panel.tsx";

// They replay histories day by day, which the first page that opens needn't wait for.
const TiersPanel = lazy(async () => ({
  default: (await import("#renderer/clienteling/features/profile/tiers-panel.tsx")).TiersPanel,
}));

/** Who the customer is, at a glance. */
export const OverviewTab = ({ view, config, status, notesAsked }: ProfileTabProps) => (
  <div className={classes["columns"]}>
    <div className={classes["column"]}>
      <NotesPanel view={view} locations={config.locations} asked={notesAsked} />
    </div>
    <div className={classes["column"]}>
      <BalancePanel view={view} config={config} connection={status.connection} />
      <ShortfallNote view={view} config={config} />
      <Suspense>
        <TiersPanel view={view} config={config} isLoaded={status.phase === "ready"} />
      </Suspense>
    </div>
  </div>
);
