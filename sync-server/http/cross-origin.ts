import cors from "@fastify/cors";
import type { FastifyInstance } from "fastify";
import { MADE_HEADER, PROTOCOL_HEADER } from "#shared/sync/protocol.ts";
import { RATE_LIMIT_HEADERS } from "./rate-limit.ts";

/**
 * Lets pages of known origins call the server: the desktop app (`app://regulars`), pages on this
 * machine (for development), and those the operator lists. Callers authenticate with a bearer
 * token, so credentials (cookies) are never allowed.
 */
export const addCrossOrigin = async (
  app: FastifyInstance,
  allowedOrigins: readonly string[],
): Promise<void> => {
  await app.register(cors, {
    origin: [...allowedOrigins, THIS_MACHINE],
    methods: ["GET", "POST", "PUT", "DELETE"],
    allowedHeaders: [
      "authorization",
      "content-type",
      "idempotency-key",
      "if-none-match",
      PROTOCOL_HEADER,
      MADE_HEADER,
    ],
    exposedHeaders: [
      ...RATE_LIMIT_HEADERS,
      "etag",
      "retry-after",
      "x-request-id",
      "idempotency-replayed",
    ],
    maxAge: 7200,
    // A malformed preflight is answered like any other, instead of with plain text.
    strictPreflight: false,
  });
};

const THIS_MACHINE = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/;
