import { Cron } from "croner";
import type { FastifyBaseLogger } from "fastify";
import type { TenantId } from "#shared/kernel/ids.ts";
import type { Store } from "#sync-server/store.ts";
import { sweepExpired } from "./sweep-expired.ts";

/** What runs by the clock. The answer stops it; a run that is under way ends by itself. */
export const startJobs = (deps: {
  readonly store: Store;
  readonly tenantId: TenantId;
  readonly log: FastifyBaseLogger;
}): (() => void) => {
  const { log } = deps;
  // Minute 7, and not the full hour, when everything else runs.
  const sweep = new Cron("7 * * * *", { protect: true, unref: true }, async () => {
    try {
      const swept = await sweepExpired(deps);
      if (swept.lots > 0) log.info({ lots: swept.lots }, "expired lots were written off");
    } catch (error) {
      log.error({ err: error }, "the sweep of expired lots failed; the next one begins again");
    }
  });
  return () => sweep.stop();
};
