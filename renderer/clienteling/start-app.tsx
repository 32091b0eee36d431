import { RouterProvider } from "@tanstack/react-router";
import { openDevice } from "#renderer/data/assembly/open-device.ts";
import { whenDeviceIsFree } from "#renderer/data/browser/hold-device-lock.ts";
import type { DeviceWorkers } from "#renderer/data/worker/start-workers.ts";
import { appUpdate } from "#renderer/page/app-update.ts";
import { mountApp } from "#renderer/page/mount.tsx";
import { ErrorBoundary } from "#renderer/ui/error-boundary.tsx";
import { DeviceProvider } from "./device-context.tsx";
import { OpenRefusedScreen } from "./features/enrol/open-refused-screen.tsx";
import { LaunchProvider } from "./launch-context.tsx";
import { readLaunch } from "./launcher.ts";
import { createAppRouter } from "./router.tsx";
import { profileRoute } from "./routes/profile.tsx";
import { todayRoute } from "./routes/today.tsx";

const reload = () => window.location.reload();

/** Opens the device in the given workers, then renders the app or the reason why it can't open. */
export const startApp = async (workers: DeviceWorkers): Promise<void> => {
  // Before the router reads the address, which may contain launch values.
  const launch = await readLaunch(window);
  const opened = await openDevice(workers);
  if (!opened.ok && opened.error.reason === "open_elsewhere") void whenDeviceIsFree().then(reload);
  const router = createAppRouter();
  const screen = opened.ok ? (
    <DeviceProvider device={opened.value}>
      <LaunchProvider launch={launch}>
        <RouterProvider router={router} />
      </LaunchProvider>
    </DeviceProvider>
  ) : (
    <OpenRefusedScreen refusal={opened.error} onRetry={reload} />
  );
  mountApp(
    <ErrorBoundary
      fallback={({ error }) => (
        <OpenRefusedScreen
          refusal={{
            reason: "storage_unavailable",
            message: error instanceof Error ? error.message : String(error),
          }}
          onRetry={reload}
        />
      )}
    >
      {screen}
    </ErrorBoundary>,
  );
  // While somebody signs in: nobody waits for a first screen, or for a first customer.
  await Promise.all([todayRoute, profileRoute].map((route) => router.loadRouteChunk(route)));
  await appUpdate.start();
};
