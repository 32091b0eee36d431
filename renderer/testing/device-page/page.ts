import * as rxjs from "rxjs";
import { putPlain } from "#renderer/bench/plain-dexie.ts";
import type { Device } from "#renderer/data/device.ts";
import { openDevice } from "#renderer/data/open-device.ts";
import { createStallMeter, type StallMeter } from "./stall-meter.ts";

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

window.rxjs = rxjs;
window.stalls = createStallMeter();
window.putPlain = putPlain;
if (location.hash !== "#closed") {
  window.opened = openDevice().then((opened) => {
    if (!opened.ok) return JSON.stringify(opened.error);
    window.till = opened.value;
    return "open";
  });
}
