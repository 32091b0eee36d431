import { Button } from "@mantine/core";
import { type ComponentType, lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { NotOnDevice } from "#renderer/clienteling/not-on-device.tsx";
import { useConfig, useProfile, useSyncStatus } from "#renderer/clienteling/use-device-data.ts";
import { useDraft } from "#renderer/clienteling/use-draft.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { LoadingRows } from "#renderer/ui/loading-rows.tsx";
import { useShortcuts } from "#renderer/ui/use-shortcuts.ts";
import { personName } from "#renderer/words/person-text.ts";
import { say } from "#renderer/words/say.ts";
import type { MessageChannel } from "#shared/clienteling/message-template.ts";
import type { Note } from "#shared/clienteling/note.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { OverviewTab } from "./overview/overview-tab.tsx";
import { ProfileFacts } from "./profile-facts.tsx";
import { ProfileHead } from "./profile-head.tsx";
import classes from "./profile-screen.module.css";
import type { ProfileTab, ProfileTabProps } from "./profile-tab.ts";
import { ProfileTabs } from "./profile-tabs.tsx";
import { useSurvivor } from "./use-survivor.ts";

// They replay a history day by day, which the first page that opens needn't wait for.
const TierBadge = lazy(async () => ({ default: (await import("./tier-badge.tsx")).TierBadge }));
const ProfileAlerts = lazy(async () => ({
  default: (await import("./profile-alerts.tsx")).ProfileAlerts,
}));

const TABS: Readonly<Record<ProfileTab, ComponentType<ProfileTabProps>>> = {
  overview: OverviewTab,
  purchases: lazy(async () => ({
    default: (await import("./purchases/purchases-tab.tsx")).PurchasesTab,
  })),
  rewards: lazy(async () => ({ default: (await import("./rewards/rewards-tab.tsx")).RewardsTab })),
  wishlist: lazy(async () => ({
    default: (await import("./wishlist/wishlist-tab.tsx")).WishlistTab,
  })),
  activity: lazy(async () => ({
    default: (await import("./activity/activity-tab.tsx")).ActivityTab,
  })),
  details: lazy(async () => ({ default: (await import("./details/details-tab.tsx")).DetailsTab })),
};

/** One customer: who they are, what staff can do for them, and a tab of what is known. */
export const ProfileScreen = ({
  profileId,
  tab,
  hrefOf,
  tasks,
  onTask,
  actions,
  menu,
  onTab,
  onBack,
  onRedeem,
  onMessage,
  onEdit,
  onMerge,
  onMoved,
}: {
  readonly profileId: ProfileId;
  readonly tab: ProfileTab;
  /** The address of another tab. */
  readonly hrefOf: (tab: ProfileTab) => string;
  readonly tasks?: ReactNode;
  readonly onTask?: (note: Note) => void;
  /** Buttons for the head. */
  readonly actions?: (name: string) => ReactNode;
  /** Items for the menu of the head. */
  readonly menu?: ReactNode;
  readonly onTab: (tab: ProfileTab) => void;
  readonly onBack: () => void;
  readonly onRedeem: () => void;
  /** Writes to the customer; null for no channel in particular. */
  readonly onMessage: (channel: MessageChannel | null) => void;
  readonly onEdit: () => void;
  /** Compares with another customer, for those who may merge. */
  readonly onMerge?: ((otherId: ProfileId) => void) | undefined;
  /** Opens who the customer is by now. */
  readonly onMoved: (survivorId: ProfileId) => void;
}) => {
  const view = useProfile(profileId);
  const config = useConfig();
  const status = useSyncStatus();
  const remember = useSession((session) => session.rememberProfile);
  const edit = useDraft("edit_profile", profileId);
  const [notesAsked, setNotesAsked] = useState(0);
  const isHeld = view !== undefined && view !== null;

  useEffect(() => {
    if (isHeld) remember(profileId);
  }, [isHeld, profileId, remember]);

  useSurvivor(profileId, view !== null, onMoved);

  const toNote = () => {
    onTab("overview");
    setNotesAsked(notesAsked + 1);
  };
  useShortcuts({
    escape: () => {
      // The first Escape leaves the field, the second the screen.
      if (document.activeElement instanceof HTMLTextAreaElement) document.activeElement.blur();
      else onBack();
    },
    ...(isHeld ? { r: onRedeem, e: onEdit, n: toNote, m: () => onMessage(null) } : {}),
  });

  if (view === undefined || config === undefined || status === undefined) {
    return (
      <main id="main" className={classes["screen"]}>
        <LoadingRows label={say("customer.loading")} rows={8} />
      </main>
    );
  }
  if (view === null) {
    return (
      <main id="main" className={classes["screen"]}>
        <NotOnDevice back={say("customer.back")} onBack={onBack} />
      </main>
    );
  }
  const Tab = TABS[tab];
  const isLoaded = status.phase === "ready";
  return (
    <main id="main" className={classes["screen"]} aria-label={personName(view.profile)}>
      <ProfileHead
        view={view}
        tier={
          <Suspense>
            <TierBadge view={view} config={config} isLoaded={isLoaded} />
          </Suspense>
        }
        onBack={onBack}
        onRedeem={onRedeem}
        onEdit={onEdit}
        onNote={toNote}
        onMessage={() => onMessage(null)}
        actions={actions?.(personName(view.profile))}
        menu={menu}
      />
      <ProfileFacts view={view} config={config} isLoaded={isLoaded} />
      <Suspense>
        <ProfileAlerts
          view={view}
          config={config}
          isLoaded={isLoaded}
          onTab={onTab}
          onMerge={onMerge}
        />
      </Suspense>
      {edit.kept !== null && (
        <Callout
          tone="info"
          title={say("customer.unsaved")}
          mb="md"
          actions={
            <>
              <Button variant="default" onClick={onEdit}>
                {say("customer.continue")}
              </Button>
              <Button variant="default" onClick={() => void edit.forget()}>
                {say("customer.discard")}
              </Button>
            </>
          }
        />
      )}
      <ProfileTabs tab={tab} hrefOf={hrefOf} onTab={onTab} />
      <Suspense fallback={<LoadingRows label={say("customer.loading")} rows={6} />}>
        <Tab
          view={view}
          config={config}
          status={status}
          notesAsked={notesAsked}
          tasks={tasks}
          onTask={onTask}
          onMessage={onMessage}
          onTab={onTab}
        />
      </Suspense>
    </main>
  );
};
