import { Menu } from "electron";

/**
 * The application menu. macOS needs its standard entries, because copy and paste have no shortcuts
 * without them. Elsewhere there is no menu, so that no browser shortcut (reload, zoom, new window)
 * works on a till.
 */
export const setAppMenu = (platform: NodeJS.Platform): void => {
  Menu.setApplicationMenu(
    platform === "darwin"
      ? Menu.buildFromTemplate([{ role: "appMenu" }, { role: "editMenu" }, { role: "windowMenu" }])
      : null,
  );
};
