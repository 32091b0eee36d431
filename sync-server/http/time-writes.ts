import type { RequestStore, Store } from "#sync-server/store.ts";
import type { Metrics } from "./metrics.ts";

/** Wraps a store so that every write is timed and failures are counted. */
export const timeWrites = (store: Store, metrics: Metrics): RequestStore => {
  const timed = <T>(name: string, write: () => Promise<T>): Promise<T> => {
    const startedAt = performance.now();
    const written = write();
    const observe = () =>
      metrics.writeSeconds.observe({ write: name }, (performance.now() - startedAt) / 1000);
    written.then(observe, () => {
      observe();
      metrics.writeFailures.inc({ write: name });
    });
    return written;
  };
  return {
    ...store,
    write: (name, ...asked) => timed(name, () => store.write(name, ...asked)),
    writeOnce: (name, ...asked) => timed(name, () => store.writeOnce(name, ...asked)),
  };
};
