import { Menu } from "electron";

/**
 * The menu: on macOS the system's own entries, without which copy and paste have no keys; elsewhere
 * none, so that no shortcut of a browser (reload, zoom, new window) reaches a till.
 */
export const setAppMenu = (platform: NodeJS.Platform): void => {
  Menu.setApplicationMenu(
    platform === "darwin"
      ? Menu.buildFromTemplate([{ role: "appMenu" }, { role: "editMenu" }, { role: "windowMenu" }])
      : null,
  );
};
