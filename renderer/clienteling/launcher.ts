import { z } from "zod";
import { desktopVerbs } from "#shared/desktop/bridge.ts";
import { parseTillLaunch, type TillLaunch } from "./till-launch.ts";

/** Values passed to the app when it was started: for enrolment, and by a till. */
export type Launch = {
  readonly serverUrl: string | null;
  /** A page that a server sent can reach that server only, by its content security policy. */
  readonly isServerFixed: boolean;
  readonly enrolCode: string | null;
  readonly deviceName: string | null;
  readonly till: TillLaunch;
};

/** The part of `window.desktop` that has them; missing in a browser. */
const bridgeSchema = z.object({
  appInfo: z.custom<() => Promise<unknown>>((verb) => typeof verb === "function"),
});

/**
 * Reads the launch values from the desktop shell or from the page's address
 * (`#enrol=CODE&server=…&name=…`, removed from the address bar at once because the code is a
 * secret). For a page sent by a server, the default is that server. What a till has written into
 * the address stays there for a reload, except the customer, who becomes the first screen.
 */
export const readLaunch = async (
  page: Window,
  isDevelopment = import.meta.env.DEV,
): Promise<Launch> => {
  const hash = takeEnrolHash(page);
  const till = takeTillLaunch(page);
  const desktop = await readDesktop(page);
  const ownOrigin = page.location.protocol.startsWith("http") ? page.location.origin : null;
  const isServerFixed = ownOrigin !== null && desktop === null && !isDevelopment;
  return {
    serverUrl: isServerFixed ? ownOrigin : (hash?.get("server") ?? desktop?.serverUrl ?? ownOrigin),
    isServerFixed,
    enrolCode: hash?.get("enrol") ?? desktop?.enrolCode ?? null,
    deviceName: hash?.get("name") ?? null,
    till,
  };
};

/** The version of the desktop shell; null in a browser. */
export const readShellVersion = async (page: Window): Promise<string | null> =>
  (await readDesktop(page))?.appVersion ?? null;

const takeEnrolHash = (page: Window): URLSearchParams | null => {
  const { hash, pathname, search } = page.location;
  if (!hash.startsWith("#enrol=")) return null;
  page.history.replaceState(null, "", pathname + search);
  return new URLSearchParams(hash.slice(1));
};

const takeTillLaunch = (page: Window): TillLaunch => {
  const till = parseTillLaunch(new URL(page.location.href));
  if (till.profileId !== null) {
    const address = `/${page.location.search}#/customers/${till.profileId}`;
    page.history.replaceState(null, "", address);
  }
  return till;
};

const readDesktop = async (page: Window) => {
  const bridge = bridgeSchema.safeParse("desktop" in page ? page.desktop : null);
  if (!bridge.success) return null;
  const info = desktopVerbs.appInfo.result.safeParse(await bridge.data.appInfo());
  return info.success ? info.data : null;
};
