import type { DesktopResult } from "#shared/desktop/bridge.ts";
import type { CustomerDisplayWindow } from "./customer-display-window.ts";
import type { DesktopActions } from "./ipc.ts";
import type { Journal } from "./journal.ts";
import type { Secrets } from "./secrets.ts";

type Deps = {
  readonly info: {
    readonly appVersion: string;
    readonly platform: NodeJS.Platform;
    readonly serverUrl: string | null;
    readonly enrolCode: string | null;
  };
  readonly journal: Journal;
  readonly secrets: Secrets;
  readonly display: CustomerDisplayWindow;
};

/** Connects the verbs of the bridge to the parts of the shell. */
export const createDesktopActions = ({
  info,
  journal,
  secrets,
  display,
}: Deps): DesktopActions => ({
  appInfo: async () => ({
    appVersion: info.appVersion,
    platform: platformNames[info.platform] ?? "other",
    serverUrl: info.serverUrl,
    enrolCode: info.enrolCode,
  }),
  journalAppend: ({ line }) => journal.append(line),
  journalRead: () => journal.read(),
  journalCompact: ({ forget }) => journal.compact(forget),
  secretGet: ({ key }) => secrets.get(key),
  secretSet: async ({ key, value }) => ({ protection: await secrets.set(key, value) }),
  secretDelete: async ({ key }) => {
    await secrets.delete(key);
    return null;
  },
  displayOpen: async ({ place }) => ({ state: display.open(place) }),
  displayClose: async () => {
    display.close();
    return null;
  },
  displayShow: async (content) => {
    display.show(content);
    return null;
  },
});

const platformNames: Partial<Record<NodeJS.Platform, DesktopResult<"appInfo">["platform"]>> = {
  win32: "windows",
  darwin: "macos",
  linux: "linux",
};
