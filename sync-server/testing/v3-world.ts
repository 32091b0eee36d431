import { expect } from "vitest";
import type { z } from "zod";
import { type TenantId, tenantIdSchema } from "#shared/kernel/ids.ts";
import { addMs, type Instant, timeZoneSchema } from "#shared/kernel/time.ts";
import { createFailureLog } from "#sync-server/failure-log.ts";
import { createApp } from "#sync-server/http/app.ts";
import { createMetrics } from "#sync-server/http/metrics.ts";
import { createOutgoing } from "#sync-server/outgoing/outgoing.ts";
import { createPictures } from "#sync-server/outgoing/pictures.ts";
import type { Store } from "#sync-server/store.ts";
import { TEST_TENANT, type TestDatabase } from "./databases.ts";
import { createLeakWatch } from "./leak-watch.ts";
import { NOON } from "./seed.ts";

/** A response of the v3 API, its body parsed as JSON if it has one. */
export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of the body.
  readonly body: any;
};

export type AskOptions = {
  readonly token?: string | null;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/** A server on a test's database, called over real HTTP with a token that has every scope. */
export type V3World = {
  readonly tenantId: TenantId;
  readonly url: string;
  readonly store: Store;
  readonly token: string;
  /** `ask("GET /profiles?sort=email")`, `ask("POST /profiles", { body })`. */
  readonly ask: (request: string, options?: AskOptions) => Promise<Answer>;
  /** Posts what must succeed, with one of these statuses, and returns the data of the answer. */
  readonly post: (
    path: string,
    body: object,
    statuses?: readonly number[],
  ) => Promise<Answer["body"]>;
  /** Another token of the same tenant. */
  readonly tokenWith: (
    scopes: readonly string[],
    more?: { readonly expiresAt?: Instant },
  ) => Promise<string>;
  /** Starts a server of another tenant on the same database. It stops when this one does. */
  readonly otherTenant: () => Promise<V3World>;
  readonly setClock: (at: Instant) => void;
  /** How far the clock moves each time it is read; it stands still until this is set. */
  readonly setTick: (ms: number) => void;
  readonly close: () => Promise<void>;
};

const TENANT = {
  name: "Test",
  currency: "AUD",
  locale: "en-AU",
  country: "AU",
  timezone: timeZoneSchema.parse("Australia/Melbourne"),
};

/** The card key of servers in tests. */
const TEST_CARD_KEY = "card-key-of-the-tests-0123456789";

/** Checks that a body has exactly the shape in the reference: nothing missing, nothing extra. */
export const expectShape = (schema: z.ZodType, body: unknown): void => {
  expect(schema.parse(body)).toEqual(body);
};

/** Starts an app on a free port, with one tenant and a token. */
export const startV3World = async (
  database: TestDatabase,
  {
    currency = TENANT.currency,
    tenantId = TEST_TENANT,
  }: { readonly currency?: string; readonly tenantId?: TenantId } = {},
): Promise<V3World> => {
  let at = NOON;
  let tickMs = 0;
  const clock = () => {
    at = addMs(at, tickMs);
    return at;
  };
  const store = await database.open({ clock });
  await store.write("createTenant", tenantId, { ...TENANT, currency });
  const tokenWith: V3World["tokenWith"] = async (scopes, { expiresAt = null } = {}) =>
    (await store.write("createApiToken", tenantId, { name: "test", scopes, expiresAt })).token;
  const token = await tokenWith(["*"]);
  const watch = createLeakWatch();
  const { log } = watch;
  const metrics = createMetrics();
  const app = await createApp({
    store,
    clock,
    log,
    logFailure: createFailureLog(log, clock),
    metrics,
    pictures: createPictures(createOutgoing([])),
    tenantId,
    allowedOrigins: [],
    origin: null,
    trustedProxies: [],
    requestsPerMinute: 10_000_000,
    enrolmentsPerMinute: 1000,
    streamsMax: 10,
    metricsToken: null,
    cardKey: TEST_CARD_KEY,
    rendererDir: "/nowhere",
    demoTillDir: null,
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
  const address = app.server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const url = `http://127.0.0.1:${port}/api/v3`;
  const others: V3World[] = [];
  const ask: V3World["ask"] = async (request, options = {}) => {
    const method = request.slice(0, request.indexOf(" "));
    const path = request.slice(method.length + 1);
    const bearer = options.token === undefined ? token : options.token;
    const { body } = options;
    watch.sent({ path, body });
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...options.headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    watch.answered({ path, body }, answer.status, text);
    const isJson = answer.headers.get("content-type")?.includes("json") === true;
    return {
      status: answer.status,
      headers: answer.headers,
      body: isJson && text !== "" ? JSON.parse(text) : text,
    };
  };
  return {
    tenantId,
    url,
    store,
    token,
    tokenWith,
    ask,
    post: async (path, body, statuses = [200, 201]) => {
      const answer = await ask(`POST ${path}`, { body });
      expect(statuses, `${path}: ${JSON.stringify(answer.body)}`).toContain(answer.status);
      return answer.body.data;
    },
    otherTenant: async () => {
      const other = await startV3World(database, { tenantId: tenantIdSchema.parse("other") });
      others.push(other);
      return other;
    },
    setClock: (to) => {
      at = to;
    },
    setTick: (ms) => {
      tickMs = ms;
    },
    close: async () => {
      await Promise.all(others.map((other) => other.close()));
      await app.close();
      await store.close();
      expect(watch.leaks(await metrics.registry.metrics()), "what leaked").toEqual([]);
    },
  };
};
