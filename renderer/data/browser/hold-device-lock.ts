/** A page that was just left may hold the lock for a moment longer. */
const PATIENCE_MS = 2500;
const NAME = "regulars-device";

/**
 * Makes this page the one owner of the device's data; null when another tab is. Where the browser
 * has no locks (a page over plain HTTP), the journal's file handle is the only guard.
 */
export const holdDeviceLock = async (): Promise<{ readonly release: () => void } | null> => {
  if (!("locks" in navigator)) return { release: () => undefined };
  const impatience = new AbortController();
  const timer = setTimeout(() => impatience.abort(), PATIENCE_MS);
  return new Promise((resolve) => {
    navigator.locks
      .request(
        NAME,
        { signal: impatience.signal },
        () =>
          new Promise<void>((release) => {
            clearTimeout(timer);
            resolve({ release });
          }),
      )
      .catch(() => resolve(null));
  });
};
