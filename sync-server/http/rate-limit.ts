import rateLimit from "@fastify/rate-limit";
import type { FastifyInstance, FastifyRequest } from "fastify";

const MINUTE_MS = 60_000;

/** Sent with every response to a caller who was let in: the limit, what is left of it, and the seconds until it starts again. */
export const RATE_LIMIT_HEADERS = [
  "x-ratelimit-limit",
  "x-ratelimit-remaining",
  "x-ratelimit-reset",
] as const;

/** How many callers are tracked; the least recently active is dropped first. */
const CALLERS_MAX = 20_000;

/**
 * Limits the requests of one caller per minute: by token if there is one, else by address. Beyond
 * that: 429 and Retry-After.
 */
export const addRateLimit = async (
  app: FastifyInstance,
  requestsPerMinute: number,
): Promise<void> => {
  await app.register(rateLimit, {
    global: true,
    max: requestsPerMinute,
    timeWindow: MINUTE_MS,
    cache: CALLERS_MAX,
    keyGenerator: callerOf,
    addHeadersOnExceeding: {},
    addHeaders: { "retry-after": true },
    errorResponseBuilder: (_request, context) => tooMany(context.max, context.ttl),
  });
};

/** A tighter limit for one route, by address only, for anything that someone might guess. */
export const guessLimit = (perMinute: number) => ({
  max: perMinute,
  timeWindow: MINUTE_MS,
  keyGenerator: (request: FastifyRequest) => `guess:${request.ip}`,
});

const tooMany = (max: number, ttlMs: number) =>
  Object.assign(new Error(tooManyMessage(max, ttlMs)), {
    statusCode: 429,
    code: "REGULARS_TOO_MANY_REQUESTS",
  });

const tooManyMessage = (max: number, ttlMs: number): string =>
  `Too many requests: at most ${max} a minute. Try again in ${Math.ceil(ttlMs / 1000)} seconds.`;

/** The id inside a token, without its secret: enough to tell callers apart. */
const callerOf = (request: FastifyRequest): string => {
  const match = /^Bearer rg_[a-z]{3}_([0-9a-z-]{8,64})_/i.exec(request.headers.authorization ?? "");
  return match?.[1] ?? request.ip;
};
