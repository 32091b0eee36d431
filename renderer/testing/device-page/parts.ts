import * as rxjs from "rxjs";
import { putPlain } from "#renderer/bench/plain-dexie.ts";
import { openDevice } from "#renderer/data/assembly/open-device.ts";
import { openKeptPictures } from "#renderer/data/pictures/kept-pictures.ts";
import { createStallMeter } from "./stall-meter.ts";

export { createStallMeter, openDevice, openKeptPictures, putPlain, rxjs };
