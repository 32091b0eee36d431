import { Worker } from "node:worker_threads";

/** How many writes fill about as much of the log as SQLite copies at a time by default, 4 MB. */
const WRITES_BETWEEN = 100;

export type CheckpointerData = { readonly path: string };

export type Checkpointer = {
  /** Reports how many writes were committed. */
  readonly committed: (writes: number) => void;
  readonly close: () => Promise<void>;
};

/**
 * Copies committed pages from SQLite's log into the database file in a thread of its own, because a
 * checkpoint waits for the disk twice. If the thread dies, the writer's own checkpoints remain.
 */
export const startCheckpointer = (program: URL, path: string): Checkpointer => {
  const data: CheckpointerData = { path };
  const worker = new Worker(program, { workerData: data });
  const ended = new Promise((resolve) => worker.on("exit", resolve));
  let isRunning = false;
  let writes = 0;
  worker.on("message", () => {
    isRunning = false;
  });
  // Nothing more is asked of a thread that has died.
  worker.on("error", () => {
    isRunning = true;
  });
  return {
    committed: (count) => {
      writes += count;
      if (isRunning || writes < WRITES_BETWEEN) return;
      isRunning = true;
      writes = 0;
      worker.postMessage("checkpoint");
    },
    close: async () => {
      worker.postMessage("close");
      await ended;
    },
  };
};
