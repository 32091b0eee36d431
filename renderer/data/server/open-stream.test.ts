import { createServer } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { openStream } from "./open-stream.ts";

/** Reads a stream that sends these chunks and ends. Resolves with its events and how it ended. */
const readStream = async (chunks: readonly string[]) => {
  const server = createServer(async (_request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (const chunk of chunks) {
      await new Promise((written) => response.write(chunk, written));
    }
    response.end();
  });
  onTestFinished(() => {
    server.close();
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const received: (readonly string[] | null)[] = [];
  const failure = await openStream({
    url: new URL(`http://127.0.0.1:${port}/`),
    made: 0,
    token: "token",
    listener: { onOpen: () => {}, onResync: (collections) => received.push(collections) },
    signal: new AbortController().signal,
    openWithinMs: 5000,
  });
  return { received, failure };
};

test("events arrive whole, however the stream is cut", async () => {
  const text = ': hello\n\nevent: resync\ndata: {"collections":["profiles"]}\n\n';
  for (const cut of [1, 12, 20, 40, text.length - 1]) {
    const { received } = await readStream([text.slice(0, cut), text.slice(cut)]);
    expect(received).toEqual([["profiles"]]);
  }
});

test("an event that doesn't say what changed is about everything; others are skipped", async () => {
  const { received } = await readStream(["event: other\ndata: 1\n\nevent: resync\ndata: {}\n\n"]);
  expect(received).toEqual([null]);
});

test("an event without an end ends the stream instead of filling the memory", async () => {
  const { failure } = await readStream(["event: resync\ndata: ", "x".repeat(20_000)]);
  expect(failure).toMatchObject({
    kind: "unreachable",
    message: expect.stringContaining("exceeded"),
  });
});
