import { Center, Loader } from "@mantine/core";
import {
  createRootRoute,
  lazyRouteComponent,
  Outlet,
  useLocation,
  useMatches,
  useNavigate,
  useRouter,
} from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { AppFrame } from "#renderer/clienteling/features/frame/app-frame.tsx";
import { ClockBanner } from "#renderer/clienteling/features/frame/clock-banner.tsx";
import { ConnectionBanner } from "#renderer/clienteling/features/frame/connection-banner.tsx";
import { StaffMenu } from "#renderer/clienteling/features/frame/staff-menu.tsx";
import { SyncButton } from "#renderer/clienteling/features/frame/sync-button.tsx";
import { useIdleLock } from "#renderer/clienteling/features/frame/use-idle-lock.ts";
import { ScanOffer } from "#renderer/clienteling/features/scan/scan-offer.tsx";
import { useSearchKeys } from "#renderer/clienteling/features/search/use-search-keys.ts";
import { SignInScreen } from "#renderer/clienteling/features/sign-in/sign-in-screen.tsx";
import { LaunchNotes } from "#renderer/clienteling/features/till/launch-notes.tsx";
import { useDayBook } from "#renderer/clienteling/features/today/use-day-book.ts";
import { useLaunch } from "#renderer/clienteling/launch-context.tsx";
import { staffOfLaunch } from "#renderer/clienteling/till-launch.ts";
import {
  useConfig,
  useEnrolment,
  useStaff,
  useSyncStatus,
} from "#renderer/clienteling/use-device-data.ts";
import { browserZone } from "#renderer/data/browser/browser-zone.ts";
import { OverdueUpdate } from "#renderer/page/update-prompt.tsx";
import { useScreenChange } from "#renderer/page/use-screen-change.ts";
import { latestFirst, usePreferences } from "#renderer/state/device-preferences.ts";
import { useKiosk } from "#renderer/state/kiosk-store.ts";
import { addressFor, useSession } from "#renderer/state/session-store.ts";
import { AppHeader } from "#renderer/ui/app-header.tsx";
import { FormatProvider } from "#renderer/ui/format-context.tsx";
import { SkipToMain } from "#renderer/ui/skip-to-main.tsx";
import { inChosenLanguage } from "#renderer/words/chosen-locale.ts";
import { createFormat } from "#renderer/words/format.ts";
import { say } from "#renderer/words/say-first.ts";
import { isGiftCard } from "#shared/incentive/credits/card-number.ts";
import type { ProductId, ProfileId, StaffId } from "#shared/kernel/ids.ts";
import { IDLE_LOCK_MINUTES_DEFAULT } from "#shared/redemption/policy.ts";
import { FailedScreen } from "./failed-screen.tsx";
import { useSearchActions } from "./use-search-actions.ts";

const MINUTE_MS = 60_000;

/** The screens that take a scanned card themselves, the first of which opens for it elsewhere. */
const SEARCH_PLACES = ["/customers", "/"] as const;
const CARD_PLACES = ["/gift-card"] as const;

/** What can be searched from anywhere is loaded with the rest, but not before the first screen. */
const SearchSheet = lazy(async () => ({
  default: (await import("#renderer/clienteling/features/search/search-sheet.tsx")).SearchSheet,
}));

/** A kiosk isn't where most devices start. */
const KioskMode = lazy(async () => ({ default: (await import("./kiosk-mode.tsx")).KioskMode }));
/** Only the desktop shell has a second screen. */
const CustomerDisplayFeed = lazy(async () => ({
  default: (await import("#renderer/clienteling/features/display/customer-display-feed.tsx"))
    .CustomerDisplayFeed,
}));
/** Nothing is said in a toast before something was done. */
const Toasts = lazy(async () => ({
  default: (await import("#renderer/ui/toast.tsx")).Toasts,
}));

/** A device is enrolled once, so it's no part of what every start loads. */
const EnrolScreen = lazyRouteComponent(
  () => import("#renderer/clienteling/features/enrol/enrol-screen.tsx"),
  "EnrolScreen",
);

const FirstPullScreen = lazyRouteComponent(
  () => import("#renderer/clienteling/features/enrol/first-pull-screen.tsx"),
  "FirstPullScreen",
);

/** The app, or nothing of it while the device is a kiosk. */
const Root = () => {
  const startedBy = useKiosk((kiosk) => kiosk.startedBy);
  return (
    <>
      {startedBy === null ? (
        <App />
      ) : (
        <Suspense fallback={<Opening />}>
          <KioskMode startedBy={startedBy} />
        </Suspense>
      )}
      {"desktop" in window && (
        <Suspense>
          <CustomerDisplayFeed />
        </Suspense>
      )}
    </>
  );
};

/**
 * Everything before and around the screens: the device must be enrolled, the first facts loaded and
 * somebody signed in. The next person to sign in continues where they were when the app was locked.
 */
const App = () => {
  const device = useDevice();
  const navigate = useNavigate();
  const pathname = useLocation({ select: (location) => location.pathname });
  const address = useLocation({ select: (location) => location.href });
  const isAtEnrol = pathname === "/enrol";
  const launch = useLaunch();
  const enrolment = useEnrolment();
  const status = useSyncStatus();
  const config = useConfig();
  const staff = useStaff();
  const router = useRouter();
  const { onOpen, onNew } = useSearchActions();
  const { staffId, nextStaffId, signIn, signOut, startedEarly, startEarly, scan } = useSession();
  const recentStaffIds = usePreferences(({ recentStaffIds }) => recentStaffIds);

  const isSignedIn = staff?.some(({ id }) => id === staffId) ?? false;
  const lock = useCallback(
    (nextId?: StaffId) => signOut(router.state.location.href, nextId),
    [signOut, router],
  );
  const idleMinutes = config?.programme?.policy.idleLockMinutes ?? IDLE_LOCK_MINUTES_DEFAULT;
  useDayBook();
  const [isSearching, setSearching] = useState(false);
  const closeSearch = useCallback(() => setSearching(false), []);
  useSearchKeys(() => setSearching(isSignedIn));
  useEffect(() => {
    if (isSignedIn) return;
    closeSearch();
    void import("#renderer/ui/toast.tsx").then(({ clearToasts }) => clearToasts());
  }, [isSignedIn, closeSearch]);
  useIdleLock(isSignedIn ? idleMinutes * MINUTE_MS : null, lock);

  // Somebody who may no longer work here is signed out, and needs their PIN if they're let back in.
  const isShutOut = staff !== undefined && staffId !== null && !isSignedIn;
  useEffect(() => {
    if (isShutOut) lock();
  }, [isShutOut, lock]);

  // The customer for whom the till opened the app comes before what staff had open here.
  const { profileId } = launch.till;
  const [askedFor, setAskedFor] = useState(profileId === null ? null : `/customers/${profileId}`);
  const takeOver = async (nextId: StaffId) => {
    const address = askedFor ?? addressFor(nextId, useSession.getState());
    setAskedFor(null);
    // Before the screens are shown, so that nobody sees another's customer.
    if (address !== null) await router.navigate({ href: address, replace: true });
    signIn(nextId);
  };

  const match = useMatches({
    select: (matches) =>
      matches.some(({ paramsError }) => paramsError !== undefined) ? undefined : matches.at(-1),
  });

  const format = useMemo(
    () =>
      createFormat({
        locale: inChosenLanguage(config?.tenant?.locale ?? navigator.language),
        currency: config?.tenant?.currency ?? "XXX",
        timeZone: config?.ownLocation?.timezone ?? browserZone(),
      }),
    [config?.tenant, config?.ownLocation],
  );

  if (
    enrolment === undefined ||
    status === undefined ||
    config === undefined ||
    staff === undefined
  ) {
    return <Opening />;
  }

  const locationName = config.ownLocation?.name ?? null;
  const signedIn = staff.find(({ id }) => id === staffId);
  const canStart = staff.length > 0 && config.programme !== null && config.ownLocation !== null;
  const toSync = () => void navigate({ to: "/sync" });
  const toProduct = (productId: ProductId) =>
    void navigate({ to: "/catalogue/$productId", params: { productId } });
  const sheetActions = {
    onProduct: toProduct,
    ...{ onOpen, onSync: toSync, onToday: () => void navigate({ to: "/" }) },
    onNew: (typed: string) => onNew(typed, false),
    onRedeem: (profileId: ProfileId) =>
      void navigate({ to: "/customers/$profileId/redeem", params: { profileId } }),
  };
  const toEnrol = () => void navigate({ to: "/enrol" });

  const screen = () => {
    if (enrolment === null) {
      return (
        <Suspense fallback={<Loading />}>
          <Titled title={say("enrol.window")}>
            <EnrolScreen launch={launch} isAgain={false} pendingCount={status.pendingCount} />
          </Titled>
        </Suspense>
      );
    }
    if (status.phase !== "ready" && !(startedEarly && canStart)) {
      return (
        <Titled title={say("enrol.setting_up")}>
          <Suspense fallback={<Loading />}>
            <FirstPullScreen
              status={status}
              locationName={locationName}
              canStart={canStart}
              onStart={startEarly}
              onRetry={device.syncNow}
            />
          </Suspense>
        </Titled>
      );
    }
    if (signedIn === undefined) {
      return (
        <Titled title={say("signIn.window")}>
          <SignInScreen
            nextStaffId={nextStaffId ?? staffOfLaunch(staff, launch.till)?.id ?? null}
            onSignedIn={(nextId) => void takeOver(nextId)}
          />
        </Titled>
      );
    }
    return (
      <Titled
        title={match?.staticData.title ?? say("enrol.window_not_found")}
        screen={match?.id ?? ""}
      >
        <Outlet />
      </Titled>
    );
  };

  return (
    <FormatProvider format={format}>
      <SkipToMain />
      <AppFrame
        locationName={locationName}
        role={signedIn?.role ?? null}
        onSearch={() => setSearching(true)}
        tools={
          <>
            {enrolment !== null && (
              <SyncButton status={status} onOpen={signedIn === undefined ? null : toSync} />
            )}
            {signedIn !== undefined && (
              <StaffMenu
                staff={signedIn}
                colleagues={latestFirst(staff, recentStaffIds).filter(({ id }) => id !== staffId)}
                locationName={locationName}
                onSwitch={lock}
                onKiosk={() => void navigate({ to: "/kiosk" })}
                onSettings={() => void navigate({ to: "/settings" })}
              />
            )}
          </>
        }
      >
        {enrolment !== null && !isAtEnrol && <ConnectionBanner status={status} onEnrol={toEnrol} />}
        {enrolment !== null && (
          <LaunchNotes config={config} staff={staff} isSignedIn={signedIn !== undefined} />
        )}
        {enrolment !== null && <ClockBanner aheadMs={status.clockAheadMs} />}
        {enrolment !== null && !isAtEnrol && (
          <ScanOffer
            isSignedIn={signedIn !== undefined}
            address={address}
            onProduct={toProduct}
            onOpen={(card) => {
              scan(card);
              const [opened, ...others] = isGiftCard(card) ? CARD_PLACES : SEARCH_PLACES;
              const isThere = [opened, ...others].some((place) => place === pathname);
              if (!isThere) void navigate({ to: opened });
            }}
          />
        )}
        {screen()}
      </AppFrame>
      {isSearching && signedIn !== undefined && (
        <Suspense>
          <SearchSheet actions={sheetActions} onClose={closeSearch} />
        </Suspense>
      )}
      <OverdueUpdate />
      <Suspense>
        <Toasts />
      </Suspense>
    </FormatProvider>
  );
};

/** Makes the window's title and the focus follow what it contains. */
const Titled = ({
  title,
  screen = title,
  children,
}: {
  readonly title: string;
  /** Tells screens of one title apart. */
  readonly screen?: string;
  readonly children: ReactNode;
}) => {
  useScreenChange(title, screen);
  return children;
};

/** Looks like the shell in the page that the browser showed first (`build/page-shell.ts`). */
const Opening = () => (
  <>
    <AppHeader subtitle={null} />
    <Loading />
  </>
);

const Loading = () => (
  <Center mih="60dvh">
    <Loader aria-label={say("enrol.opening")} />
  </Center>
);

export const rootRoute = createRootRoute({
  component: Root,
  errorComponent: ({ error, reset }) => <FailedScreen error={error} onRetry={reset} />,
  notFoundComponent: () => <FailedScreen error={null} onRetry={null} />,
});
