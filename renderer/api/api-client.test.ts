import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { runTool } from "#renderer/e2e/server-process.ts";
import { type DemoServer, startDemoServer } from "#renderer/testing/demo-server.ts";
import { locationViewSchema, newLocationSchema } from "#shared/api/organisation/location.ts";
import { createApiClient } from "./api-client.ts";
import { declareCall } from "./call.ts";
import { verifyToken } from "./verify-token.ts";

const readProfile = declareCall({
  method: "GET",
  path: "/api/v3/profiles/:id",
  answer: z.object({ data: z.object({ id: z.string() }) }),
});
const createLocation = declareCall({
  method: "POST",
  path: "/api/v3/locations",
  body: newLocationSchema,
  answer: z.object({ data: locationViewSchema }),
});

describe("with a real server", () => {
  let server: DemoServer;
  let token: string;

  beforeAll(async () => {
    server = await startDemoServer({ profiles: 10, transactions: 10 });
    const args = ["--data", server.data, "--name", "api client", "--scope", "*"];
    token = /rg_api_\S+/.exec(await runTool("token", args))?.[0] ?? "";
  });
  afterAll(() => server.remove());

  const client = (bearer: string | null = token) =>
    createApiClient({ baseUrl: server.url, token: bearer });

  test("parses an answer", async () => {
    const answer = await client().ask(verifyToken, {});
    expect(answer).toMatchObject({ ok: true, value: { data: { name: "api client" } } });
  });

  test("returns the server's refusal with its status, code and message", async () => {
    const answer = await client("rg_api_nobody").ask(verifyToken, {});
    expect(answer).toMatchObject({
      ok: false,
      error: {
        reason: "refused",
        status: 401,
        code: "unauthenticated",
        message: "Unauthenticated.",
      },
    });
  });

  test("sends a body, and returns what is wrong with each field", async () => {
    const made = await client().ask(createLocation, { body: { name: "Carlton" } });
    expect(made).toMatchObject({ ok: true, value: { data: { name: "Carlton" } } });
    const refused = await client().ask(createLocation, {
      body: { name: "Fitzroy", country: "Australia" },
    });
    expect(refused).toMatchObject({
      ok: false,
      error: { reason: "refused", status: 422, errors: { country: [expect.any(String)] } },
    });
  });

  test("encodes path parameters", async () => {
    const answer = await client().ask(readProfile, { params: { id: "../auth/verify" } });
    expect(answer).toMatchObject({ ok: false, error: { reason: "refused", status: 404 } });
  });
});

describe("with something else", () => {
  let other: Server;
  let baseUrl = "";

  beforeAll(async () => {
    // Answers a login page, or nothing at all.
    other = createServer((request, response) => {
      if (request.url?.includes("verify"))
        response.end("<html>Log in to the hotel's network</html>");
    });
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const address = other.address();
    if (typeof address === "object") baseUrl = `http://127.0.0.1:${address?.port}`;
  });
  afterAll(() => {
    other.closeAllConnections();
    other.close();
  });

  test("doesn't mistake a login page for an answer", async () => {
    const answer = await createApiClient({ baseUrl, token: null }).ask(verifyToken, {});
    expect(answer).toMatchObject({ ok: false, error: { reason: "not_understood" } });
  });

  test("tells a timeout from a cancelled request", async () => {
    const slow = createApiClient({ baseUrl, token: null, timeoutMs: 50 });
    expect(await slow.ask(readProfile, { params: { id: "1" } })).toEqual({
      ok: false,
      error: { reason: "timed_out", timeoutMs: 50 },
    });
    const patient = createApiClient({ baseUrl, token: null });
    const stop = new AbortController();
    const asked = patient.ask(readProfile, { params: { id: "1" }, signal: stop.signal });
    stop.abort();
    expect(await asked).toEqual({ ok: false, error: { reason: "aborted" } });
  });

  test("says when nothing is listening", async () => {
    const nobody = createApiClient({ baseUrl: "http://127.0.0.1:1", token: null });
    expect(await nobody.ask(verifyToken, {})).toMatchObject({
      ok: false,
      error: { reason: "unreachable" },
    });
  });

  test("requires the parameters and the body that the call declares", () => {
    const { ask } = createApiClient({ baseUrl, token: null });
    // Compiled but never called: each of these is a type error.
    const wrong = () => [
      // @ts-expect-error the path has an id
      ask(readProfile, {}),
      // @ts-expect-error the call has a body
      ask(createLocation, {}),
      // @ts-expect-error the call has no body
      ask(verifyToken, { body: {} }),
    ];
    expect(wrong).toBeTypeOf("function");
    const answer = z.unknown();
    const unknown = () => [
      // @ts-expect-error the API has no such path
      declareCall({ method: "GET", path: "/api/v3/nothing/:id", answer }),
      // @ts-expect-error nor this method there
      declareCall({ method: "DELETE", path: "/api/v3/locations", answer }),
    ];
    expect(unknown).toBeTypeOf("function");
  });
});
