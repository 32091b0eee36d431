import type { DesktopVerb } from "./bridge.ts";

// Apart from the schemas, so that the preload script stays a few lines long.

/** Goes up when a verb is added. */
export const desktopBridgeVersion = 1;

/** The origin of the screens in the desktop shell: the only one that `window.desktop` answers. */
export const desktopOrigin = "app://regulars";

/** The name of a verb on the wire between the page and the shell. */
export const desktopChannel = <V extends DesktopVerb>(verb: V): `desktop:${V}` => `desktop:${verb}`;
