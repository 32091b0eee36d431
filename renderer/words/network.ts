import type { SyncStatus } from "#renderer/data/sync-status.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import type { OverQuota } from "#shared/sync/protocol.ts";
import type { Format } from "./format.ts";
import { say } from "./say-first.ts";
import type { Sentence } from "./sentence.ts";

/** How the device stands, in a word or two, for the header. */
export const networkWord = (connection: SyncStatus["connection"]): string =>
  say(`sync.${connection}`);

/**
 * What the connection means at the counter. `isIntercepted`: something other than the server
 * answers, such as the sign-in page of a network.
 */
export const networkSentence = (
  connection: SyncStatus["connection"],
  isIntercepted = false,
): Sentence => {
  switch (connection) {
    case "online":
      return { title: say("sync.online_title"), advice: say("sync.online_hint") };
    case "offline":
      return isIntercepted
        ? { title: say("sync.intercepted_title"), advice: say("sync.intercepted_hint") }
        : { title: say("sync.offline_title"), advice: say("sync.offline_hint") };
    case "must_update":
      return { title: say("sync.update_title"), advice: say("sync.update_hint") };
    case "must_enrol":
      return { title: say("sync.enrol_title"), advice: say("sync.enrol_hint") };
    default:
      return unreachable(connection);
  }
};

/** The server stores nothing more from this device ([S22]). */
export const overQuotaSentence = (overQuota: OverQuota): Sentence => {
  switch (overQuota) {
    case "over_quota":
      return { title: say("sync.quota_title"), advice: say("sync.quota_hint") };
    case "over_unplaced":
      return { title: say("sync.unplaced_title"), advice: say("sync.unplaced_hint") };
    default:
      return unreachable(overQuota);
  }
};

/** How wrong this device's own clock is; null when it is right. */
export const clockSentence = (
  aheadMs: SyncStatus["clockAheadMs"],
  format: Format,
): Sentence | null => {
  if (aheadMs === 0) return null;
  const by = format.duration(Math.abs(aheadMs));
  return {
    title: aheadMs > 0 ? say("sync.clock_fast", { by }) : say("sync.clock_slow", { by }),
    advice: say("sync.clock_hint"),
  };
};

/** How safe the data on this device is; null when it is safe. */
export const storageSentence = (storage: SyncStatus["storage"]): Sentence | null => {
  switch (storage) {
    case "ok":
      return null;
    case "unprotected":
      return { title: say("sync.unprotected"), advice: say("sync.unprotected_hint") };
    case "degraded":
      return { title: say("sync.degraded"), advice: say("sync.degraded_hint") };
    default:
      return unreachable(storage);
  }
};
