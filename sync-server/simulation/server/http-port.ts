import { Writable } from "node:stream";
import type { FastifyInstance } from "fastify";
import pino from "pino";
import { MADE_HEADER, PROTOCOL_HEADER, PROTOCOL_VERSION } from "#shared/sync/protocol.ts";
import type { Clock } from "#sync-server/clock.ts";
import { createFailureLog } from "#sync-server/failure-log.ts";
import { createApp } from "#sync-server/http/app.ts";
import { createMetrics } from "#sync-server/http/metrics.ts";
import { createOutgoing } from "#sync-server/outgoing/outgoing.ts";
import { createPictures } from "#sync-server/outgoing/pictures.ts";
import { CRASH, type SimStore } from "./sim-store.ts";
import { type PortOf, type SyncRequest, sentSchema } from "./sync-port.ts";

/** The sync API over real HTTP: the server's whole HTTP layer, listening on a free port. */
export type HttpPort = {
  readonly portOf: PortOf;
  readonly onEnrolled: (deviceId: string, token: string) => void;
  readonly close: () => Promise<void>;
};

export const createHttpPort = (): HttpPort => {
  const tokens = new Map<string, string>();
  let app: Promise<FastifyInstance> | null = null;

  const portOf: PortOf = (store, clock, onFailure) => async (deviceId, requestText) => {
    app ??= listen(store, clock, onFailure);
    const address = (await app).server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const headers = {
      [PROTOCOL_HEADER]: String(PROTOCOL_VERSION),
      authorization: `Bearer ${tokens.get(deviceId)}`,
    };
    const { made, request } = sentSchema.parse(JSON.parse(requestText));
    const { path, init } = toHttp(request);
    const response = await fetch(`http://127.0.0.1:${port}/sync/v1/${path}`, {
      ...init,
      headers: { ...headers, [MADE_HEADER]: String(made), ...init.headers },
    });
    const text = await response.text();
    if (store.isDown()) throw CRASH;
    if (response.status >= 500) onFailure(new Error(`${response.status} ${text}`));
    return text;
  };

  return {
    portOf,
    onEnrolled: (deviceId, token) => tokens.set(deviceId, token),
    close: async () => (await app)?.close(),
  };
};

const toHttp = (request: SyncRequest) => {
  if (request.path === "push") {
    const body = JSON.stringify({ commands: request.commands });
    const headers = { "content-type": "application/json" };
    return { path: "push", init: { method: "POST", headers, body } };
  }
  const { collection, checkpoint, limit } = request;
  const query = new URLSearchParams({ collection, limit: String(limit) });
  if (checkpoint !== null) query.set("checkpoint", checkpoint);
  return { path: `pull?${query}`, init: { headers: {} } };
};

const listen = async (
  store: SimStore,
  clock: Clock,
  onFailure: (error: unknown) => void,
): Promise<FastifyInstance> => {
  const log = pino({ level: "error" }, errorsTo(store, onFailure));
  const app = await createApp({
    store,
    clock,
    log,
    logFailure: createFailureLog(log, clock),
    metrics: createMetrics(),
    pictures: createPictures(createOutgoing([])),
    tenantId: store.readDeps().tenantId,
    allowedOrigins: [],
    origin: null,
    trustedProxies: [],
    requestsPerMinute: 10_000_000,
    enrolmentsPerMinute: 1000,
    streamsMax: 10,
    metricsToken: null,
    cardKey: null,
    rendererDir: "/nowhere",
    demoTillDir: null,
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
  return app;
};

/** The errors that a server logs about itself while it is alive. */
const errorsTo = (store: SimStore, onFailure: (error: unknown) => void): Writable =>
  new Writable({
    write: (line, _encoding, done) => {
      if (!store.isDown()) onFailure(new Error(String(line)));
      done();
    },
  });
