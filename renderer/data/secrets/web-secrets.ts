import type { Secrets } from "./secrets.ts";

const KEY = "regulars.device-enrolment";

/**
 * The browser's local storage: whoever can read the browser's profile on the disk can read the
 * token. A page has nothing better; the desktop app has. It is apart from IndexedDB, so that it
 * outlives the loss of that.
 */
export const createWebSecrets = (): Secrets => ({
  read: () => Promise.resolve(localStorage.getItem(KEY)),
  write: (value) => {
    localStorage.setItem(KEY, value);
    return Promise.resolve();
  },
});
