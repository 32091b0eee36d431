import type { ServerResponse } from "node:http";
import type { FastifyInstance } from "fastify";
import type { DeviceId } from "#shared/kernel/ids.ts";
import { namesOf } from "#shared/kernel/object.ts";
import { STREAM_EVENT, STREAM_HEARTBEAT_MS, type StreamEvent } from "#shared/sync/protocol.ts";
import { readDeviceIdsIn } from "#sync-server/storage/access/device-store.ts";
import { DEVICE_STATES } from "#sync-server/storage/sync/device-state.ts";
import { authenticateDevice } from "#sync-server/sync/authenticate-device.ts";
import { feedScopesOf } from "#sync-server/sync/pull-scope.ts";
import { deviceGate, deviceOf } from "./device-gate.ts";
import { refuseSync, type SyncDeps } from "./sync-deps.ts";

/**
 * How many heartbeats until the token is checked again, about a minute. It may have expired, and
 * the news of a commit by another server may get lost.
 */
const RECHECK_EVERY = 15;

/** Commits within this time share one look for devices that have been shut out. */
const SHUT_OUT_CHECK_MS = 500;

const SHUT_OUT_STATES = namesOf(DEVICE_STATES).filter((state) => !DEVICE_STATES[state].mayPull);

/** The backlog at which a slow reader is disconnected; it reconnects and pulls. */
const WAITING_BYTES_MAX = 65_536;

/**
 * One for each tab, and those whose connection broke without the server noticing. Beyond that a new
 * stream ends the device's oldest, so that no device takes the places of others.
 */
const STREAMS_PER_DEVICE = 4;

/**
 * `GET /sync/v1/stream`: server-sent events, read with `fetch`. There is one event, `resync`, which
 * names the collections with something new. A client that opens a stream pulls first; after that it
 * misses nothing.
 */
export const addStream = (app: FastifyInstance, deps: SyncDeps): void => {
  const open = new Map<ServerResponse, DeviceId>();
  const stopWatching = watchShutOuts(deps, open);
  app.addHook("preClose", async () => {
    stopWatching();
    for (const stream of open.keys()) stream.end();
  });

  app.route({
    method: "GET",
    url: "/stream",
    onRequest: deviceGate(deps),
    handler: async (request, reply) => {
      const device = deviceOf(request);
      const own = [...open].flatMap(([stream, id]) => (id === device.id ? [stream] : []));
      const [oldest] = own;
      if (oldest && own.length >= STREAMS_PER_DEVICE) {
        open.delete(oldest);
        oldest.destroy();
      } else if (open.size >= deps.streamsMax) {
        reply.header("retry-after", "60");
        return refuseSync(reply, "unavailable", "Too many devices are listening. Poll instead.");
      }
      const stream = reply.raw;
      const { authorization } = request.headers;
      open.set(stream, device.id);
      let release: (() => void) | null = null;
      let heartbeat: NodeJS.Timeout | null = null;
      deps.metrics.streams.set(open.size);
      stream.once("close", () => {
        if (heartbeat) clearInterval(heartbeat);
        release?.();
        open.delete(stream);
        deps.metrics.streams.set(open.size);
      });

      release = await deps.wakeUp.listen({
        scopes: feedScopesOf(device),
        notify: (collections) => {
          // The device doesn't know of the stream yet, so it hasn't pulled yet either.
          if (!stream.headersSent) return;
          send(stream, eventText({ collections: [...collections] }));
          deps.metrics.wakeUps.inc();
        },
      });
      reply.hijack();
      if (stream.destroyed) {
        release();
        return reply;
      }
      heartbeat = startHeartbeat(stream, async () => {
        const read = deps.store.read(deps.tenantId);
        const still = await authenticateDevice(read, authorization, deps.clock());
        return still.ok && DEVICE_STATES[still.value.state].mayPull;
      });
      for (const [name, value] of Object.entries(reply.getHeaders())) {
        if (value !== undefined) stream.setHeader(name, value);
      }
      stream.writeHead(200, {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store",
        "x-accel-buffering": "no",
      });
      stream.write("retry: 3000\n\n");
      return reply;
    },
  });
};

/**
 * Ends the streams of devices that head office shuts out, soon after the commit, also when another
 * server on the database made it. Returns a function that stops it.
 */
const watchShutOuts = (
  { store, tenantId }: SyncDeps,
  open: ReadonlyMap<ServerResponse, DeviceId>,
): (() => void) => {
  let timer: NodeJS.Timeout | null = null;
  const endShutOut = async (): Promise<void> => {
    timer = null;
    const listening = [...new Set(open.values())];
    const shutOut = await readDeviceIdsIn(store.read(tenantId), listening, SHUT_OUT_STATES);
    for (const [stream, id] of open) {
      if (!shutOut.has(id)) continue;
      if (stream.headersSent) stream.end();
      else stream.destroy();
    }
  };
  const stopHearing = store.onChange(() => {
    if (timer) return;
    // If the database isn't responding, the check with the heartbeats follows.
    timer = setTimeout(() => void endShutOut().catch(() => undefined), SHUT_OUT_CHECK_MS);
    timer.unref();
  });
  return () => {
    stopHearing();
    if (timer) clearTimeout(timer);
  };
};

const eventText = (event: StreamEvent): string =>
  `event: ${STREAM_EVENT}\ndata: ${JSON.stringify(event)}\n\n`;

const startHeartbeat = (
  stream: ServerResponse,
  mayListen: () => Promise<boolean>,
): NodeJS.Timeout => {
  let beats = 0;
  const timer = setInterval(() => {
    send(stream, ": still here\n\n");
    beats++;
    if (beats % RECHECK_EVERY !== 0) return;
    mayListen().then(
      (may) => {
        if (!may) stream.end();
      },
      // The database isn't responding; the open stream does no harm in the meantime.
      () => undefined,
    );
  }, STREAM_HEARTBEAT_MS);
  timer.unref();
  return timer;
};

const send = (stream: ServerResponse, text: string): void => {
  if (stream.writableLength > WAITING_BYTES_MAX) stream.destroy();
  else stream.write(text);
};
