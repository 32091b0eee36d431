import { MantineProvider } from "@mantine/core";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { openDevice } from "#renderer/data/open-device.ts";
import type { DeviceWorkers } from "#renderer/data/start-workers.ts";
import { cssVariablesResolver } from "#renderer/ui/css-variables.ts";
import { ErrorBoundary } from "#renderer/ui/error-boundary.tsx";
import { theme } from "#renderer/ui/theme.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { appUpdate } from "./app-update.ts";
import { DeviceProvider } from "./device-context.tsx";
import { OpenRefusedScreen } from "./features/enrol/open-refused-screen.tsx";
import { LaunchProvider } from "./launch-context.tsx";
import { readLaunch } from "./launcher.ts";
import { createAppRouter } from "./router.tsx";

const reload = () => window.location.reload();

/** Opens the device in the workers that were started, and draws the app over it, or why it cannot. */
export const startApp = async (workers: DeviceWorkers): Promise<void> => {
  // Before the router reads the address: what it was started with is in there.
  const launch = await readLaunch(window);
  const opened = await openDevice(workers);
  const screen = opened.ok ? (
    <DeviceProvider device={opened.value}>
      <LaunchProvider launch={launch}>
        <RouterProvider router={createAppRouter()} />
      </LaunchProvider>
    </DeviceProvider>
  ) : (
    <OpenRefusedScreen refusal={opened.error} onRetry={reload} />
  );
  createRoot(assertDefined(document.getElementById("root"), "index.html has #root")).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariablesResolver}
        defaultColorScheme="auto"
      >
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
        </ErrorBoundary>
      </MantineProvider>
    </StrictMode>,
  );
  await appUpdate.start();
};
