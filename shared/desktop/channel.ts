import type { DesktopVerb } from "./bridge.ts";

// Kept apart from the schemas, so that the preload script stays a few lines long.

/** Incremented when a verb is added. */
export const desktopBridgeVersion = 1;

/**
 * The origin of the screens in the desktop shell: the only one that `window.desktop` responds to.
 */
export const desktopOrigin = "app://regulars";

/** The IPC channel of a verb. */
export const desktopChannel = <V extends DesktopVerb>(verb: V): `desktop:${V}` => `desktop:${verb}`;
