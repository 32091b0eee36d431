import { parentPort } from "node:worker_threads";
import { assertDefined } from "#shared/kernel/assert.ts";
import { hashPin } from "./hash-pin.ts";
import type { PinHashed } from "./pin-hasher.ts";

// The thread of `pin-hasher.ts`: PINs in, hashes out, in the same order.

const port = assertDefined(parentPort, "PINs are hashed in a thread of their own");
const post = (message: PinHashed): void => port.postMessage(message);

let last: Promise<void> = Promise.resolve();
port.on("message", (pin: string) => {
  last = last
    .then(() => hashPin(pin))
    .then(
      (hash) => post({ hash }),
      // Never the message: it might quote the PIN.
      () => post({ failure: "A PIN couldn't be hashed." }),
    );
});
