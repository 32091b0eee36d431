import type { FastifyInstance } from "fastify";

/** On every answer: what browsers must not guess, keep or give away, and the request's id. */
export const addSecurityHeaders = (app: FastifyInstance): void => {
  app.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
    reply.header("x-content-type-options", "nosniff");
    reply.header("referrer-policy", "no-referrer");
    reply.header("cross-origin-resource-policy", "same-origin");
    reply.header("x-frame-options", "DENY");
  });
};
