import { Button } from "@mantine/core";
import { lazy, Suspense, useEffect, useRef } from "react";
import { FreezeNote } from "#renderer/clienteling/freeze-note.tsx";
import { NotOnDevice } from "#renderer/clienteling/not-on-device.tsx";
import { ShortfallNote } from "#renderer/clienteling/shortfall-note.tsx";
import { useConfig, useProfile, useSyncStatus } from "#renderer/clienteling/use-device-data.ts";
import { useDraft } from "#renderer/clienteling/use-draft.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { LoadingRows } from "#renderer/ui/loading-rows.tsx";
import { useShortcuts } from "#renderer/ui/use-shortcuts.ts";
import { PAYING_UNITS } from "#renderer/words/lot-text.ts";
import { personName } from "#renderer/words/person-text.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { BalancePanel } from "./balance-panel.tsx";
import { DetailsPanel } from "./details-panel.tsx";
import { LotsPanel } from "./lots-panel.tsx";
import { NotesPanel } from "./notes-panel.tsx";
import { ProfileHead } from "./profile-head.tsx";
import classes from "./profile-screen.module.css";
import { TransactionsPanel } from "./transactions-panel.tsx";

// They replay histories day by day, which the first page that opens needn't wait for.
const TierBadge = lazy(async () => ({ default: (await import("./tier-badge.tsx")).TierBadge }));
const TiersPanel = lazy(async () => ({ default: (await import("./tiers-panel.tsx")).TiersPanel }));
// Most customers hold no benefits.
const BenefitsPanel = lazy(async () => ({
  default: (await import("./benefits-panel.tsx")).BenefitsPanel,
}));
const ClaimsPanel = lazy(async () => ({
  default: (await import("./claims-panel.tsx")).ClaimsPanel,
}));
const AchievementsPanel = lazy(async () => ({
  default: (await import("./achievements-panel.tsx")).AchievementsPanel,
}));

const ClientelingPanels = lazy(async () => ({
  default: (await import("./clienteling-panels.tsx")).ClientelingPanels,
}));

/** One profile: its balances and their date, purchases, notes, and what to do next. */
export const ProfileScreen = ({
  profileId,
  onBack,
  onRedeem,
  onEdit,
}: {
  readonly profileId: ProfileId;
  readonly onBack: () => void;
  readonly onRedeem: () => void;
  readonly onEdit: () => void;
}) => {
  const view = useProfile(profileId);
  const config = useConfig();
  const status = useSyncStatus();
  const remember = useSession((session) => session.rememberProfile);
  const edit = useDraft("edit_profile", profileId);
  const noteBox = useRef<HTMLTextAreaElement>(null);
  const isHeld = view !== undefined && view !== null;

  useEffect(() => {
    if (isHeld) remember(profileId);
  }, [isHeld, profileId, remember]);

  const toNote = () => noteBox.current?.focus();
  useShortcuts({
    escape: () => {
      // The first Escape leaves the field, the second the screen.
      if (document.activeElement instanceof HTMLTextAreaElement) document.activeElement.blur();
      else onBack();
    },
    ...(isHeld ? { r: onRedeem, e: onEdit, n: toNote } : {}),
  });

  if (view === undefined || config === undefined || status === undefined) {
    return (
      <main id="main" className={classes["screen"]}>
        <LoadingRows label="Loading the customer" rows={8} />
      </main>
    );
  }
  if (view === null) {
    return (
      <main id="main" className={classes["screen"]}>
        <NotOnDevice back="Back to search" onBack={onBack} />
      </main>
    );
  }
  const tierSource = { view, config, isLoaded: status.phase === "ready" };
  return (
    <main id="main" className={classes["screen"]} aria-label={personName(view.profile)}>
      <ProfileHead
        view={view}
        tier={
          <Suspense>
            <TierBadge {...tierSource} />
          </Suspense>
        }
        onBack={onBack}
        onRedeem={onRedeem}
        onEdit={onEdit}
        onNote={toNote}
      />
      <FreezeNote view={view} mb="md" />
      {edit.kept !== null && (
        <Callout
          tone="info"
          title="Your changes to the details aren't saved yet."
          mb="md"
          actions={
            <>
              <Button variant="default" onClick={onEdit}>
                Continue
              </Button>
              <Button variant="default" onClick={() => void edit.forget()}>
                Discard
              </Button>
            </>
          }
        />
      )}
      <div className={classes["columns"]}>
        <div className={classes["column"]}>
          <BalancePanel view={view} config={config} connection={status.connection} />
          <ShortfallNote view={view} config={config} />
          <LotsPanel
            lots={view.lots.filter(({ unit }) => PAYING_UNITS.includes(unit))}
            inactiveLots={view.inactiveLots.filter(({ unit }) => PAYING_UNITS.includes(unit))}
            programme={config.programme}
            isOwing={view.owed.length > 0}
          />
          <Suspense>
            <BenefitsPanel
              profileId={profileId}
              lots={view.lots.filter(({ unit }) => !PAYING_UNITS.includes(unit))}
              inactiveLots={view.inactiveLots.filter(({ unit }) => !PAYING_UNITS.includes(unit))}
              programme={config.programme}
              canUse={
                view.freeze !== null ? "frozen" : status.connection === "online" ? "yes" : "offline"
              }
            />
            <ClaimsPanel {...tierSource} isOnline={status.connection === "online"} />
          </Suspense>
          <TransactionsPanel profileId={profileId} config={config} />
        </div>
        <div className={classes["column"]}>
          <Suspense>
            <TiersPanel {...tierSource} />
          </Suspense>
          <DetailsPanel view={view} locations={config.locations} />
          <Suspense>
            <AchievementsPanel achievements={view.achievements} />
          </Suspense>
          <NotesPanel view={view} locations={config.locations} boxRef={noteBox} />
          <Suspense>
            <ClientelingPanels profileId={profileId} locations={config.locations} />
          </Suspense>
        </div>
      </div>
    </main>
  );
};
