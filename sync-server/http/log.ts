import type { FastifyInstance } from "fastify";
import pino, { type DestinationStream, type Logger } from "pino";

/**
 * The log: JSON lines on standard error. No bodies, query strings, headers or addresses, and no
 * error text that might quote input: only ids, routes, codes and durations.
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

/** Says that the server or its database is busy or down. The failure log reports that once a minute. */
const UNAVAILABLE = 503;

/**
 * An error without anything it may quote: its kind, codes and frames, the names in a database's
 * complaint, and its message only if that can't contain input.
 */
export const describeError = (error: unknown): unknown => {
  if (!(error instanceof Error)) return { kind: typeof error };
  const frames = error.stack?.split("\n").filter((line) => line.startsWith("    at ")) ?? [];
  return { ...describeOutage(error), frames: frames.slice(0, 12).map((line) => line.trim()) };
};

/** As `describeError`, without the frames: they say nothing about why a database is down. */
export const describeOutage = (error: unknown): object => {
  if (!(error instanceof Error)) return { kind: typeof error };
  const names = Object.entries(error).filter(([name]) => NAMES.has(name));
  return {
    kind: error.name,
    ...Object.fromEntries(names),
    message: KNOWN_MESSAGES.test(error.message) ? withoutValues(error.message) : undefined,
  };
};

/** The fields that Node and PostgreSQL put beside a message: codes and names of ours, no values. */
const NAMES: ReadonlySet<string> = new Set([
  "code",
  "errcode",
  "syscall",
  "schema",
  "table",
  "column",
  "constraint",
  "routine",
]);

/** Our own assertions, SQLite's complaints about our tables, and Node's connection errors. */
const KNOWN_MESSAGES =
  /^(?:Assertion failed: |Unreachable: |Cannot read properties of |The writer's thread |The database |No statement |(?:UNIQUE|FOREIGN KEY|CHECK|NOT NULL) constraint failed|no such (?:table|column): |database |disk I\/O error|connect E|read E|write E|Connection terminated|timeout )/;

/** Quoted text, parentheses, addresses and long numbers could still contain input. */
const withoutValues = (message: string): string =>
  message
    .slice(0, 300)
    .replace(/"[^"]*"|'[^']*'|`[^`]*`|\([^)]*\)|\{[^}]*\}|\[[^\]]*\]/g, "…")
    .replace(/\S*@\S*|\+?\d{4,}/g, "…");
