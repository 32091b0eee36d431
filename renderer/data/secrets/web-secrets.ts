import { z } from "zod";
import type { DeviceValues } from "#renderer/data/database/device-values.ts";
import type { Secrets } from "./secrets.ts";

const KEY = "regulars.device-enrolment";

/**
 * The browser's own storage: whoever can read the browser's profile on the disk can read the token.
 * A page has nothing better; the desktop app has. It is kept twice: in the outbox database, which is
 * on the disk when the write is done, and in local storage, which outlives the loss of that database
 * but which Chromium writes down only seconds later, so that a kill would take a fresh enrolment.
 */
export const createWebSecrets = (values: DeviceValues): Secrets => ({
  read: async () => (await values.read(KEY, z.string())) ?? localStorage.getItem(KEY),
  write: async (value) => {
    await values.write(KEY, value);
    localStorage.setItem(KEY, value);
  },
});
