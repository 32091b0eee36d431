import type { SyncStatus } from "#renderer/data/sync-status.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import type { Sentence } from "./sentence.ts";

/** One word for the header. */
export const connectionWord = (connection: SyncStatus["connection"]): string => {
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

/** What the state of the connection means for the counter. */
export const connectionSentence = (connection: SyncStatus["connection"]): Sentence => {
  switch (connection) {
    case "online":
      return { title: "Online.", advice: "What you do is confirmed by the server at once." };
    case "offline":
      return {
        title: "Offline.",
        advice:
          "Go on working: everything is kept on this device and sent when the server answers.",
      };
    case "must_update":
      return {
        title: "This version of the app is too old for the server.",
        advice:
          "Update the app. What was done here is still sent; new facts arrive after the update.",
      };
    case "must_enrol":
      return {
        title: "The server does not know this device any more.",
        advice: "Enrol it again with a new code. What waits to be sent is kept.",
      };
    default:
      return unreachable(connection);
  }
};

/** How safe the data of this device is; null when there is nothing to say. */
export const storageSentence = (storage: SyncStatus["storage"]): Sentence | null => {
  switch (storage) {
    case "ok":
      return null;
    case "unprotected":
      return {
        title: "The browser may throw data away when the disk is full.",
        advice: "Install the app, or allow the site to store data for good.",
      };
    case "degraded":
      return {
        title: "Acts are kept in one place only.",
        advice:
          "The second copy (the journal) is not available here. Keep the device online as much as possible.",
      };
    default:
      return unreachable(storage);
  }
};
