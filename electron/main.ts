import { join } from "node:path";
import { app, type BrowserWindow, ipcMain, protocol, safeStorage, session } from "electron";
import { createCipher } from "./cipher.ts";
import { readShellConfig, type ShellConfig } from "./config.ts";
import {
  type CustomerDisplayWindow,
  createCustomerDisplayWindow,
} from "./customer-display-window.ts";
import { createDesktopActions } from "./desktop-actions.ts";
import { answerDesktopVerbs } from "./ipc.ts";
import { createJournal } from "./journal.ts";
import { setAppMenu } from "./menu.ts";
import { denyPermissions } from "./permissions.ts";
import { appScheme, serveRenderer } from "./protocol.ts";
import { createSecrets } from "./secrets.ts";
import { confinePages, openStoreWindow } from "./window.ts";

/**
 * The composition root of the desktop shell: reads the configuration, wires the parts and starts.
 */
const start = (config: ShellConfig): void => {
  if (config.userData !== null) app.setPath("userData", config.userData);
  // Only one process may own the journal and the browser's databases.
  if (!app.requestSingleInstanceLock()) {
    console.error("Regulars is already running. Showing its window.");
    app.exit(0);
    return;
  }

  protocol.registerSchemesAsPrivileged([appScheme]);
  confinePages(app);

  let window: BrowserWindow | undefined;
  let display: CustomerDisplayWindow | undefined;
  const openWindow = () => {
    window = openStoreWindow(join(__dirname, "preload.cjs"), !app.isPackaged);
    window.on("closed", () => {
      window = undefined;
      display?.close();
    });
    // Whatever becomes of the page, customers no longer see what it said.
    const blank = () => display?.show(null);
    window.webContents.on("render-process-gone", blank);
    window.webContents.on("did-start-loading", blank);
  };
  app.on("second-instance", () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on("activate", () => {
    if (window === undefined) openWindow();
  });
  app.on("window-all-closed", () => {
    if (process.platform !== "darwin") app.quit();
  });

  void app.whenReady().then(() => {
    const userData = app.getPath("userData");
    setAppMenu(process.platform);
    denyPermissions(session.defaultSession);
    serveRenderer(protocol, join(__dirname, "../renderer/clienteling"), config.serverUrl);
    display = createCustomerDisplayWindow(join(__dirname, "display-preload.cjs"), () =>
      window?.getBounds(),
    );
    answerDesktopVerbs(
      ipcMain,
      createDesktopActions({
        info: { ...config, appVersion: app.getVersion(), platform: process.platform },
        journal: createJournal(join(userData, "journal")),
        secrets: createSecrets(
          createCipher(safeStorage, process.platform),
          join(userData, "secrets"),
        ),
        display,
      }),
    );
    openWindow();
  });
};

const config = readShellConfig(process.argv.slice(1), process.env);
if (config.ok) {
  start(config.value);
} else {
  console.error(`Regulars can't start: ${config.error}`);
  app.exit(1);
}
