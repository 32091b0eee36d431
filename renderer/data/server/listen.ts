import { createBackOff } from "#renderer/data/concurrency/back-off.ts";
import { createWakeUp } from "#renderer/data/concurrency/wake-up.ts";
import { SILENCE_MAX_MS, type StreamListener } from "./open-stream.ts";
import { retryMs } from "./retry-ms.ts";
import type { SyncClient } from "./sync-client.ts";

export type Listening = {
  /** Reopens the stream now: the quickest way to find out whether the server is up. */
  readonly reopen: () => void;
  readonly stop: () => Promise<void>;
};

/**
 * The stream is how a till finds out that the server is back, while staff are waiting: seconds, not
 * half a minute. The back-off's jitter spreads a thousand tills over those seconds.
 */
const RETRY_MOST_MS = 5000;
/** A server is given at least this long to answer a stream that was reopened by hand. */
const OPEN_LEAST_MS = 1000;

/**
 * Keeps the server's event stream open, with back-off and jitter between attempts ([S17]).
 * Reopening it by hand doesn't give a silent server more time to answer ([S19]).
 */
export const listen = (
  client: Pick<SyncClient, "stream">,
  listener: StreamListener,
  random: () => number,
): Listening => {
  const backOff = createBackOff({ firstMs: 500, mostMs: RETRY_MOST_MS }, random);
  const wakeUp = createWakeUp();
  const end = new AbortController();
  let attempt = new AbortController();
  /** When the server last sent something on a stream that was then reopened by hand. */
  let aliveMs: number | null = null;

  const openWithinMs = (): number =>
    aliveMs === null
      ? SILENCE_MAX_MS
      : Math.max(OPEN_LEAST_MS, SILENCE_MAX_MS - (performance.now() - aliveMs));

  const run = async () => {
    while (!end.signal.aborted) {
      attempt = new AbortController();
      const abort = () => attempt.abort();
      end.signal.addEventListener("abort", abort);
      const onOpen = () => {
        backOff.reset();
        listener.onOpen();
      };
      const onAlive = () => {
        aliveMs = performance.now();
      };
      const failure = await client.stream(
        { ...listener, onOpen, onAlive },
        { openWithinMs: openWithinMs(), signal: attempt.signal },
      );
      end.signal.removeEventListener("abort", abort);
      if (attempt.signal.aborted) continue;
      aliveMs = null;
      await wakeUp.wait(retryMs(failure, backOff), end.signal);
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
