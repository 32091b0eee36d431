import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMs, DAY_MS } from "#shared/kernel/time.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { NOON } from "#sync-server/testing/seed.ts";
import { makeV3Samples, type V3Samples } from "#sync-server/testing/v3-samples.ts";
import { type AskOptions, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

describe.for(databases)("an Idempotency-Key (DOMAIN §1.2 no. 12) on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let samples: V3Samples;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    samples = await makeV3Samples(world);
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const keyed = (request: string, key: string, body: unknown, more: AskOptions = {}) =>
    world.ask(request, { ...more, body, headers: { "idempotency-key": key } });
  const totalOf = async (list: string) => (await world.ask(`GET ${list}`)).body.meta.total;
  const kept = () => database.run("select * from kept_answers");

  it("gets the first answer again, whatever has changed since, and says so", async () => {
    const body = { name: "Once", external_id: "ONCE" };
    const first = await keyed("POST /locations", "once", body);
    expect([first.status, first.headers.get("idempotency-replayed")]).toEqual([201, null]);
    await world.ask(`PUT /locations/${first.body.data.id}`, { body: { name: "Renamed" } });
    const held = await totalOf("/locations");
    // A key is bound to the path, however it is written.
    const path = "/locations/?include=";
    for (const again of ["POST /locations", `POST ${path}`]) {
      const second = await keyed(again, "once", { external_id: "ONCE", name: "Once" });
      expect([second.status, second.body]).toEqual([201, first.body]);
      expect(second.headers.get("idempotency-replayed")).toBe("true");
    }
    expect(await totalOf("/locations")).toBe(held);
  });

  it("is refused with another body, and is free on another path and to another token", async () => {
    await keyed("POST /tags", "free", { handle: "Free" });
    const other = await keyed("POST /tags", "free", { handle: "Other" });
    expect([other.status, other.body.code]).toEqual([409, "conflict"]);
    expect((await keyed("POST /systems", "free", { handle: "free" })).status).toBe(201);
    const token = await world.tokenWith(["create-tags"]);
    const theirs = await keyed("POST /tags", "free", { handle: "Theirs" }, { token });
    expect([theirs.status, theirs.body.data.handle]).toEqual([201, "Theirs"]);
  });

  it("does two at once only once", async () => {
    const held = await totalOf("/interactions");
    const body = {
      ...{ profile_id: samples.profileId, action: "view", channel: "app", signal: 1 },
      ...{ name: "At once", namespace: "sample" },
    };
    const asked = Array.from({ length: 8 }, () => keyed("POST /interactions", "at once", body));
    const answers = await Promise.all(asked);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map((answer) => answer.body.data.id)).size).toBe(1);
    expect(await totalOf("/interactions")).toBe(held + 1);
  });

  it("does either of two bodies that come at once, and refuses the other", async () => {
    const asked = ["a", "b"].map((name) => keyed("POST /brands", "either", { handle: name }));
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([201, 409]);
  });

  it("isn't used up by a refusal, nor by a failure", async () => {
    const body = { last_name: "Later", joined_location_external_id: "LATER" };
    const ask = () => keyed("POST /profiles", "later", { ...body, email: "later@example.com" });
    expect((await ask()).status).toBe(422);
    await world.ask("POST /locations", { body: { name: "Later", external_id: "LATER" } });
    expect((await ask()).status).toBe(201);
  });

  it("keeps no answer that can be read without it: no person and no secret", async () => {
    const person = { last_name: "Canary", email: "canary@example.com" };
    const made = await keyed("POST /profiles", "secret", person);
    const token = { name: "canary", scopes: ["read-tags"] };
    const first = await keyed("POST /auth/api-tokens", "secret", token);
    const rows = await kept();
    const text = JSON.stringify(rows);
    const readable = rows.map((row) =>
      Buffer.from(String(row["answer"]), "base64").toString("latin1"),
    );
    for (const secret of ["Canary", "canary@example.com", first.body.accessToken, '"secret"']) {
      expect(text + readable.join("\n")).not.toContain(secret);
    }
    expect(rows.map((row) => row["profile_id"])).toContain(made.body.data.id);
    const again = await keyed("POST /auth/api-tokens", "secret", token);
    expect([again.status, again.body]).toEqual([201, first.body]);
  });

  it("is about what there is: a repeat for a profile that is deleted is 404", async () => {
    const { id } = await world.post("/profiles", { email: "soon@example.com" });
    const place = { city: "Perth", postcode: "6000", state: "WA", country: "AU" };
    const address = { address_line_1: "1 Way", ...place };
    const ask = () => keyed(`POST /profiles/${id}/addresses`, "soon", address);
    expect((await ask()).status).toBe(201);
    await world.ask(`DELETE /profiles/${id}`);
    expect((await ask()).status).toBe(404);
  });

  it.for([
    ["/rewards/definitions", () => ({ name: "G", handle: "gone", value: 1, type: "other" })],
    [
      "/tier-points",
      () => ({
        ...{ profile_id: samples.profileId, point_definition_id: samples.statusDefinitionId },
        ...{ value: 1, reason: "goodwill", reference: "GONE" },
      }),
    ],
  ] as const)("is 404 in a repeat for one of %s that was deleted", async ([path, body]) => {
    const ask = () => keyed(`POST ${path}`, "gone", body());
    const { id } = (await ask()).body.data;
    expect((await world.ask(`DELETE ${path}/${id}`)).status).toBe(204);
    const again = await ask();
    expect([again.status, again.body.code]).toEqual([404, "not_found"]);
  });

  it("lapses after a day, and is then deleted", async () => {
    const ask = () => keyed("POST /tags", "a day", { handle: "Day" });
    const first = await ask();
    world.setClock(addMs(NOON, DAY_MS - 1));
    expect((await ask()).body).toEqual(first.body);
    world.setClock(addMs(NOON, DAY_MS + 1));
    expect((await ask()).status).toBe(422);
    await world.store.write("pruneAnswers", TEST_TENANT, { max: 500 });
    expect(await kept()).toEqual([]);
  });

  it("must be text of a reasonable length", async () => {
    world.setClock(NOON);
    for (const key of [" ", "x".repeat(256)]) {
      const refused = await keyed("POST /tags", key, { handle: "Key" });
      expect([refused.status, Object.keys(refused.body.errors)]).toEqual([
        422,
        ["Idempotency-Key"],
      ]);
    }
  });
});
