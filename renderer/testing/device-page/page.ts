import type * as rxjs from "rxjs";
import type { putPlain } from "#renderer/bench/plain-dexie.ts";
import type { Device } from "#renderer/data/device.ts";
import { startWorkers } from "#renderer/data/worker/start-workers.ts";
import type { StallMeter } from "./stall-meter.ts";

// A page with the data layer and nothing else, for tests and benches to work on from outside.
declare global {
  interface Window {
    till: Device;
    rxjs: typeof rxjs;
    /** "open", or why it is not. */
    opened: Promise<string>;
    stalls: StallMeter;
    putPlain: typeof putPlain;
  }
}

// As the app starts: workers first, then the rest of the page.
const workers = location.hash === "#closed" ? null : startWorkers();
window.opened = import("./parts.ts").then(async (parts) => {
  window.rxjs = parts.rxjs;
  window.stalls = parts.createStallMeter();
  window.putPlain = parts.putPlain;
  if (workers === null) return "closed";
  const opened = await parts.openDevice(workers);
  if (!opened.ok) return JSON.stringify(opened.error);
  window.till = opened.value;
  return "open";
});
