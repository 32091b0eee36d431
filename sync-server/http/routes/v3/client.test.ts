import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createClient } from "#client/create-client.ts";
import { assert } from "#shared/kernel/assert.ts";
import { clientTypes } from "#sync-server/testing/client-types.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

const TYPES = fileURLToPath(new URL("../../../../shared/client/operations.ts", import.meta.url));

describe("the client of the v3 API", () => {
  let database: TestDatabase;
  let world: V3World;

  beforeAll(async () => {
    const [first] = databases;
    if (!first) throw new Error("SQLite is always there");
    database = await first.create();
    world = await startV3World(database);
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const client = (token = world.token) => createClient({ baseUrl: `${world.url}/`, token });

  it("has the types that the reference gives it", async () => {
    const types = clientTypes((await world.ask("GET /openapi.json")).body);
    if (process.env["REGULARS_RECORD"]) writeFileSync(TYPES, types);
    const isSame = readFileSync(TYPES, "utf8") === types;
    expect(isSame, "write the client anew: see CONTRIBUTING").toBe(true);
  });

  it("creates, reads, lists, changes and deletes, with typed answers", async () => {
    const { call } = client();
    const body = { name: "Carlton", external_id: "C-1" };
    const made = await call("POST /locations", { body, key: "carlton" });
    assert(made.ok, "a location is created");
    expect([made.status, made.answer.data.name]).toEqual([201, "Carlton"]);
    const again = await call("POST /locations", { body, key: "carlton" });
    expect(again).toEqual(made);

    const params = { id: made.answer.data.id };
    const read = await call("GET /locations/{id}", { params });
    expect(read).toMatchObject({ ok: true, status: 200, answer: { data: { external_id: "C-1" } } });
    const found = await call("GET /locations", { query: { "filter[external_id]": "C-1" } });
    assert(found.ok, "locations are listed");
    expect(found.answer.data.map(({ id }) => id)).toEqual([params.id]);
    expect(found.answer.meta.total).toBe(1);
    const changed = await call("PUT /locations/{id}", { params, body: { name: "North" } });
    expect(changed).toMatchObject({ ok: true, answer: { data: { name: "North" } } });
    const gone = await call("DELETE /locations/{id}", { params });
    expect(gone).toEqual({ ok: true, status: 204, answer: null });
  });

  it("returns a refusal with its code, sentences and fields", async () => {
    const wrong = await client().call("POST /profiles", { body: { email: "no" } });
    expect(wrong).toMatchObject({
      ok: false,
      status: 422,
      problem: { code: "invalid_request", errors: { email: [expect.any(String)] } },
      retryAfterS: null,
    });
    expect(await client("rg_api_nobody").call("GET /auth/verify")).toMatchObject({
      ok: false,
      status: 401,
      problem: { message: "Unauthenticated." },
    });
    const odd = { params: { id: "../auth/verify" } };
    expect(await client().call("GET /locations/{id}", odd)).toMatchObject({ status: 404 });
  });

  it("takes only what the operation takes", () => {
    const { call } = client();
    // Compiled but never called: each of these is a type error.
    const wrong = () => [
      // @ts-expect-error the path has an id
      call("GET /locations/{id}"),
      // @ts-expect-error a location needs a name
      call("POST /locations", { body: {} }),
      // @ts-expect-error there is no such operation
      call("GET /nothing"),
    ];
    expect(wrong).toBeTypeOf("function");
  });
});
