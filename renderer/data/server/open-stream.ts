import type { CollectionName } from "#shared/sync/collections.ts";
import { STREAM_EVENT, streamEventSchema } from "#shared/sync/protocol.ts";
import { parseJson, readRefusal, requestInit } from "./send-request.ts";
import { type SyncFailure, unreachable } from "./sync-failure.ts";
import { createTimeLimit } from "./time-limit.ts";

export type StreamListener = {
  /** The server has answered: from here on nothing is missed. */
  readonly onOpen: () => void;
  /** There is more to pull of these; of all where the event does not say. */
  readonly onResync: (collections: readonly CollectionName[] | null) => void;
};

/** Longer than any pause that a living server makes between two signs of life. */
const SILENCE_MAX_MS = 45_000;
const OPEN_TIMEOUT_MS = 15_000;

/**
 * Reads the server's event stream with `fetch`, because `EventSource` cannot carry the token. Ends
 * when the server ends it, the network does, or nothing has been heard for too long.
 */
export const openStream = async (options: {
  readonly url: URL;
  readonly token: string;
  readonly listener: StreamListener;
  readonly signal: AbortSignal;
}): Promise<SyncFailure> => {
  const { url, token, listener, signal } = options;
  const silence = createTimeLimit(signal, OPEN_TIMEOUT_MS);
  try {
    const response = await fetch(url, {
      ...requestInit({ token }),
      signal: silence.signal,
    });
    if (!response.ok) return readRefusal(response, parseJson(await response.text()));
    if (!response.body) return { kind: "not_understood", message: "The stream has no body." };
    listener.onOpen();
    silence.renew(SILENCE_MAX_MS);
    await readEvents(response.body, () => silence.renew(SILENCE_MAX_MS), listener.onResync);
    return { kind: "unreachable", message: "The server closed the stream." };
  } catch (error) {
    return unreachable(error);
  } finally {
    silence.end();
  }
};

const readEvents = async (
  body: ReadableStream<Uint8Array>,
  onSignOfLife: () => void,
  onResync: StreamListener["onResync"],
): Promise<void> => {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  let event = "";
  let data = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    onSignOfLife();
    const lines = (rest + decoder.decode(value, { stream: true })).split(/\r\n|\n|\r/);
    // Bounded: a server that never ends a line is not ours.
    rest = (lines.pop() ?? "").slice(-LINE_LENGTH_MAX);
    for (const line of lines) {
      if (line.startsWith("event:")) event = line.slice(6).trim();
      if (line.startsWith("data:")) data = line.slice(5).trim();
      if (line !== "") continue;
      if (event === STREAM_EVENT) onResync(collectionsOf(data));
      event = "";
      data = "";
    }
  }
};

const LINE_LENGTH_MAX = 10_000;

const collectionsOf = (data: string): readonly CollectionName[] | null =>
  streamEventSchema.safeParse(parseJson(data)).data?.collections ?? null;
