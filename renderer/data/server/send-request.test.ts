import { createServer, type ServerResponse } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { sendRequest } from "./send-request.ts";

const failureWhen = async (answer: (response: ServerResponse) => void): Promise<string> => {
  const server = createServer((_, response) => answer(response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = z.object({ port: z.number() }).parse(server.address());
  const answered = await sendRequest(
    {
      url: new URL(`http://127.0.0.1:${address.port}/sync/v1/status`),
      token: null,
      timeoutMs: 5000,
      signal: new AbortController().signal,
    },
    z.object({ serverEpoch: z.string() }),
  );
  if (answered.ok) return "ok";
  return answered.error.kind === "refused" ? answered.error.code : answered.error.kind;
};

const PAGE = "<html><title>Guest Wi-Fi</title></html>";
const html = { "content-type": "text/html; charset=utf-8" };

test.each([
  ["its sign-in page in place of ours", 200, html, PAGE, "intercepted"],
  ["a way to its sign-in page", 302, { location: "http://wifi.example/" }, "", "intercepted"],
  ["that one must sign in first", 511, html, PAGE, "intercepted"],
  ["a page that says no", 403, html, PAGE, "intercepted"],
  ["that our server is down, as a proxy of our own does", 502, html, PAGE, "unavailable"],
  ["what we sent", 200, { "content-type": "application/json" }, '{"serverEpoch":"e"}', "ok"],
  ["other JSON", 200, { "content-type": "application/json" }, "[]", "not_understood"],
] as const)("a network that answers %s", async (_, status, headers, body, expected) => {
  expect(
    await failureWhen((response) => {
      response.writeHead(status, headers).end(body);
    }),
  ).toBe(expected);
});
