import { Cron } from "croner";
import type { FastifyBaseLogger } from "fastify";
import type { TenantId } from "#shared/kernel/ids.ts";
import type { Store } from "#sync-server/store.ts";
import { sweepDue } from "./sweep-due.ts";

/** Starts what runs by the clock. Call the result to stop it; a run that has begun ends by itself. */
export const startJobs = (deps: {
  readonly store: Store;
  readonly tenantId: TenantId;
  readonly log: FastifyBaseLogger;
}): (() => void) => {
  const { store, tenantId, log } = deps;
  // At second 7 of every minute, and not on the minute, when everything else runs.
  const sweep = new Cron("7 * * * * *", { protect: true, unref: true }, async () => {
    try {
      const swept = await sweepDue({
        store,
        tenantId,
        onFailure: ({ kind, attempts, isLast }, error) =>
          log.error(
            { err: error, kind, attempts },
            isLast ? "what was due failed too often and is parked" : "what was due failed",
          ),
      });
      if (swept.handled > 0) log.info(swept, "what was due is done");
    } catch (error) {
      log.error({ err: error }, "the sweep of what is due failed; the next one begins again");
    }
  });
  return () => sweep.stop();
};
