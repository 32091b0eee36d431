import { Cron } from "croner";
import type { TenantId } from "#shared/kernel/ids.ts";
import { addMs, type Instant } from "#shared/kernel/time.ts";
import type { ErasedList } from "#sync-server/erased-list.ts";
import type { LogFailure } from "#sync-server/failure-log.ts";
import { listErased } from "#sync-server/keep-erased.ts";
import type { Log } from "#sync-server/log.ts";
import type { Store } from "#sync-server/store.ts";
import { inRounds } from "./in-rounds.ts";
import { sweepTenants } from "./sweep-tenants.ts";

/** How many rows one write deletes. */
const ROWS_AT_ONCE = 500;

/** How many profiles one write compares, each with up to 350 others ([I23]). */
const PROFILES_AT_ONCE = 25;

/** How late an erasure may be seen: the clock of another server is behind, or its write slow. */
const LATE_MS = 10 * 60_000;

/** Starts the scheduled jobs. Call the result to stop them; a run in progress still finishes. */
export const startJobs = (deps: {
  readonly store: Store;
  readonly tenantId: TenantId;
  readonly clock: () => Instant;
  readonly erasedList: ErasedList;
  readonly log: Log;
  readonly logFailure: LogFailure;
  readonly keepEventsDays: number;
}): (() => void) => {
  const { store, tenantId, clock, erasedList, log, logFailure, keepEventsDays } = deps;
  // What was erased before is on the list since the start.
  let listedUntil = clock();
  // At second 7 of every minute, not on the minute, when everything else runs.
  const sweep = new Cron("7 * * * * *", { protect: true, unref: true }, async () => {
    try {
      const swept = await sweepTenants({
        store,
        onFailure: ({ kind, key, attempts, isLast }, error) =>
          logFailure(
            error,
            isLast ? "a due action failed too often and is parked" : "a due action failed",
            { kind, key, attempts },
          ),
      });
      if (swept.handled > 0) log.info(swept, "handled what was due");
      const startedAt = clock();
      await listErased({ store, tenantId, list: erasedList }, addMs(listedUntil, -LATE_MS));
      listedUntil = startedAt;
    } catch (error) {
      logFailure(error, "the sweep of due actions failed; the next one starts again");
    }
  });
  const compare = new Cron("27 * * * * *", { protect: true, unref: true }, async () => {
    try {
      const compared = await inRounds(PROFILES_AT_ONCE, (max) =>
        store.write("compareProfiles", tenantId, { max, settledMs: 60_000 }, "job:compare"),
      );
      if (compared > 0) log.info({ compared }, "compared profiles that have changed");
    } catch (error) {
      logFailure(error, "profiles couldn't be compared; the next run goes on there");
    }
  });
  const prune = new Cron("37 17 * * * *", { protect: true, unref: true }, async () => {
    try {
      const events = await inRounds(ROWS_AT_ONCE, (max) =>
        store.write("pruneEvents", tenantId, { keepDays: keepEventsDays, max }, "job:prune"),
      );
      const velocity = await inRounds(ROWS_AT_ONCE, (max) =>
        store.write("pruneVelocity", tenantId, { max }, "job:prune"),
      );
      const batches = await inRounds(ROWS_AT_ONCE, (max) =>
        store.write("pruneBatches", tenantId, { max }, "job:prune"),
      );
      const answers = await inRounds(ROWS_AT_ONCE, (max) =>
        store.write("pruneAnswers", tenantId, { max }, "job:prune"),
      );
      const pruned = { events, velocity, batches, answers };
      if (events + velocity + batches + answers > 0) log.info(pruned, "deleted what is too old");
    } catch (error) {
      logFailure(error, "what is too old couldn't be deleted; the next run tries again");
    }
  });
  return () => {
    sweep.stop();
    compare.stop();
    prune.stop();
  };
};
