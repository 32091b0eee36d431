import { Worker } from "node:worker_threads";
import { assertDefined } from "#shared/kernel/assert.ts";
import { err, type Result } from "#shared/kernel/result.ts";

/** Too many PINs are waiting to be hashed. Nothing was written; try again soon. */
export type PinsBusy = { readonly reason: "pins_busy" };

/**
 * Hashes a PIN as `hash-pin.ts` does, without holding up the caller's thread, and writes the hash.
 */
export type WithPinHash = <T, R>(
  pin: string,
  write: (pinHash: string) => Promise<Result<T, R>>,
) => Promise<Result<T, R | PinsBusy>>;

/** A few seconds of work. A chain adds staff one at a time, or a file of them over minutes. */
const WAITING_MAX = 32;

/** The message from the worker: the hashes come in the order of the PINs. */
export type PinHashed = { readonly hash: string } | { readonly failure: string };

/**
 * Hashes PINs one after another in a thread of its own, because one takes long enough for every
 * other request to notice. The thread starts with the first PIN and doesn't keep the process alive.
 */
export const createPinHasher = (): {
  readonly withPinHash: WithPinHash;
  readonly close: () => Promise<void>;
} => {
  let worker: Worker | null = null;
  let waiting: Waiting[] = [];

  const start = (): Worker => {
    const started = new Worker(new URL("./pin-worker.ts", import.meta.url));
    started.on("message", (message: PinHashed) => {
      const { resolve, reject } = assertDefined(waiting.shift(), "a PIN was waiting for its hash");
      if (waiting.length === 0) started.unref();
      if ("hash" in message) resolve(message.hash);
      else reject(new Error(message.failure));
    });
    // The next PIN starts another thread.
    const end = (error: Error): void => {
      if (worker !== started) return;
      worker = null;
      for (const { reject } of waiting) reject(error);
      waiting = [];
    };
    started.on("error", end);
    started.on("exit", () => end(new Error("The thread that hashes PINs has ended.")));
    return started;
  };

  return {
    withPinHash: async (pin, write) => {
      if (waiting.length >= WAITING_MAX) return err({ reason: "pins_busy" });
      const hash = await new Promise<string>((resolve, reject) => {
        waiting.push({ resolve, reject });
        worker ??= start();
        worker.ref();
        worker.postMessage(pin);
      });
      return write(hash);
    },
    close: async () => {
      await worker?.terminate();
    },
  };
};

type Waiting = {
  readonly resolve: (hash: string) => void;
  readonly reject: (error: Error) => void;
};
