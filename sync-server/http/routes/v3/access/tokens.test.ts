import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { tokenViewSchema, verifiedSchema } from "#shared/api/access/token.ts";
import { addMs } from "#shared/kernel/time.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { NOON } from "#sync-server/testing/seed.ts";
import { expectShape, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

const MINUTE_MS = 60_000;

describe.for(databases)("tokens of the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  it("are shown once, when they are created", async () => {
    const answer = await world.ask("POST /auth/api-tokens", {
      body: {
        name: "Web shop",
        scopes: ["read-profiles", "read-profiles"],
        expires_at: "2026-04-01",
      },
    });
    expect(answer.status).toBe(201);
    expectShape(z.object({ accessToken: z.string(), token: tokenViewSchema }), answer.body);
    const { accessToken: token, token: record } = answer.body;
    expect(record).toMatchObject({
      name: "Web shop",
      scopes: ["read-profiles"],
      revoked: false,
      expires_at: "2026-04-01 12:59:59",
      usage: [],
    });
    const verified = await world.ask("GET /auth/verify", { token });
    expectShape(verifiedSchema, verified.body);
    expect(verified.body.data).toMatchObject({ id: record.id, tenant: "test" });
    const list = await world.ask("GET /auth/access-tokens");
    expectShape(z.array(tokenViewSchema), list.body);
    const listed = list.body.find((each: { id: string }) => each.id === record.id);
    expect(listed.usage).toEqual([{ last_used_at: "2026-03-03 02:00:00" }]);
    const rows = JSON.stringify(await database.run("select * from tokens"));
    const secret = token.split("_")[3];
    expect(rows).not.toContain(secret);
    expect(JSON.stringify(list.body)).not.toContain(secret);
  });

  it("GET /auth/verify with a good token has a top-level status of 200, with data next to it", async () => {
    const verified = await world.ask("GET /auth/verify");
    expect(verified.status).toBe(200);
    expect(verified.body).toMatchObject({ status: 200, data: { name: "test", revoked: false } });
  });

  it("a 401 is exactly Unauthenticated", async () => {
    const refused = await world.ask("GET /auth/verify", { token: "rg_api_nobody" });
    expect(refused.status).toBe(401);
    expect(refused.headers.get("content-type")).toContain("application/json");
    expect(refused.body).toEqual({ message: "Unauthenticated." });
  });

  it("GET /auth/access-tokens is a bare array, filtered by type; deleted tokens leave current", async () => {
    const make = async (body: object) =>
      (await world.ask("POST /auth/api-tokens", { body: { name: "t", scopes: ["*"], ...body } }))
        .body.token.id;
    const ids = async (query: string) =>
      (await world.ask(`GET /auth/access-tokens${query}`)).body.map(
        (each: { readonly id: string }) => each.id,
      );
    const [kept, short, deleted] = [
      await make({}),
      await make({ expires_at: "2026-03-03 02:01:00" }),
      await make({}),
    ];
    expect(await ids("")).toEqual(expect.arrayContaining([kept, short, deleted]));
    expect((await world.ask(`DELETE /auth/api-tokens/${deleted}`)).status).toBe(204);
    world.setClock(addMs(NOON, MINUTE_MS));
    const current = await ids("?type=current");
    expect(current).toContain(kept);
    expect(current).not.toContain(short);
    expect(current).not.toContain(deleted);
    expect(await ids("")).toEqual(current);
    const expired = await ids("?type=expired");
    expect(expired).toEqual(expect.arrayContaining([short, deleted]));
    expect(expired).not.toContain(kept);
    world.setClock(NOON);
    const wrong = await world.ask("GET /auth/access-tokens?type=all");
    expect(wrong.status).toBe(422);
    expect(wrong.body.errors).toHaveProperty("type");
  });

  it.for([{}, { expires_at: null }])(
    "every token has an expiry, one year by default, and a user and a client (%j)",
    async (body) => {
      const made = await world.ask("POST /auth/api-tokens", {
        body: { name: "t", scopes: ["*"], ...body },
      });
      expect(made.body.token).toMatchObject({
        expires_at: "2027-03-03 02:00:00",
        user_id: 1,
        user: { id: 1, name: "API" },
        client_id: 1,
        client: { id: 1, personal_access_client: true, password_client: false },
      });
      world.setClock(addMs(NOON, 365 * 24 * 60 * MINUTE_MS));
      const token = made.body.accessToken;
      expect((await world.ask("GET /auth/verify", { token })).status).toBe(401);
      world.setClock(NOON);
    },
  );

  it("stop working when revoked or expired", async () => {
    const make = async (body: object) =>
      (await world.ask("POST /auth/api-tokens", { body: { name: "t", scopes: ["*"], ...body } }))
        .body;
    const revoked = await make({});
    expect((await world.ask(`DELETE /auth/api-tokens/${revoked.token.id}`)).status).toBe(204);
    expect((await world.ask("GET /auth/verify", { token: revoked.accessToken })).status).toBe(401);
    expect((await world.ask(`DELETE /auth/api-tokens/${revoked.token.id}`)).status).toBe(204);
    const events = await world.ask("GET /events?filter[event]=token.revoked&page[size]=100");
    const aboutIt = events.body.data.filter((event: object) =>
      JSON.stringify(event).includes(revoked.token.id),
    );
    expect(aboutIt).toHaveLength(1);
    expect((await world.ask("DELETE /auth/api-tokens/nobody")).status).toBe(404);
    const short = await make({ expires_at: "2026-03-03 02:01:00" });
    world.setClock(addMs(NOON, MINUTE_MS - 1));
    expect((await world.ask("GET /auth/verify", { token: short.accessToken })).status).toBe(200);
    world.setClock(addMs(NOON, MINUTE_MS));
    expect((await world.ask("GET /auth/verify", { token: short.accessToken })).status).toBe(401);
    world.setClock(NOON);
    const past = await world.ask("POST /auth/api-tokens", {
      body: { name: "t", scopes: ["*"], expires_at: "2026-03-03 02:00:00" },
    });
    expect(past.body.errors).toHaveProperty("expires_at");
  });
});
