import type { FastifyInstance } from "fastify";
import pino, { type DestinationStream, type Logger } from "pino";

/**
 * The log: JSON lines on standard error. No bodies, no query strings, no headers, no addresses, and
 * no text of an error that might quote what somebody sent: ids, routes, codes and durations only.
 */
export const createLog = (level: string, destination?: DestinationStream): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: describeError },
    },
    destination ?? pino.destination({ fd: 2, sync: false }),
  );

/** One line for each request: what it was, what it got, how long it took. */
export const addRequestLog = (app: FastifyInstance): void => {
  app.addHook("onResponse", async (request, reply) => {
    const line = {
      method: request.method,
      route: request.routeOptions.url ?? "unknown",
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    };
    if (reply.statusCode >= 500) request.log.warn(line, "request");
    else request.log.debug(line, "request");
  });
};

/** An error without what it may quote: its kind, code, frames, and its message with values taken out. */
export const describeError = (error: unknown): unknown => {
  if (!(error instanceof Error)) return { kind: typeof error };
  const frames = error.stack?.split("\n").filter((line) => line.startsWith("    at ")) ?? [];
  return {
    kind: error.name,
    code: "code" in error ? error.code : undefined,
    message: withoutValues(error.message),
    frames: frames.slice(0, 12).map((line) => line.trim()),
  };
};

/** Quoted texts, what stands in brackets, addresses and long numbers are what input can put into a message. */
const withoutValues = (message: string): string =>
  message
    .slice(0, 500)
    .replace(/"[^"]*"|'[^']*'|`[^`]*`|\([^)]*\)|\{[^}]*\}|\[[^\]]*\]/g, "…")
    .replace(/\S*@\S*|\+?\d{4,}/g, "…");
