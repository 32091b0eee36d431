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
 * checkpoint waits for the disk twice. The thread starts with the first one, because most commands
 * write too little for any. If it dies, the writer's own checkpoints remain.
 */
export const createCheckpointer = (program: URL, path: string): Checkpointer => {
  let thread: { readonly worker: Worker; readonly ended: Promise<void> } | null = null;
  let isRunning = false;
  let writes = 0;
  const start = () => {
    const data: CheckpointerData = { path };
    const worker = new Worker(program, { workerData: data });
    worker.on("message", () => {
      isRunning = false;
    });
    // Nothing more is asked of a thread that has died.
    worker.on("error", () => {
      isRunning = true;
    });
    return { worker, ended: new Promise<void>((resolve) => worker.on("exit", () => resolve())) };
  };
  return {
    committed: (count) => {
      writes += count;
      if (isRunning || writes < WRITES_BETWEEN) return;
      isRunning = true;
      writes = 0;
      thread ??= start();
      thread.worker.postMessage("checkpoint");
    },
    close: async () => {
      thread?.worker.postMessage("close");
      await thread?.ended;
    },
  };
};
