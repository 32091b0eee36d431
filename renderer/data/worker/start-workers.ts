/** The two workers of a page, and the first thing that either of them failed with. */
export type DeviceWorkers = {
  readonly cache: Worker;
  readonly outbox: Worker;
  /** Rejects when one of them cannot be loaded or breaks; never resolves. */
  readonly broken: Promise<never>;
};

/**
 * Starts the workers before anything else of the app is loaded, so that their scripts are read while
 * the page's own is: a fifth of a start. They touch nothing until they are asked.
 */
export const startWorkers = (): DeviceWorkers => {
  const cache = new Worker(new URL("./cache.worker.ts", import.meta.url), {
    type: "module",
  });
  const outbox = new Worker(new URL("./outbox.worker.ts", import.meta.url), {
    type: "module",
  });
  const broken = new Promise<never>((_resolve, reject) => {
    for (const worker of [cache, outbox]) {
      worker.addEventListener("error", ({ message }) =>
        reject(new Error(`A worker of the app failed: ${message}`)),
      );
    }
  });
  broken.catch(() => undefined);
  return { cache, outbox, broken };
};
