import { createBackOff } from "#renderer/data/back-off.ts";
import { createWakeUp } from "#renderer/data/wake-up.ts";
import type { StreamListener } from "./open-stream.ts";
import type { SyncClient } from "./sync-client.ts";

export type Listening = {
  /** Opens the stream anew, now: the quickest way to know whether the server is there. */
  readonly reopen: () => void;
  readonly stop: () => Promise<void>;
};

const BARRED_RETRY_MS = 60_000;

/** Seconds, because staff wait for it: by the stream a till learns that the server is back. */
const RETRY_MOST_MS = 5_000;

/** Keeps the server's event stream open, with back-off and jitter between the tries. */
export const listen = (
  client: SyncClient,
  listener: StreamListener,
  random: () => number,
): Listening => {
  const backOff = createBackOff({ firstMs: 500, mostMs: RETRY_MOST_MS }, random);
  const wakeUp = createWakeUp();
  const end = new AbortController();
  let attempt = new AbortController();

  const run = async () => {
    while (!end.signal.aborted) {
      attempt = new AbortController();
      const abort = () => attempt.abort();
      end.signal.addEventListener("abort", abort);
      const onOpen = () => {
        backOff.reset();
        listener.onOpen();
      };
      const failure = await client.stream({ ...listener, onOpen }, attempt.signal);
      end.signal.removeEventListener("abort", abort);
      const isBarred = failure.kind === "refused" && failure.code !== "unavailable";
      if (!attempt.signal.aborted) {
        await wakeUp.wait(isBarred ? BARRED_RETRY_MS : backOff.nextMs(), end.signal);
      }
    }
  };
  const running = run();

  return {
    reopen: () => {
      attempt.abort();
      wakeUp.wake();
    },
    stop: async () => {
      end.abort();
      await running;
    },
  };
};
