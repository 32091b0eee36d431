import { Worker } from "node:worker_threads";
import { assertDefined } from "#shared/kernel/assert.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";

/** Too many PINs are waiting, or too many of this caller's. Nothing was written; try again soon. */
export type PinsBusy = { readonly reason: "pins_busy" };

/**
 * Hashes a PIN as `hash-pin.ts` does, without holding up the caller's thread, and writes the hash.
 */
export type WithPinHash = <T, R>(
  pin: string,
  write: (pinHash: string) => Promise<Result<T, R>>,
) => Promise<Result<T, R | PinsBusy>>;

/** Whether a PIN is the one that was hashed, found out in the same thread. */
export type IsPinRight = (pin: string, pinHash: string) => Promise<Result<boolean, PinsBusy>>;

/**
 * Compares PINs for one caller, of whom no more than `waitingMax` wait at a time: otherwise one
 * that keeps asking would make cards "busy" for everybody ([C6]).
 */
export type PinsFor = (caller: string, waitingMax: number) => IsPinRight;

/** What the thread is asked: to hash a PIN, or to compare it with a hash. */
export type PinQuestion = { readonly pin: string; readonly hash: string | null };

/** A few seconds of work. A chain adds staff one at a time, or a file of them over minutes. */
const WAITING_MAX = 32;

/** The message from the worker: the answers come in the order of the questions. */
export type PinAnswer =
  | { readonly hash: string; readonly isRight: boolean }
  | { readonly failure: string };

/**
 * Hashes PINs one after another in a thread of its own, because one takes long enough for every
 * other request to notice. The thread starts with the first PIN and doesn't keep the process alive.
 */
export const createPinHasher = (): {
  readonly withPinHash: WithPinHash;
  readonly pinsFor: PinsFor;
  readonly close: () => Promise<void>;
} => {
  let worker: Worker | null = null;
  let waiting: Waiting[] = [];

  const start = (): Worker => {
    const started = new Worker(new URL("./pin-worker.ts", import.meta.url));
    started.on("message", (message: PinAnswer) => {
      const { resolve, reject } = assertDefined(waiting.shift(), "a PIN was waiting for its hash");
      if (waiting.length === 0) started.unref();
      if ("hash" in message) resolve(message);
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

  const ask = async (
    question: PinQuestion,
    caller: string | null = null,
  ): Promise<Result<Answered, PinsBusy>> => {
    if (waiting.length >= WAITING_MAX) return err({ reason: "pins_busy" });
    const answered = await new Promise<Answered>((resolve, reject) => {
      waiting.push({ caller, resolve, reject });
      worker ??= start();
      worker.ref();
      worker.postMessage(question);
    });
    return ok(answered);
  };

  return {
    withPinHash: async (pin, write) => {
      const hashed = await ask({ pin, hash: null });
      return hashed.ok ? write(hashed.value.hash) : hashed;
    },
    pinsFor: (caller, waitingMax) => async (pin, hash) => {
      const own = waiting.filter((other) => other.caller === caller);
      if (own.length >= waitingMax) return err({ reason: "pins_busy" });
      const compared = await ask({ pin, hash }, caller);
      return compared.ok ? ok(compared.value.isRight) : compared;
    },
    close: async () => {
      await worker?.terminate();
    },
  };
};

type Answered = Exclude<PinAnswer, { readonly failure: string }>;

type Waiting = {
  /** Null for a PIN to be hashed. */
  readonly caller: string | null;
  readonly resolve: (answered: Answered) => void;
  readonly reject: (error: Error) => void;
};
