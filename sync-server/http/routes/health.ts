import type { FastifyInstance } from "fastify";
import { refuse } from "#sync-server/http/answer.ts";
import type { Metrics } from "#sync-server/http/metrics.ts";

const READY_WITHIN_MS = 2_000;

const free = { rateLimit: false } as const;

/** For whoever runs the server: whether it is alive and ready, and its metrics. No token; no data. */
export const addHealth = (
  app: FastifyInstance,
  deps: {
    readonly metrics: Metrics;
    /** Throws if the database doesn't respond. */
    readonly checkDatabase: () => Promise<void>;
    readonly countParkedDue: () => Promise<number>;
  },
): void => {
  let isStopping = false;
  app.addHook("preClose", async () => {
    isStopping = true;
  });

  for (const path of ["/health", "/api/health"]) {
    app.get(path, { config: free, schema: { hide: true } }, async () => ({ status: "ok" }));
  }

  app.get("/ready", { config: free, schema: { hide: true } }, async (request, reply) => {
    try {
      if (isStopping) throw new Error("stopping");
      await within(deps.checkDatabase(), READY_WITHIN_MS);
      return { status: "ready" };
    } catch (error) {
      request.log.warn({ err: error }, "not ready");
      reply.header("retry-after", "2");
      return refuse(reply, {
        status: 503,
        code: "unavailable",
        message: isStopping ? "The server is stopping." : "The database isn't responding.",
      });
    }
  });

  app.get("/metrics", { config: free, schema: { hide: true } }, async (request, reply) => {
    const { registry, dueParked } = deps.metrics;
    try {
      dueParked.set(await within(deps.countParkedDue(), READY_WITHIN_MS));
    } catch (error) {
      // The other figures are needed most when the database is down.
      request.log.warn({ err: error }, "parked due rows can't be counted");
    }
    return reply.type(registry.contentType).send(await registry.metrics());
  });
};

const within = async <T>(work: Promise<T>, ms: number): Promise<T> => {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error("too late")), ms);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
};
