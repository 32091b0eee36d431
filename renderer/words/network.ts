import type { SyncStatus } from "#renderer/data/sync-status.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import type { OverQuota } from "#shared/sync/protocol.ts";
import type { Format } from "./format.ts";
import type { Sentence } from "./sentence.ts";

/** How the device stands with the server, in a word or two, for the header. */
export const networkWord = (connection: SyncStatus["connection"]): string => {
  switch (connection) {
    case "online":
      return "Online";
    case "offline":
      return "Offline";
    case "must_update":
      return "Update needed";
    case "must_enrol":
      return "Enrol again";
    default:
      return unreachable(connection);
  }
};

/** What the connection means at the counter. */
export const networkSentence = (connection: SyncStatus["connection"]): Sentence => {
  switch (connection) {
    case "online":
      return { title: "Online.", advice: "Everything you do is confirmed right away." };
    case "offline":
      return {
        title: "Offline.",
        advice: "Carry on: everything is saved on this device and sent when you're back online.",
      };
    case "must_update":
      return {
        title: "This version of the app is too old.",
        advice:
          "Update the app. Your work is still sent, but nothing new arrives until you update.",
      };
    case "must_enrol":
      return {
        title: "This device is no longer enrolled.",
        advice:
          "Ask head office for a new code and enrol it again. Nothing waiting to be sent is lost: it's sent after that, or you can export it to a file from the Sync screen.",
      };
    default:
      return unreachable(connection);
  }
};

/** The server stores nothing more from this device ([S22]). */
export const OVER_QUOTA: Readonly<Record<OverQuota, Sentence>> = {
  over_quota: {
    title: "This device has sent as much as it may in a day.",
    advice:
      "It goes on by itself tomorrow. To go on sooner, ask head office for a new code and enrol it again. Nothing waiting to be sent is lost, and you can export it to a file from the Sync screen.",
  },
  over_unplaced: {
    title: "The server takes nothing more of what this device did before it was enrolled again.",
    advice:
      "It won't go on by itself. Ask head office for a new code and enrol it again. Nothing waiting to be sent is lost: it's sent then, or you can export it to a file from the Sync screen.",
  },
};

/** How wrong this device's own clock is; null when it is right. */
export const clockSentence = (
  aheadMs: SyncStatus["clockAheadMs"],
  format: Format,
): Sentence | null =>
  aheadMs === 0
    ? null
    : {
        title: `This device's clock is ${format.duration(Math.abs(aheadMs))} ${aheadMs > 0 ? "fast" : "slow"}.`,
        advice: "Balances and dates here are still right. Set the clock when you can.",
      };

/** How safe the data on this device is; null when it is safe. */
export const storageSentence = (storage: SyncStatus["storage"]): Sentence | null => {
  switch (storage) {
    case "ok":
      return null;
    case "unprotected":
      return {
        title: "The browser may delete data when the disk is full.",
        advice: "Install the app, or allow the site to store data permanently.",
      };
    case "degraded":
      return {
        title: "Your work is saved in one place only.",
        advice:
          "The second copy (the journal) isn't available here. Keep the device online as much as possible.",
      };
    default:
      return unreachable(storage);
  }
};
