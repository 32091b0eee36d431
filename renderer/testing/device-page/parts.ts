import * as rxjs from "rxjs";
import { putPlain } from "#renderer/bench/plain-dexie.ts";
import { openDevice } from "#renderer/data/assembly/open-device.ts";
import { createStallMeter } from "./stall-meter.ts";

export { createStallMeter, openDevice, putPlain, rxjs };
