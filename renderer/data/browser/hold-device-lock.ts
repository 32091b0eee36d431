/** A page that was just closed may hold the lock for a moment longer. */
const WAIT_MS = 2500;
const NAME = "regulars-device";

/** Resolves when no other tab owns the device's data any more; never where there are no locks. */
export const whenDeviceIsFree = (): Promise<void> =>
  "locks" in navigator
    ? navigator.locks.request(NAME, () => undefined)
    : new Promise(() => undefined);

/**
 * Makes this page the only owner of the device's data. Null if another tab is. Where the browser
 * has no locks (a page over plain HTTP), the journal's file handle is the only guard.
 */
export const holdDeviceLock = async (): Promise<{ readonly release: () => void } | null> => {
  if (!("locks" in navigator)) return { release: () => undefined };
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), WAIT_MS);
  return new Promise((resolve) => {
    navigator.locks
      .request(
        NAME,
        { signal: timeout.signal },
        () =>
          new Promise<void>((release) => {
            clearTimeout(timer);
            resolve({ release });
          }),
      )
      .catch(() => resolve(null));
  });
};
