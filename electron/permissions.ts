import type { Session } from "electron";
import { desktopOrigin } from "#shared/desktop/channel.ts";

/**
 * Permissions are denied except for what our own pages need: storage that isn't cleared under
 * pressure; writing to the clipboard, but not reading it; access to a sync server on the local
 * network or this machine (a permission since Chromium 142), which the content security policy
 * limits; and the camera, to scan codes, without the microphone.
 */
const granted: readonly string[] = [
  "persistent-storage",
  "clipboard-sanitized-write",
  "local-network-access",
  "local-network",
  "loopback-network",
];

const CAMERA = "media";

const isOurs = (requestingUrl: string): boolean =>
  requestingUrl === desktopOrigin || requestingUrl.startsWith(`${desktopOrigin}/`);

const isGranted = (permission: string, requestingUrl: string): boolean =>
  granted.includes(permission) && isOurs(requestingUrl);

/** Whether nothing but the camera is asked for. */
const isCamera = (permission: string, kinds: readonly (string | undefined)[]): boolean =>
  permission === CAMERA && kinds.length > 0 && kinds.every((kind) => kind === "video");

/** Answers the permission requests, permission checks and device pickers of a session. */
export const denyPermissions = (session: Session): void => {
  session.setPermissionRequestHandler((_contents, permission, callback, details) =>
    callback(
      isGranted(permission, details.requestingUrl) ||
        (isCamera(permission, "mediaTypes" in details ? (details.mediaTypes ?? []) : []) &&
          isOurs(details.requestingUrl)),
    ),
  );
  session.setPermissionCheckHandler(
    (_contents, permission, requestingOrigin, { mediaType }) =>
      isGranted(permission, requestingOrigin) ||
      (isCamera(permission, [mediaType]) && isOurs(requestingOrigin)),
  );
  session.setDevicePermissionHandler(() => false);
};
