import type { DesktopVerb } from "./bridge.ts";

// Kept apart from the schemas, so that the preload script stays a few lines long.

/** Incremented when a verb is added. */
export const desktopBridgeVersion = 2;

/**
 * The origin of the screens in the desktop shell: the only one that `window.desktop` responds to.
 */
export const desktopOrigin = "app://regulars";

/**
 * The origin of the customer display. It isn't that of the screens, so it can reach neither their
 * database nor `window.desktop` ([X53]).
 */
export const customerDisplayOrigin = "app://display";

/** By which the shell tells the customer display what to show. */
export const customerDisplayChannel = "customer-display";

/** The IPC channel of a verb. */
export const desktopChannel = <V extends DesktopVerb>(verb: V): `desktop:${V}` => `desktop:${verb}`;
