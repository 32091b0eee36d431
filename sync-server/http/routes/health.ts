import type { FastifyInstance } from "fastify";
import type { LogFailure } from "#sync-server/failure-log.ts";
import { refuse } from "#sync-server/http/answer.ts";
import { within } from "#sync-server/http/within.ts";

const READY_WITHIN_MS = 2_000;

const free = { rateLimit: false } as const;

/** For those who run the server: whether it is alive and ready. No token; no data. */
export const addHealth = (
  app: FastifyInstance,
  deps: {
    readonly logFailure: LogFailure;
    /** Throws if the database can't be read. */
    readonly tryRead: () => Promise<void>;
    /** Throws if it can't be written to, such as when its disk is full. */
    readonly tryWrite: () => Promise<void>;
    /** Whether a write failed for a full disk lately. */
    readonly wasFull: () => boolean;
  },
): void => {
  let isStopping = false;
  app.addHook("preClose", async () => {
    isStopping = true;
  });

  for (const path of ["/health", "/api/health"]) {
    app.get(path, { config: free, schema: { hide: true } }, async () => ({ status: "ok" }));
  }

  const answersInTime = async (attempt: () => Promise<void>): Promise<boolean> => {
    try {
      await within(attempt(), READY_WITHIN_MS);
      return true;
    } catch (error) {
      deps.logFailure(error, "not ready");
      return false;
    }
  };
  const tryWrite = atMostEvery(TRIED_EVERY_MS, deps.tryWrite);
  const whyNotReady = async (): Promise<string | null> => {
    if (isStopping) return "The server is stopping.";
    if (!(await answersInTime(deps.tryRead))) return "The database isn't responding.";
    if (deps.wasFull() || !(await answersInTime(tryWrite)))
      return "The database can't be written to. Is its disk full?";
    return null;
  };
  app.get("/ready", { config: free, schema: { hide: true } }, async (_request, reply) => {
    const message = await whyNotReady();
    if (message === null) return { status: "ready" };
    return refuse(reply, { status: 503, code: "unavailable", message });
  });
};

/** A write is tried at most once in this time, however many monitors ask and however often. */
const TRIED_EVERY_MS = 5_000;

/** The same attempt for everyone who asks while it runs, or within `ms` after it has ended. */
const atMostEvery = (ms: number, attempt: () => Promise<void>): (() => Promise<void>) => {
  let last: Promise<void> | null = null;
  return () => {
    if (last) return last;
    last = attempt();
    const forget = () => {
      setTimeout(() => {
        last = null;
      }, ms).unref();
    };
    last.then(forget, forget);
    return last;
  };
};
