import type { FastifyInstance } from "fastify";

/**
 * Logs one line per request: the route, the status and the duration. Every response has the id of
 * its log line.
 */
export const addRequestLog = (app: FastifyInstance): void => {
  app.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
  });
  app.addHook("onResponse", async (request, reply) => {
    const line = {
      method: request.method,
      route: request.routeOptions.url ?? "unknown",
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    };
    if (reply.statusCode >= 500 && reply.statusCode !== UNAVAILABLE) {
      request.log.warn(line, "request");
    } else request.log.debug(line, "request");
  });
};

/**
 * Says that the server or its database is busy or down. The failure log reports that once a minute.
 */
const UNAVAILABLE = 503;
