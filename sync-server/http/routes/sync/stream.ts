import type { ServerResponse } from "node:http";
import type { FastifyInstance } from "fastify";
import { STREAM_EVENT, type StreamEvent } from "#shared/sync/protocol.ts";
import { authenticateDevice } from "#sync-server/sync/authenticate-device.ts";
import { feedScopesOf } from "#sync-server/sync/pull-scope.ts";
import { deviceOf, requireDevice, requireOneOfAKind, requireProtocol } from "./device-gate.ts";
import { refuseSync, type SyncDeps } from "./sync-deps.ts";

/** A line that says nothing, so that both ends notice when the other has gone. */
const HEARTBEAT_MS = 15_000;

/** Every so many heartbeats the token is looked at again: a revoked device does not listen on. */
const RECHECK_EVERY = 4;

/** A device that reads so slowly that this much waits for it is let go; it comes again and pulls. */
const WAITING_BYTES_MAX = 65_536;

/**
 * `GET /sync/v1/stream`: server-sent events, read with `fetch`. One event, `resync`, which names the
 * collections that there is more of. Who opens a stream pulls first; from then on nothing is missed.
 */
export const addStream = (app: FastifyInstance, deps: SyncDeps): void => {
  const open = new Set<ServerResponse>();
  app.addHook("preClose", async () => {
    for (const stream of open) stream.end();
  });

  app.route({
    method: "GET",
    url: "/stream",
    onRequest: [requireProtocol, requireDevice(deps), requireOneOfAKind],
    handler: async (request, reply) => {
      if (open.size >= deps.streamsMax) {
        reply.header("retry-after", "60");
        return refuseSync(reply, "unavailable", "Too many devices listen here. Poll instead.");
      }
      const device = deviceOf(request);
      const stream = reply.raw;
      const { authorization } = request.headers;
      open.add(stream);
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
        tell: (collections) => {
          // Before the device knows of the stream it has not pulled yet either.
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
        return still.ok && still.value.state === "active";
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
      // The database does not answer; the stream does no harm meanwhile.
      () => undefined,
    );
  }, HEARTBEAT_MS);
  timer.unref();
  return timer;
};

const send = (stream: ServerResponse, text: string): void => {
  if (stream.writableLength > WAITING_BYTES_MAX) stream.destroy();
  else stream.write(text);
};
