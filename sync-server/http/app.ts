import { randomUUID } from "node:crypto";
import { Cron } from "croner";
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import type { TenantId } from "#shared/kernel/ids.ts";
import { createCardHash } from "#sync-server/access/card-key.ts";
import { createPinHasher } from "#sync-server/access/pin-hasher.ts";
import type { Clock } from "#sync-server/clock.ts";
import type { LogFailure } from "#sync-server/failure-log.ts";
import type { Pictures } from "#sync-server/outgoing/pictures.ts";
import { countParkedDue } from "#sync-server/storage/due-store.ts";
import { readServerIdentity } from "#sync-server/storage/server-identity-store.ts";
import type { Store } from "#sync-server/store.ts";
import { createWakeUp } from "#sync-server/sync/wake-up.ts";
import { addAllowedMethods, PATH_OPTIONS } from "./allowed-methods.ts";
import { createBookkeeping } from "./bookkeeping.ts";
import { addCompression } from "./compress.ts";
import { addCrossOrigin } from "./cross-origin.ts";
import { createDiskWatch } from "./disk-watch.ts";
import { addErrorHandler, answerBadUrl } from "./error-handler.ts";
import { addJsonBody, BODY_BYTES_MAX } from "./json-body.ts";
import { addRequestMetrics, type Metrics } from "./metrics.ts";
import { addPublicOrigin } from "./public-origin.ts";
import { addRateLimit } from "./rate-limit.ts";
import { addDemoTill, addRenderer } from "./renderer.ts";
import { addRequestLog } from "./request-log.ts";
import { addHealth } from "./routes/health.ts";
import { addMetrics } from "./routes/metrics.ts";
import { syncRoutes } from "./routes/sync/register.ts";
import { createBatchRunner } from "./routes/v3/profile/run-batches.ts";
import { v3Routes } from "./routes/v3/register.ts";
import { addSecurityHeaders } from "./security-headers.ts";
import { timeWrites } from "./time-writes.ts";
import { closeUnusedConnections } from "./unused-connections.ts";

/** Everything that the HTTP layer works with. */
export type AppDeps = {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: FastifyBaseLogger;
  readonly logFailure: LogFailure;
  readonly metrics: Metrics;
  /** The pictures of other hosts. */
  readonly pictures: Pictures;
  readonly tenantId: TenantId;
  readonly allowedOrigins: readonly string[];
  /** The origin that clients know this server by; null for the address that they connect to. */
  readonly origin: string | null;
  /** Addresses and networks whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  readonly requestsPerMinute: number;
  readonly enrolmentsPerMinute: number;
  readonly streamsMax: number;
  /** What `/metrics` asks for; null if nobody may see them. */
  readonly metricsToken: string | null;
  /** The secret under which card numbers are stored; null if there are no gift cards. */
  readonly cardKey: string | null;
  readonly rendererDir: string;
  /** The page that plays the till; null if there is none. */
  readonly demoTillDir: string | null;
};

/** Slow headers or a slow body keep a connection open no longer than this. */
const REQUEST_WITHIN_MS = 60_000;

/** Longer than proxies keep an idle connection open, so that they close it and not we. */
const KEEP_ALIVE_MS = 72_000;

/** Builds the HTTP layer: what every request goes through, and the APIs. Doesn't listen yet. */
export const createApp = async (deps: AppDeps): Promise<FastifyInstance> => {
  const app = fastify({
    loggerInstance: deps.log,
    // Our own log says less about who asked for what.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_WITHIN_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    forceCloseConnections: "idle",
    frameworkErrors: answerBadUrl,
    trustProxy: deps.trustedProxies.length > 0 && [...deps.trustedProxies],
    rewriteUrl: ({ url = "/" }) => withoutDoubleSlashes(url),
    routerOptions: PATH_OPTIONS,
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);

  const { metrics } = deps;
  const store = timeWrites(deps.store, metrics);
  const { clock, tenantId } = deps;
  const { logFailure, wasFull } = createDiskWatch(clock, deps.logFailure);
  const wakeUp = createWakeUp(
    { store, tenantId },
    (lagMs) => metrics.feedLagSeconds.set(lagMs / 1000),
    (error) => logFailure(error, "the feed couldn't be read"),
  );
  let isStopping = false;
  app.addHook("preClose", async () => {
    isStopping = true;
    wakeUp.stop();
  });
  // Otherwise the connection of a request that is running now stays open for another one, and the
  // server waits for it.
  app.addHook("onSend", async (_request, reply) => {
    if (isStopping) reply.header("connection", "close");
  });

  closeUnusedConnections(app);

  addAllowedMethods(app);
  addPublicOrigin(app, deps.origin);
  addErrorHandler(app, logFailure);
  addRequestLog(app);
  addRequestMetrics(app, metrics);
  await addSecurityHeaders(app);
  await addCrossOrigin(app, deps.allowedOrigins);
  await addRateLimit(app, deps.requestsPerMinute);
  addJsonBody(app);
  await addCompression(app);

  addHealth(app, {
    logFailure: deps.logFailure,
    tryRead: async () => {
      await readServerIdentity(store.read(tenantId));
    },
    tryWrite: () => store.write("tryWrite", tenantId, undefined, "job:ready"),
    wasFull,
  });
  addMetrics(app, {
    metrics,
    logFailure,
    token: deps.metricsToken,
    countParkedDue: () => countParkedDue(store.readAcross()),
  });
  const { close, ...pins } = createPinHasher();
  app.addHook("onClose", close);
  const bookkeep = createBookkeeping(store, logFailure);
  const cardsAndPins = { ...pins, hashUnderCardKey: createCardHash(deps.cardKey) };
  const { enrolmentsPerMinute, streamsMax } = deps;
  const planeDeps = { store, bookkeep, clock, tenantId };
  const limits = { enrolmentsPerMinute, streamsMax };
  const { pictures } = deps;
  app.addHook("onClose", async () => pictures.stop());
  const syncDeps = { ...planeDeps, ...cardsAndPins, ...limits, wakeUp, metrics, pictures };
  const batches = createBatchRunner({ store, tenantId, clock, logFailure });
  // What a server that has stopped left undone, and what another server of this database left.
  const lookAgain = new Cron("27 * * * * *", { unref: true }, batches.wake);
  app.addHook("onListen", batches.wake);
  app.addHook("preClose", async () => {
    lookAgain.stop();
    await batches.stop();
  });
  await app.register(syncRoutes, { prefix: "/sync/v1", ...syncDeps });
  await app.register(v3Routes, {
    prefix: "/api/v3",
    ...planeDeps,
    ...cardsAndPins,
    wakeBatches: batches.wake,
  });
  await addRenderer(app, deps.rendererDir);
  if (deps.demoTillDir !== null) await addDemoTill(app, deps.demoTillDir);
  return app;
};

/** Joining a base URL and a path often doubles a slash. Queries keep theirs. */
const withoutDoubleSlashes = (url: string): string =>
  url.replace(/^\/[^?]*/, (path) => path.replaceAll(/\/{2,}/g, "/"));
