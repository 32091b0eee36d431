import { createParser } from "eventsource-parser";
import { parseJson } from "#renderer/http/parse-json.ts";
import { createTimeLimit } from "#renderer/http/time-limit.ts";
import type { CollectionName } from "#shared/sync/collections.ts";
import { STREAM_EVENT, STREAM_HEARTBEAT_MS, streamEventSchema } from "#shared/sync/protocol.ts";
import { readRefusal, requestInit } from "./send-request.ts";
import { type SyncFailure, unreachable } from "./sync-failure.ts";

export type StreamListener = {
  /** The server has answered: from here on, no change is missed. */
  readonly onOpen: () => void;
  /** The server has sent something, if only a heartbeat. */
  readonly onAlive?: () => void;
  /** These collections have more to pull. Null if the event doesn't say which: all of them. */
  readonly onResync: (collections: readonly CollectionName[] | null) => void;
};

/** Longer than a live server ever goes without sending something: two heartbeats and a second. */
export const SILENCE_MAX_MS = 2 * STREAM_HEARTBEAT_MS + 1000;

/**
 * Reads the server's event stream with `fetch`, because `EventSource` can't send the token.
 * Resolves when the server or the network ends the stream, or when it has been silent for too long
 * ([S19]).
 */
export const openStream = async (options: {
  readonly url: URL;
  readonly token: string;
  readonly made: number;
  readonly listener: StreamListener;
  readonly signal: AbortSignal;
  /** How long the server may take to open the stream. */
  readonly openWithinMs: number;
}): Promise<SyncFailure> => {
  const { url, token, made, listener, signal, openWithinMs } = options;
  const silence = createTimeLimit(signal, openWithinMs);
  const onAlive = () => {
    listener.onAlive?.();
    silence.restart(SILENCE_MAX_MS);
  };
  try {
    const response = await fetch(url, {
      ...requestInit({ token, made }),
      signal: silence.signal,
    });
    if (!response.ok) return readRefusal(response, parseJson(await response.text()));
    if (!response.body) return { kind: "not_understood", message: "The stream has no body." };
    listener.onOpen();
    onAlive();
    await readEvents(response.body, onAlive, listener.onResync);
    return { kind: "unreachable", message: "The server closed the stream." };
  } catch (error) {
    return unreachable(error);
  } finally {
    silence.end();
  }
};

const readEvents = async (
  body: ReadableStream<Uint8Array>,
  onAlive: () => void,
  onResync: StreamListener["onResync"],
): Promise<void> => {
  const parser = createParser({
    maxBufferSize: EVENT_LENGTH_MAX,
    onEvent: ({ event, data }) => {
      if (event === STREAM_EVENT) onResync(collectionsOf(data));
    },
    // A field that isn't in the standard is skipped; an event without end is a broken server.
    onError: (error) => {
      if (error.type === "max-buffer-size-exceeded") throw error;
    },
  });
  const reader = body.getReader();
  const decoder = new TextDecoder();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    onAlive();
    parser.feed(decoder.decode(value, { stream: true }));
  }
};

const EVENT_LENGTH_MAX = 10_000;

const collectionsOf = (data: string): readonly CollectionName[] | null =>
  streamEventSchema.safeParse(parseJson(data)).data?.collections ?? null;
