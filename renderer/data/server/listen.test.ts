import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { listen } from "./listen.ts";
import { SILENCE_MAX_MS } from "./open-stream.ts";
import type { SyncClient } from "./sync-client.ts";
import type { SyncFailure } from "./sync-failure.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const AWAY: SyncFailure = { kind: "unreachable", message: "No answer." };

/**
 * When a device tries to open a stream that fails like this, in ms from the start, over `forMs`.
 */
const triesWithin = async (
  forMs: number,
  random: () => number,
  failure: SyncFailure = AWAY,
): Promise<readonly number[]> => {
  const triedAt: number[] = [];
  const startedAt = Date.now();
  const stream = async () => {
    triedAt.push(Date.now() - startedAt);
    return failure;
  };
  const listening = listen({ stream }, { onOpen: () => {}, onResync: () => {} }, random);
  await vi.advanceTimersByTimeAsync(forMs);
  await listening.stop();
  return triedAt;
};

const pauses = (triedAt: readonly number[]) =>
  triedAt.slice(1).map((at, place) => at - (triedAt[place] ?? 0));

test("[S17] notices within five seconds that a server is back after an hour", async () => {
  const waits = pauses(await triesWithin(3_600_000, () => 1));
  expect(Math.max(...waits)).toBe(5000);
  // The wait grows, so that a short outage costs little time and a long one few requests.
  expect(waits.slice(0, 5)).toEqual([500, 1000, 2000, 4000, 5000]);
});

test("[S17] tills that lost the server at the same moment reconnect spread over seconds", async () => {
  const lastTries: number[] = [];
  for (let till = 0; till < 20; till++) {
    const triedAt = await triesWithin(60_000, () => till / 20);
    lastTries.push(triedAt.at(-1) ?? 0);
  }
  expect(new Set(lastTries).size).toBeGreaterThan(15);
  expect(Math.max(...lastTries) - Math.min(...lastTries)).toBeGreaterThan(2000);
});

test("[S17] a full server is tried again when it says, not before", async () => {
  const full: SyncFailure = {
    kind: "refused",
    code: "unavailable",
    message: "No room for another stream.",
    retryAfterMs: 60_000,
  };
  expect(await triesWithin(150_000, () => 1, full)).toEqual([0, 60_000, 120_000]);
});

test("[S19] asking a hung server again and again doesn't give it more time to answer", async () => {
  const startedAt = Date.now();
  let offlineAt: number | null = null;
  // A server that opens one stream and then hangs.
  let streams = 0;
  const stream: SyncClient["stream"] = (listener, { openWithinMs, signal }) => {
    streams += 1;
    if (streams === 1) {
      listener.onOpen();
      listener.onAlive?.();
    }
    // biome-ignore lint/plugin: its own limit, by a clock that the test moves.
    return new Promise((end) => {
      const timer = setTimeout(() => {
        offlineAt ??= Date.now() - startedAt;
        end(AWAY);
      }, openWithinMs);
      signal.addEventListener("abort", () => {
        clearTimeout(timer);
        end(AWAY);
      });
    });
  };
  const listening = listen({ stream }, { onOpen: () => {}, onResync: () => {} }, () => 1);
  for (let second = 0; second < SILENCE_MAX_MS / 1000 - 1; second++) {
    await vi.advanceTimersByTimeAsync(1000);
    listening.reopen();
  }
  await vi.advanceTimersByTimeAsync(10_000);
  expect(streams).toBeGreaterThan(5);
  expect(offlineAt).toBeLessThanOrEqual(10_000);
  await listening.stop();
});
