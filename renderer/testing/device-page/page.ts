import type * as rxjs from "rxjs";
import type { putPlain } from "#renderer/bench/plain-dexie.ts";
import type { Device } from "#renderer/data/device.ts";
import type { openKeptPictures } from "#renderer/data/pictures/kept-pictures.ts";
import { startWorkers } from "#renderer/data/worker/start-workers.ts";
import type { StallMeter } from "./stall-meter.ts";

// A page with only the data layer, for tests and benchmarks to control from outside.
declare global {
  interface Window {
    till: Device;
    rxjs: typeof rxjs;
    /** "open", or why it isn't. */
    opened: Promise<string>;
    stalls: StallMeter;
    putPlain: typeof putPlain;
    openKeptPictures: typeof openKeptPictures;
  }
}

// In the same order as the app: workers first, then the rest of the page.
const workers = location.hash === "#closed" ? null : startWorkers();
window.opened = import("./parts.ts").then(async (parts) => {
  window.rxjs = parts.rxjs;
  window.stalls = parts.createStallMeter();
  window.putPlain = parts.putPlain;
  window.openKeptPictures = parts.openKeptPictures;
  if (workers === null) return "closed";
  const opened = await parts.openDevice(workers);
  if (!opened.ok) return JSON.stringify(opened.error);
  window.till = opened.value;
  return "open";
});
