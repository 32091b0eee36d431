import type { FastifyInstance } from "fastify";
import { PROTOCOL_HEADER } from "#shared/sync/protocol.ts";

/**
 * Lets pages of known origins call the server: the desktop app (`app://regulars`), pages of this
 * machine while developing, and what the operator names. A bearer token is the only way in, so
 * cookies are never allowed.
 */
export const addCrossOrigin = (app: FastifyInstance, allowedOrigins: readonly string[]): void => {
  const known = new Set(allowedOrigins);
  const isKnown = (origin: string) => known.has(origin) || isOfThisMachine(origin);

  app.addHook("onRequest", async (request, reply) => {
    const { origin } = request.headers;
    if (origin === undefined) return;
    reply.header("vary", "Origin");
    if (!isKnown(origin)) return;
    reply.header("access-control-allow-origin", origin);
    reply.header("access-control-expose-headers", "retry-after, x-request-id");
    if (request.method !== "OPTIONS") return;
    reply.header("access-control-allow-methods", "GET, POST, PUT, DELETE");
    reply.header("access-control-allow-headers", ALLOWED_HEADERS);
    reply.header("access-control-max-age", "7200");
    await reply.code(204).send();
  });
};

const ALLOWED_HEADERS = `authorization, content-type, idempotency-key, ${PROTOCOL_HEADER}`;

const isOfThisMachine = (origin: string): boolean =>
  /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/.test(origin);
