import type { Session } from "electron";
import { desktopOrigin } from "#shared/desktop/channel.ts";

/**
 * Permissions are denied except for what our own pages need: storage that isn't cleared under
 * pressure; writing to the clipboard, but not reading it; and access to a sync server on the local
 * network or this machine (a permission since Chromium 142), which the content security policy
 * limits.
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

/** Answers the permission requests, permission checks and device pickers of a session. */
export const denyPermissions = (session: Session): void => {
  session.setPermissionRequestHandler((_contents, permission, callback, details) =>
    callback(isGranted(permission, details.requestingUrl)),
  );
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin) =>
    isGranted(permission, requestingOrigin),
  );
  session.setDevicePermissionHandler(() => false);
};
