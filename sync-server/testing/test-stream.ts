import { assert } from "#shared/kernel/assert.ts";
import { STREAM_EVENT, streamEventSchema } from "#shared/sync/protocol.ts";
import type { TestDevice } from "./test-device.ts";

/** A device that listens, and what it has been told. */
export type TestStream = {
  readonly events: readonly (readonly string[])[];
  /** All that came, comments too. */
  readonly text: () => string;
  /** Settles when one more event than now has come that names the collection; throws when none does in time. */
  readonly next: (collection: string, withinMs?: number) => Promise<void>;
  readonly ended: Promise<void>;
  readonly close: () => void;
};

/** Opens the stream of a device as the app does, with `fetch`. */
export const openTestStream = async (device: TestDevice): Promise<TestStream> => {
  const abort = new AbortController();
  const response = await device.request("stream", { signal: abort.signal });
  assert(response.ok && response.body !== null, `a stream for tests: ${response.status}`);
  const events: string[][] = [];
  let text = "";
  const ended = (async () => {
    try {
      const decoder = new TextDecoder();
      for await (const chunk of response.body ?? []) {
        const part = decoder.decode(chunk, { stream: true });
        text += part;
        for (const match of part.matchAll(EVENT)) {
          events.push([...streamEventSchema.parse(JSON.parse(match[1] ?? "")).collections]);
        }
      }
    } catch (error) {
      if (!abort.signal.aborted) throw error;
    }
  })();
  return {
    events,
    text: () => text,
    next: async (collection, withinMs = 4_000) => {
      const before = events.length;
      const until = Date.now() + withinMs;
      while (!events.slice(before).some((event) => event.includes(collection))) {
        assert(Date.now() < until, `told of ${collection} within ${withinMs} ms: ${text}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    ended,
    close: () => abort.abort(),
  };
};

const EVENT = new RegExp(`event: ${STREAM_EVENT}\\ndata: (.+)\\n\\n`, "g");
