import { parentPort } from "node:worker_threads";
import { argon2Verify } from "hash-wasm";
import { assertDefined } from "#shared/kernel/assert.ts";
import { hashPin } from "./hash-pin.ts";
import type { PinAnswer, PinQuestion } from "./pin-hasher.ts";

// The thread of `pin-hasher.ts`: questions in, answers out, in the same order.

const port = assertDefined(parentPort, "PINs are hashed in a thread of their own");
const post = (message: PinAnswer): void => port.postMessage(message);

const answer = async ({ pin, hash }: PinQuestion): Promise<PinAnswer> =>
  hash === null
    ? { hash: await hashPin(pin), isRight: true }
    : { hash, isRight: await argon2Verify({ password: pin, hash }) };

let last: Promise<void> = Promise.resolve();
port.on("message", (question: PinQuestion) => {
  last = last
    .then(() => answer(question))
    .then(
      post,
      // Never the message: it might quote the PIN.
      () => post({ failure: "A PIN couldn't be hashed." }),
    );
});
