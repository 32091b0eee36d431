import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type CollectionName, collectionNameSchema } from "#shared/sync/collections.ts";
import {
  type EnrolResponse,
  type PullResponse,
  type PushResponse,
  STREAM_EVENT,
  STREAM_HEARTBEAT_MS,
  type SyncError,
} from "#shared/sync/protocol.ts";

/**
 * A small HTTP server that speaks the sync protocol with facts in memory, and misbehaves on demand:
 * for what a healthy server never does, and to create a feed of any size instantly.
 */
export type FeedServer = {
  readonly url: string;
  /** Appends documents to a collection's feed and notifies the streams. */
  readonly put: (collection: CollectionName, documents: readonly unknown[]) => void;
  /** How the next requests fail. Change it at any time. */
  readonly faults: Faults;
  readonly seen: {
    /** `collection:checkpoint` of each pull, in order of arrival. */
    readonly pulls: string[];
    /** The commands of each push. */
    readonly pushes: unknown[][];
    /** When each push arrived, in ms, by a monotonic clock. */
    readonly pushedAtMs: number[];
    /** The most pulls, and the most pushes, open at the same time. */
    mostPulls: number;
    mostPushes: number;
    streams: number;
    statuses: number;
    /** What each picture that was asked for is of, and the etag that the device has of it. */
    readonly pictures: string[];
  };
  /** Ends every open stream. While pulls are refused, so are new streams. */
  readonly cutStreams: () => void;
  /** Enrolments from now on get another device id, starting at place 1. */
  readonly nextDevice: () => void;
  readonly deviceId: () => string;
  readonly close: () => Promise<void>;
};

export type Faults = {
  /** Answers every request of this sort with this. */
  pull: Refusal | null;
  push: Refusal | null;
  status: Refusal | null;
  /**
   * Answers a push, cuts its connection, or never answers. If null, every command is `accepted`.
   */
  onPush: ((commands: readonly unknown[]) => PushResponse | "cut" | "never") | null;
  /** Answers what is asked about gift cards, or cuts the connection. Null: there are none. */
  onCard: ((path: string, body: Readonly<Record<string, unknown>>) => object | "cut") | null;
  /** The pictures there are, by what they are of ([S26]). */
  readonly pictures: Record<string, Picture>;
  /** Every pull waits for this before it is answered. */
  beforePull: (() => Promise<unknown>) | null;
  /** Called after a pull has been answered. */
  afterPull: ((collection: CollectionName) => void) | null;
  serverEpoch: string;
  /** The device is restricted to redeeming online ([S21]). */
  isOnlineOnly: boolean;
};
type Picture = { readonly bytes: Buffer; readonly etag: string };
type Refusal = { readonly status: number; readonly code: SyncError["code"] };

export const startFeedServer = async (): Promise<FeedServer> => {
  const feeds = new Map<CollectionName, unknown[]>(
    collectionNameSchema.options.map((name) => [name, []]),
  );
  const streams = new Set<ServerResponse>();
  const seen: FeedServer["seen"] = {
    pulls: [],
    pushes: [],
    pushedAtMs: [],
    mostPulls: 0,
    mostPushes: 0,
    streams: 0,
    statuses: 0,
    pictures: [],
  };
  const faults: Faults = {
    pull: null,
    push: null,
    status: null,
    onPush: null,
    onCard: null,
    pictures: {},
    beforePull: null,
    afterPull: null,
    serverEpoch: "e1",
    isOnlineOnly: false,
  };
  const open = { pulls: 0, pushes: 0 };
  const count = (kind: keyof typeof open, response: ServerResponse) => {
    open[kind] += 1;
    response.once("close", () => {
      open[kind] -= 1;
    });
    return open[kind];
  };
  let nextSeq = 1;
  let devices = 1;
  const deviceId = () => `01890000-0000-7000-8000-${String(devices).padStart(12, "0")}`;

  const pull = async (url: URL, response: ServerResponse) => {
    const collection = collectionNameSchema.parse(url.searchParams.get("collection"));
    const checkpoint = url.searchParams.get("checkpoint");
    const limit = Number(url.searchParams.get("limit"));
    seen.mostPulls = Math.max(seen.mostPulls, count("pulls", response));
    seen.pulls.push(`${collection}:${checkpoint ?? ""}`);
    await faults.beforePull?.();
    if (faults.pull) return refuse(response, faults.pull);
    const { serverEpoch } = faults;
    const [epoch = serverEpoch, place = "0"] = checkpoint?.split(".") ?? [];
    if (epoch !== serverEpoch) return refuse(response, { status: 410, code: "checkpoint_foreign" });
    const feed = feeds.get(collection) ?? [];
    const from = Number(place);
    const documents = feed.slice(from, from + limit);
    const to = from + documents.length;
    answer(response, {
      documents,
      checkpoint: `${serverEpoch}.${to}`,
      hasMore: to < feed.length,
      isOnlineOnly: faults.isOnlineOnly,
      serverEpoch,
      serverTime: Date.now(),
    });
    faults.afterPull?.(collection);
  };

  const push = async (request: IncomingMessage, response: ServerResponse) => {
    seen.mostPushes = Math.max(seen.mostPushes, count("pushes", response));
    const body = await bodyOf(request).catch(() => null);
    if (body === null) return undefined;
    const { commands } = JSON.parse(body);
    seen.pushes.push(commands);
    seen.pushedAtMs.push(performance.now());
    if (faults.push) return refuse(response, faults.push);
    const answered = faults.onPush ? faults.onPush(commands) : acceptAll(commands);
    if (answered === "never") return undefined;
    if (answered === "cut") return response.destroy();
    answer(response, answered);
  };
  const acceptAll = (commands: readonly { commandId: string; deviceSeq: number }[]) => {
    nextSeq = Math.max(nextSeq, ...commands.map(({ deviceSeq }) => deviceSeq + 1));
    return pushResponse(faults.serverEpoch, nextSeq, commands.map(acceptedVerdict));
  };

  const status = (response: ServerResponse) =>
    answer(response, {
      deviceId: deviceId(),
      deviceEpoch: 1,
      deviceName: "Till",
      locationId: 1,
      tenantId: DEVICE.tenantId,
      state: "active",
      nextDeviceSeq: nextSeq,
      isOnlineOnly: faults.isOnlineOnly,
      protocolVersion: 1,
      serverEpoch: faults.serverEpoch,
      serverTime: Date.now(),
      backedUpThrough: null,
    });

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://feed");
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("access-control-allow-headers", "*");
    response.setHeader("access-control-max-age", "600");
    response.setHeader("access-control-expose-headers", "etag");
    if (request.method === "OPTIONS") return response.writeHead(204).end();
    if (url.pathname === "/sync/v1/stream") return stream(response);
    if (url.pathname === "/sync/v1/pull") return pull(url, response);
    if (url.pathname === "/sync/v1/push") return push(request, response);
    if (url.pathname === "/sync/v1/status") {
      seen.statuses += 1;
      return faults.status ? refuse(response, faults.status) : status(response);
    }
    if (url.pathname.startsWith(PICTURES))
      return picture(url.pathname.slice(PICTURES.length), request, response);
    if (url.pathname.startsWith(CARDS))
      return card(url.pathname.slice(CARDS.length), request, response);
    if (url.pathname === "/sync/v1/enrol") {
      return answer(response, {
        ...DEVICE,
        deviceId: deviceId(),
        serverEpoch: faults.serverEpoch,
        serverTime: Date.now(),
      });
    }
    return response.writeHead(404).end();
  });
  const picture = (ref: string, request: IncomingMessage, response: ServerResponse) => {
    const held = request.headers["if-none-match"] ?? "";
    seen.pictures.push(held === "" ? ref : `${ref} ${held}`);
    const found = faults.pictures[ref];
    if (faults.pull) return refuse(response, faults.pull);
    if (!found) return refuse(response, { status: 404, code: "no_picture" });
    const headers = { etag: found.etag, "content-type": "image/png" };
    return held === found.etag
      ? response.writeHead(304, headers).end()
      : response.writeHead(200, headers).end(found.bytes);
  };
  const card = async (path: string, request: IncomingMessage, response: ServerResponse) => {
    const answered = faults.onCard?.(path, JSON.parse(await bodyOf(request)));
    const { serverEpoch } = faults;
    if (answered === undefined) response.writeHead(404).end();
    else if (answered === "cut") response.destroy();
    else answer(response, { ...answered, serverEpoch, serverTime: Date.now() });
  };
  const stream = (response: ServerResponse) => {
    if (faults.pull) return refuse(response, faults.pull);
    seen.streams += 1;
    streams.add(response);
    const heartbeat = setInterval(() => response.write(": alive\n\n"), STREAM_HEARTBEAT_MS);
    response.once("close", () => {
      clearInterval(heartbeat);
      streams.delete(response);
    });
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(": open\n\n");
  };

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");

  return {
    url: `http://127.0.0.1:${address.port}`,
    faults,
    seen,
    put: (collection, documents) => {
      feeds.get(collection)?.push(...documents);
      const event = `event: ${STREAM_EVENT}\ndata: ${JSON.stringify({ collections: [collection] })}\n\n`;
      for (const response of streams) response.write(event);
    },
    cutStreams: () => {
      for (const response of streams) response.destroy();
    },
    nextDevice: () => {
      devices += 1;
      nextSeq = 1;
    },
    deviceId,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
};

const PICTURES = "/sync/v1/pictures/";
const CARDS = "/sync/v1/gift-cards/";

/** The same for everyone who enrols here. */
const DEVICE = {
  deviceEpoch: 1,
  token: "rg_dev_test",
  tenantId: "feed",
  locationId: 1,
} as const satisfies Omit<
  Record<keyof EnrolResponse, unknown>,
  "serverEpoch" | "serverTime" | "deviceId"
>;

/** A push answer with these verdicts. */
export const pushResponse = (
  serverEpoch: string,
  nextDeviceSeq: number,
  verdicts: readonly object[],
): PushResponse =>
  JSON.parse(
    JSON.stringify({
      verdicts,
      nextDeviceSeq,
      serverEpoch,
      serverTime: Date.now(),
      backedUpThrough: null,
    }),
  );

type SentCommand = {
  readonly commandId: string;
  readonly profileId?: string;
  readonly basis?: { readonly accountVersion: number };
};

/** A plain `accepted`. A redemption adds one entry to the account version that the device knew. */
export const acceptedVerdict = ({ commandId, profileId, basis }: SentCommand) => ({
  commandId,
  status: "accepted",
  reason: null,
  detail: null,
  shortfallCents: null,
  availableCents: null,
  redemptionId: null,
  accountVersion: basis ? basis.accountVersion + 1 : null,
  profileId: profileId ?? null,
  wasClamped: false,
  wasFrozen: false,
  recordedAt: Date.now(),
});

const answer = (response: ServerResponse, body: object | PullResponse): void => {
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(body));
};

const refuse = (response: ServerResponse, { status, code }: Refusal): void => {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify({ code, message: "Requested by the test." }));
};

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
};
