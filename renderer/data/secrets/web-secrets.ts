import { z } from "zod";
import type { DeviceValues } from "#renderer/data/database/device-values.ts";
import type { Secrets } from "./secrets.ts";

const KEY = "regulars.device-enrolment";

/**
 * The browser's own storage. Anyone who can read the browser's profile on disk can read the token;
 * a page has nothing better, but the desktop app does. It is stored twice. The outbox database is
 * durable at once. Local storage survives the loss of that database, but Chromium writes it to disk
 * only seconds later, so that a kill would lose a fresh enrolment.
 */
export const createWebSecrets = (values: DeviceValues): Secrets => ({
  read: async () => (await values.read(KEY, z.string())) ?? localStorage.getItem(KEY),
  write: async (value) => {
    await values.write(KEY, value);
    localStorage.setItem(KEY, value);
  },
});
