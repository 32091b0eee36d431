import { isIP } from "node:net";
import rateLimit, { normalizeIP } from "@fastify/rate-limit";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

declare module "fastify" {
  interface FastifyRequest {
    /**
     * Whose requests this one counts among. A gate sets it for a valid token; null is the address.
     */
    limitedAs: string | null;
    isCounted: boolean;
  }
}

const MINUTE_MS = 60_000;

/**
 * Sent with every response to a caller who was let in: the limit, what is left of it, and the
 * seconds until it starts again.
 */
export const RATE_LIMIT_HEADERS = [
  "x-ratelimit-limit",
  "x-ratelimit-remaining",
  "x-ratelimit-reset",
] as const;

/** How many callers are tracked; the least recently active is dropped first. */
const CALLERS_MAX = 20_000;

/**
 * Limits requests per minute: those of each token that was let in, and those of each address that
 * came without a token or were refused. Beyond that: 429 and Retry-After. An address that has used
 * up its requests is refused before its token is looked at, so guessing tokens soon ends, and no
 * one can use up the requests of someone else's token. Requests with a valid token don't count for
 * their address: the tills of a shop share one.
 */
export const addRateLimit = async (
  app: FastifyInstance,
  requestsPerMinute: number,
): Promise<void> => {
  const limits = { max: requestsPerMinute, timeWindow: MINUTE_MS, cache: CALLERS_MAX };
  await app.register(rateLimit, {
    ...limits,
    global: false,
    addHeadersOnExceeding: {},
    addHeaders: { "retry-after": true },
    errorResponseBuilder: (_request, { max, ttl }) => tooMany(max, ttl),
  });
  const byAddress = app.createRateLimit({ ...limits, keyGenerator: addressOf });
  const byToken = app.createRateLimit({
    ...limits,
    keyGenerator: (request) => request.limitedAs ?? addressOf(request),
  });
  const count = (request: FastifyRequest) => {
    request.isCounted = true;
    return request.limitedAs === null ? byAddress(request) : byToken(request);
  };

  app.decorateRequest("limitedAs", null);
  app.decorateRequest("isCounted", false);

  app.addHook("onRequest", async (request, reply) => {
    if (isUnlimited(request)) return;
    const used = await byAddress(request, { increment: false });
    if (!used.isAllowed && used.remaining === 0) refuse(reply, used);
  });

  // Gates are `onRequest` hooks, so by now they have let the request in. The body hasn't been read.
  app.addHook("preParsing", async (request, reply) => {
    if (isUnlimited(request)) return;
    const used = await count(request);
    if (used.isAllowed) return;
    if (used.isExceeded) refuse(reply, used);
    const [limit, remaining, reset] = RATE_LIMIT_HEADERS;
    reply.headers({
      [limit]: used.max,
      [remaining]: used.remaining,
      [reset]: used.ttlInSeconds,
    });
  });

  app.addHook("onSend", async (request, reply) => {
    const isRefused = reply.statusCode >= 400 && reply.statusCode !== TOO_MANY;
    if (isRefused && !request.isCounted && !isUnlimited(request)) await count(request);
  });
};

/** A tighter limit for one route, by address only, for anything that someone might guess. */
export const guessLimit = (perMinute: number) => ({
  max: perMinute,
  timeWindow: MINUTE_MS,
  keyGenerator: (request: FastifyRequest) => `guess:${addressOf(request)}`,
});

const isUnlimited = (request: FastifyRequest): boolean =>
  request.routeOptions.config?.rateLimit === false;

/**
 * The address that a request came from, or that a trusted proxy names. Someone with an IPv6 address
 * has all of its /64 network, so that counts as one.
 */
export const addressOf = ({ ip, socket }: Pick<FastifyRequest, "ip" | "socket">): string =>
  normalizeIP(isIP(ip) === 0 ? (socket.remoteAddress ?? "") : ip);

const TOO_MANY = 429;

const refuse = (
  reply: FastifyReply,
  {
    max,
    ttl,
    ttlInSeconds,
  }: { readonly max: number; readonly ttl: number; readonly ttlInSeconds: number },
): never => {
  reply.header("retry-after", ttlInSeconds);
  throw tooMany(max, ttl);
};

const tooMany = (max: number, ttlMs: number) =>
  Object.assign(new Error(tooManyMessage(max, ttlMs)), {
    statusCode: TOO_MANY,
    code: "REGULARS_TOO_MANY_REQUESTS",
  });

const tooManyMessage = (max: number, ttlMs: number): string =>
  `Too many requests: at most ${max} a minute. Try again in ${Math.ceil(ttlMs / 1000)} seconds.`;
