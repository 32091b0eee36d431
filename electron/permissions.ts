import type { Session } from "electron";
import { desktopOrigin } from "#shared/desktop/channel.ts";

/**
 * Everything a page can ask the system for is denied, save what our own pages need: storage that
 * is not cleared under pressure; writing to the clipboard, never reading it; and (a permission since
 * Chromium 142) a sync server in the shop's own network or on this machine, which the content
 * security policy bounds.
 */
const granted: readonly string[] = [
  "persistent-storage",
  "clipboard-sanitized-write",
  "local-network-access",
  "local-network",
  "loopback-network",
];

const isGranted = (permission: string, requestingUrl: string): boolean =>
  granted.includes(permission) &&
  (requestingUrl === desktopOrigin || requestingUrl.startsWith(`${desktopOrigin}/`));

/** Decides permission requests, checks and device pickers of a session. */
export const denyPermissions = (session: Session): void => {
  session.setPermissionRequestHandler((_contents, permission, callback, details) =>
    callback(isGranted(permission, details.requestingUrl)),
  );
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin) =>
    isGranted(permission, requestingOrigin),
  );
  session.setDevicePermissionHandler(() => false);
};
