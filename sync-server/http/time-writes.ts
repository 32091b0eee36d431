import type { RequestStore, Store } from "#sync-server/store.ts";
import type { Metrics } from "./metrics.ts";

/** Wraps a store so that every write is timed and failures are counted. */
export const timeWrites = (store: Store, metrics: Metrics): RequestStore => ({
  ...store,
  write: (name, tenantId, input, actor) => {
    const startedAt = performance.now();
    const written = store.write(name, tenantId, input, actor);
    const observe = () =>
      metrics.writeSeconds.observe({ write: name }, (performance.now() - startedAt) / 1000);
    written.then(observe, () => {
      observe();
      metrics.writeFailures.inc({ write: name });
    });
    return written;
  },
});
