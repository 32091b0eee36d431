import { createParser } from "eventsource-parser";
import { assert } from "#shared/kernel/assert.ts";
import { STREAM_EVENT, streamEventSchema } from "#shared/sync/protocol.ts";
import type { TestDevice } from "./test-device.ts";

/** An open event stream, and the events it has received. */
export type TestStream = {
  readonly events: readonly (readonly string[])[];
  /** Everything received, including comments. */
  readonly text: () => string;
  /** Resolves at the next event that names the collection. Throws if none arrives in time. */
  readonly next: (collection: string, withinMs?: number) => Promise<void>;
  readonly ended: Promise<void>;
  readonly close: () => void;
};

/** Opens a device's stream as the app does, with `fetch`. */
export const openTestStream = async (device: TestDevice): Promise<TestStream> => {
  const abort = new AbortController();
  const response = await device.request("stream", { signal: abort.signal });
  assert(response.ok && response.body !== null, `a stream for tests: ${response.status}`);
  const events: string[][] = [];
  let text = "";
  const ended = (async () => {
    try {
      const decoder = new TextDecoder();
      const parser = createParser({
        onEvent: ({ event, data }) => {
          if (event !== STREAM_EVENT) return;
          events.push([...streamEventSchema.parse(JSON.parse(data)).collections]);
        },
      });
      for await (const chunk of response.body ?? []) {
        const part = decoder.decode(chunk, { stream: true });
        text += part;
        parser.feed(part);
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
        assert(Date.now() < until, `an event for ${collection} within ${withinMs} ms: ${text}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    ended,
    close: () => abort.abort(),
  };
};
