import { type App, BrowserWindow, shell, type WebPreferences } from "electron";
import { isHandOff } from "#shared/clienteling/message.ts";
import { customerDisplayOrigin, desktopOrigin } from "#shared/desktop/channel.ts";

/** Preferences of every page: isolated from Node, from the shell and from other sites. */
export const safePreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  navigateOnDragDrop: false,
} as const satisfies WebPreferences;

/** Opens the window of the store app. */
export const openStoreWindow = (preload: string, devTools: boolean): BrowserWindow => {
  const window = new BrowserWindow({
    title: "Regulars",
    width: 1280,
    height: 800,
    minWidth: 640,
    minHeight: 480,
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      ...safePreferences,
      preload,
      devTools,
      // A minimised till keeps syncing.
      backgroundThrottling: false,
    },
  });
  window.once("ready-to-show", () => window.show());
  reloadAfterCrash(window);
  void window.loadURL(`${desktopOrigin}/`);
  return window;
};

/**
 * Keeps every page where it is: no navigation to another site, no second window, no embedded page.
 * Our own pages may reload. A message or a call goes to the system's app for it
 * (clienteling/SPEC.md [X41]).
 */
export const confinePages = (app: Pick<App, "on">): void => {
  app.on("web-contents-created", (_event, contents) => {
    contents.setWindowOpenHandler(({ url }) => {
      openOutside(url);
      return { action: "deny" };
    });
    contents.on("will-attach-webview", (event) => event.preventDefault());
    contents.on("will-navigate", (event, url) => {
      if (isOwnUrl(url)) return;
      event.preventDefault();
      openOutside(url);
    });
    contents.on("will-redirect", (event, url) => {
      if (!isOwnUrl(url)) event.preventDefault();
    });
  });
};

/** A message or a call is for the system's own app; nothing else leaves the shell. */
const openOutside = (url: string): void => {
  if (isHandOff(url)) void shell.openExternal(url);
};

const isOwnUrl = (url: string): boolean =>
  [desktopOrigin, customerDisplayOrigin].some((origin) => url.startsWith(`${origin}/`));

const reloadsMax = 3;

// Nothing that was acknowledged lives only in the page, so reloading it is safe. A page that keeps
// crashing isn't reloaded forever.
const reloadAfterCrash = (window: BrowserWindow): void => {
  let reloads = 0;
  window.webContents.on("render-process-gone", (_event, { reason }) => {
    if (reason === "clean-exit" || reloads === reloadsMax) return;
    reloads += 1;
    window.webContents.reload();
  });
};
