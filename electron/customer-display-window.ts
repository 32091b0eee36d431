import { BrowserWindow, type Rectangle, screen } from "electron";
import { customerDisplayChannel, customerDisplayOrigin } from "#shared/desktop/channel.ts";
import type { CustomerDisplay } from "#shared/desktop/customer-display.ts";
import { customerScreen } from "./customer-screen.ts";
import { safePreferences } from "./window.ts";

/** The window that customers look at. Its answers are those of the bridge's verbs. */
export type CustomerDisplayWindow = {
  readonly open: (place: Place) => "open" | "no_screen";
  readonly close: () => void;
  /** Null blanks it. */
  readonly show: (content: CustomerDisplay | null) => void;
};

type Place = "screen" | "window";

/**
 * The customer display ([X53]). Full screen it is only ever on a second screen: it opens when one
 * is connected, and closes when that goes. `staffBounds` is where the staff's window is.
 */
export const createCustomerDisplayWindow = (
  preload: string,
  staffBounds: () => Rectangle | undefined,
): CustomerDisplayWindow => {
  let wanted: Place | null = null;
  let window: BrowserWindow | undefined;
  let shown: CustomerDisplay | null = null;

  const send = () => window?.webContents.send(customerDisplayChannel, shown);

  const openAt = (bounds: Partial<Rectangle>, isFullScreen: boolean) => {
    if (window !== undefined) {
      window.setBounds(bounds);
      return;
    }
    const opened = new BrowserWindow({
      ...bounds,
      title: "Regulars",
      fullscreen: isFullScreen,
      frame: !isFullScreen,
      // The keyboard stays where staff type.
      focusable: !isFullScreen,
      skipTaskbar: isFullScreen,
      show: false,
      autoHideMenuBar: true,
      backgroundColor: "#f5f6f7",
      webPreferences: { ...safePreferences, preload, devTools: false, backgroundThrottling: false },
    });
    window = opened;
    opened.once("ready-to-show", () => opened.showInactive());
    opened.webContents.on("did-finish-load", send);
    opened.webContents.on("render-process-gone", () => {
      shown = null;
      close();
    });
    opened.on("closed", () => {
      if (window === opened) window = undefined;
    });
    void opened.loadURL(`${customerDisplayOrigin}/`);
  };

  const close = () => {
    window?.destroy();
    window = undefined;
  };

  /** Puts it where it belongs among the screens that there are now. */
  const place = () => {
    if (wanted !== "screen") return;
    const bounds = staffBounds();
    const staffScreen =
      bounds === undefined ? screen.getPrimaryDisplay() : screen.getDisplayMatching(bounds);
    const target = customerScreen(screen.getAllDisplays(), staffScreen);
    if (target === undefined) close();
    else openAt(target.bounds, true);
  };
  screen.on("display-added", place);
  screen.on("display-removed", place);
  screen.on("display-metrics-changed", place);

  return {
    open: (asked) => {
      if (wanted !== asked) close();
      wanted = asked;
      if (asked === "window") openAt({ width: 800, height: 500 }, false);
      else place();
      return window === undefined ? "no_screen" : "open";
    },
    close: () => {
      wanted = null;
      close();
    },
    show: (content) => {
      shown = content;
      send();
    },
  };
};
