import { Worker } from "node:worker_threads";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { Written } from "./run-write.ts";
import type { FromWriter, ToWriter, WriteRequest, WriterData } from "./writer-messages.ts";

export type WriterThread = {
  /** Settles once the write's group has been committed. */
  readonly write: <Output>(
    request: Omit<WriteRequest, "id" | "input"> & { readonly input: unknown },
  ) => Promise<Written<Output>>;
  /** Finishes the waiting writes, then ends the thread. */
  readonly close: () => Promise<void>;
};

/** A write's garbage is small and short-lived; by default V8 would let 48 MB of it pile up. */
const YOUNG_GENERATION_MB = 12;

/**
 * Starts the writer's thread and returns functions to use it. If the thread dies, every waiting and
 * later write fails, and `onFatal` is called once: a server that can't write must not carry on.
 */
export const startWriterThread = async (options: {
  readonly program: URL;
  readonly path: string;
  readonly isStrict: boolean;
  /** Called after each commit with the number of writes that shared it. */
  readonly onCommit: (writes: number) => void;
  readonly onFatal: (error: Error) => void;
}): Promise<WriterThread> => {
  const data: WriterData = { path: options.path, isStrict: options.isStrict };
  const worker = new Worker(options.program, {
    workerData: data,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
  });
  const waiting = new Map<number, Waiting>();
  let nextId = 1;
  let outgoing: Outgoing[] = [];
  let dead: Error | null = null;
  let isStarted = false;
  let isClosing = false;

  const die = (error: Error): void => {
    if (dead) return;
    dead = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    if (isStarted && !isClosing) options.onFatal(error);
  };

  /** Writes requested in the same turn of the event loop are sent together. */
  const flush = (): void => {
    if (outgoing.length === 0) return;
    const message: ToWriter<Outgoing> = outgoing;
    outgoing = [];
    worker.postMessage(message);
  };

  const started = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  worker.on("message", (message: FromWriter<never>) => {
    if (message === "ready") return started.resolve();
    // Under `node --watch`, Node reports loaded files on the same port.
    if (!("length" in message)) return;
    for (const reply of message) {
      const { resolve, reject } = assertDefined(waiting.get(reply.id), "a reply to a write");
      waiting.delete(reply.id);
      if (reply.ok) resolve({ output: reply.output, afterCommit: reply.afterCommit });
      else reject(reply.error);
    }
    options.onCommit(message.length);
  });
  worker.on("error", (error) => {
    started.reject(error);
    die(new Error(`The writer's thread has died: ${messageOf(error)}`, { cause: error }));
  });
  worker.on("exit", () => {
    const error = new Error("The database is closed.");
    started.reject(error);
    die(error);
    ended.resolve();
  });
  await started.promise;
  isStarted = true;

  return {
    write: (request) =>
      new Promise((resolve, reject) => {
        if (dead || isClosing) return reject(dead ?? new Error("The database is closing."));
        const id = nextId++;
        waiting.set(id, { resolve, reject });
        if (outgoing.push({ ...request, id }) === 1) queueMicrotask(flush);
      }),
    close: async () => {
      isClosing = true;
      flush();
      worker.postMessage("close" satisfies ToWriter<Outgoing>);
      await ended.promise;
    },
  };
};

type Outgoing = Omit<WriteRequest, "input"> & { readonly input: unknown };

type Waiting = {
  readonly resolve: (written: Written<never>) => void;
  readonly reject: (error: Error) => void;
};

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
