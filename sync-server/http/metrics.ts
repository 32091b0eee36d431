import type { FastifyInstance } from "fastify";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** What the server counts and times. One set per app, so that two in one process don't mix. */
export type Metrics = {
  readonly registry: Registry;
  readonly requests: Counter<"method" | "route" | "status">;
  readonly requestSeconds: Histogram<"method" | "route">;
  readonly writeSeconds: Histogram<"write">;
  readonly writeFailures: Counter<"write">;
  readonly groupSize: Histogram;
  readonly commands: Counter<"kind" | "status">;
  readonly pulledDocuments: Counter<"collection">;
  readonly streams: Gauge;
  readonly wakeUps: Counter;
  readonly feedLagSeconds: Gauge;
  readonly dueParked: Gauge;
};

/** Creates the metrics of one server. */
export const createMetrics = (): Metrics => {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requests: new Counter({
      name: "regulars_http_requests_total",
      help: "Requests answered, by route and by class of status, such as 2xx.",
      labelNames: ["method", "route", "status"],
      registers,
    }),
    requestSeconds: new Histogram({
      name: "regulars_http_request_seconds",
      help: "Time from a request to the end of its response, by route.",
      labelNames: ["method", "route"],
      buckets: [0.005, 0.025, 0.1, 0.5, 2.5, 10],
      registers,
    }),
    writeSeconds: new Histogram({
      name: "regulars_write_seconds",
      help: "Time from requesting a write to its commit.",
      labelNames: ["write"],
      buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
      registers,
    }),
    writeFailures: new Counter({
      name: "regulars_write_failures_total",
      help: "Writes that were rolled back by an exception.",
      labelNames: ["write"],
      registers,
    }),
    groupSize: new Histogram({
      name: "regulars_commit_writes",
      help: "Writes that shared one commit (SQLite; 1 on PostgreSQL).",
      buckets: [1, 2, 4, 8, 16, 32, 64, 128],
      registers,
    }),
    commands: new Counter({
      name: "regulars_commands_total",
      help: "Commands answered, by kind and verdict.",
      labelNames: ["kind", "status"],
      registers,
    }),
    pulledDocuments: new Counter({
      name: "regulars_pulled_documents_total",
      help: "Documents sent to devices.",
      labelNames: ["collection"],
      registers,
    }),
    streams: new Gauge({
      name: "regulars_streams",
      help: "Devices listening for changes now.",
      registers,
    }),
    wakeUps: new Counter({
      name: "regulars_stream_events_total",
      help: "Times a device was notified that there is more to pull.",
      registers,
    }),
    feedLagSeconds: new Gauge({
      name: "regulars_feed_lag_seconds",
      help: "Time from noticing a commit to notifying the listening devices, most recently.",
      registers,
    }),
    dueParked: new Gauge({
      name: "regulars_due_parked",
      help: "Due rows that failed too often and are parked. `verify` lists them, `rebuild` requeues them.",
      registers,
    }),
  };
};

/**
 * Counts and times every request by its route's pattern, never by its path, because paths contain
 * ids. Only declared routes and classes of status are labels, so the page of metrics stays short.
 */
export const addRequestMetrics = (app: FastifyInstance, metrics: Metrics): void => {
  app.addHook("onResponse", async (request, reply) => {
    const { url } = request.routeOptions;
    // A stranger may ask for anything, by any method.
    const asked = url === undefined ? NO_ROUTE : { method: request.method, route: url };
    const status = `${String(reply.statusCode).charAt(0)}xx`;
    metrics.requests.inc({ ...asked, status });
    metrics.requestSeconds.observe(asked, reply.elapsedTime / 1000);
  });
};

const NO_ROUTE = { method: "any", route: "unknown" } as const;
