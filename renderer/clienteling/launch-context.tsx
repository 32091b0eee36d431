import { createContext, type ReactNode, use } from "react";
import type { Launch } from "./launcher.ts";

const LaunchContext = createContext<Launch>({
  serverUrl: null,
  isServerFixed: false,
  enrolCode: null,
  deviceName: null,
});

/** Provides the values that the app was started with. */
export const LaunchProvider = ({
  launch,
  children,
}: {
  readonly launch: Launch;
  readonly children: ReactNode;
}) => <LaunchContext value={launch}>{children}</LaunchContext>;

/** The values that the app was started with. */
export const useLaunch = (): Launch => use(LaunchContext);
