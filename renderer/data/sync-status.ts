import type { Instant } from "#shared/kernel/time.ts";
import type { ServerState } from "#shared/redemption/choose-tier.ts";

/** What staff always see of the sync: one small object for the status bar. */
export type SyncStatus = {
  /** `ready`: the first pull is whole, or was once; the device works with what it has. */
  readonly phase: "not_enrolled" | "first_pull" | "ready";
  /**
   * `must_update`: the server no longer understands this version of the app; commands are still
   * pushed. `must_enrol`: the server no longer knows this device; its commands wait.
   */
  readonly connection: ServerState;
  readonly lastContactAt: Instant | null;
  readonly pendingCount: number;
  readonly oldestPendingAt: Instant | null;
  readonly firstPull: { readonly loaded: number; readonly expectedTotal: number | null };
  /** Commands that the server keeps unread. */
  readonly parkedCount: number;
  /** Verdicts that were not plain accepted and have not been looked at. */
  readonly attentionCount: number;
  /** Pulled documents that could not be read and are kept aside. */
  readonly quarantinedCount: number;
  /** Which life of the server the facts here are of ([S12]); null before it has said so. */
  readonly serverEpoch: string | null;
  /**
   * `unprotected`: the browser may throw the data away when the disk fills; `degraded`: commands
   * have no journal beside the outbox.
   */
  readonly storage: "ok" | "unprotected" | "degraded";
};
