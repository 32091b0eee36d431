import { createContext, type ReactNode, use } from "react";
import type { Launch } from "./launcher.ts";
import { NO_TILL } from "./till-launch.ts";

/** An app that nothing was said to. */
export const NO_LAUNCH: Launch = {
  serverUrl: null,
  isServerFixed: false,
  enrolCode: null,
  deviceName: null,
  till: NO_TILL,
};

const LaunchContext = createContext(NO_LAUNCH);

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
