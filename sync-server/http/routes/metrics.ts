import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyInstance } from "fastify";
import type { LogFailure } from "#sync-server/failure-log.ts";
import { type RequestRefusal, refuse } from "#sync-server/http/answer.ts";
import type { Metrics } from "#sync-server/http/metrics.ts";
import { within } from "#sync-server/http/within.ts";

const COUNT_WITHIN_MS = 2_000;

/**
 * `GET /metrics`, for Prometheus. It shows how busy a business is, so it takes a token of its own.
 * Wrong ones count towards the rate limit of the address.
 */
export const addMetrics = (
  app: FastifyInstance,
  deps: {
    readonly metrics: Metrics;
    readonly logFailure: LogFailure;
    readonly token: string | null;
    readonly countParkedDue: () => Promise<number>;
  },
): void => {
  app.get("/metrics", { schema: { hide: true } }, async (request, reply) => {
    if (deps.token === null) return refuse(reply, NO_METRICS);
    if (!isBearer(request.headers.authorization, deps.token)) {
      reply.header("www-authenticate", "Bearer");
      return refuse(reply, WRONG_TOKEN);
    }
    const { registry, dueParked } = deps.metrics;
    try {
      dueParked.set(await within(deps.countParkedDue(), COUNT_WITHIN_MS));
    } catch (error) {
      // The other figures are needed most when the database is down.
      deps.logFailure(error, "parked due rows can't be counted");
    }
    return reply.type(registry.contentType).send(await registry.metrics());
  });
};

const NO_METRICS: RequestRefusal = {
  status: 404,
  code: "not_found",
  message: "This server shows no metrics. Set REGULARS_METRICS_TOKEN and start it again.",
};

const WRONG_TOKEN: RequestRefusal = {
  status: 401,
  code: "unauthorised",
  message: "Send the token in REGULARS_METRICS_TOKEN: Authorization: Bearer …",
};

/** Compares hashes, so that the time it takes says nothing about the token. */
const isBearer = (authorization: string | undefined, token: string): boolean =>
  timingSafeEqual(sha256(authorization ?? ""), sha256(`Bearer ${token}`));

const sha256 = (text: string): Buffer => createHash("sha256").update(text).digest();
