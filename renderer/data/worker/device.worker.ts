import type { DeviceRole } from "./device-role.ts";

// One script for both workers, so that what they share is loaded once.

const LOADS: Readonly<Record<DeviceRole, () => Promise<(message: unknown) => void>>> = {
  cache: async () => (await import("./answer-cache.ts")).answerCache,
  outbox: async () => (await import("./answer-outbox.ts")).answerOutbox,
};

const load = new Map(Object.entries(LOADS)).get(self.name);
if (load === undefined) throw new Error(`No worker is called "${self.name}".`);
const loaded = load();

// Messages that come before it has loaded wait, and keep their order.
addEventListener("message", async ({ data }) => (await loaded)(data));
