import type { Instant } from "#shared/kernel/time.ts";
import type { ServerState } from "#shared/redemption/choose-mode.ts";
import type { OverQuota } from "#shared/sync/protocol.ts";

/** The sync status that staff always see: one small object for the status bar. */
export type SyncStatus = {
  /** `ready`: a first pull has completed at some time; the device works with what it has. */
  readonly phase: "not_enrolled" | "first_pull" | "ready";
  /**
   * `must_update`: the server no longer understands this version of the app; commands are still
   * pushed. `must_enrol`: the server no longer knows this device; its commands wait.
   */
  readonly connection: ServerState;
  /** Offline because something else answers: a network that wants a sign-in first. */
  readonly isIntercepted: boolean;
  /** The limit for which the server refuses what this device sends ([S22]); null if it doesn't. */
  readonly overQuota: OverQuota | null;
  readonly lastContactAt: Instant | null;
  /**
   * How far this device's own clock is ahead of the server's (negative: behind), in whole minutes;
   * 0 while it is right to within five minutes.
   */
  readonly clockAheadMs: number;
  readonly pendingCount: number;
  readonly oldestPendingAt: Instant | null;
  /**
   * Facts stored since the cache was opened: how far the first pull is. Nobody knows of how many.
   */
  readonly loadedCount: number;
  /** Commands that the server has parked. */
  readonly parkedCount: number;
  /**
   * Verdicts other than a plain `accepted` that staff haven't seen yet, and a payment by gift card
   * whose answer was late.
   */
  readonly attentionCount: number;
  /** Pulled documents that couldn't be read and are set aside. */
  readonly quarantinedCount: number;
  /** The server epoch of the facts here ([S12]); null before the server has sent it. */
  readonly serverEpoch: string | null;
  /**
   * `unprotected`: the browser may evict the data when the disk fills up. `degraded`: commands have
   * no journal beside the outbox.
   */
  readonly storage: "ok" | "unprotected" | "degraded";
};
