import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

describe.for(databases)("ratings over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let profileId: string;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    profileId = (await world.post("/profiles", { email: "a@example.com" })).id;
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const errorsOf = async (request: string, body: object) => {
    const answer = await world.ask(request, { body });
    return [answer.status, Object.keys(answer.body.errors ?? {})];
  };

  it("DOMAIN §15.4 a rating is a score of so many, by a profile, of what it names", async () => {
    const perth = { name: "Perth", external_id: "P", timezone: "Australia/Perth" };
    const { id: locationId } = await world.post("/locations", perth);
    const product = await world.post("/products", { title: "Boots", variants: [{ sku: "B" }] });
    const body = {
      ...{ profile_id: profileId, score: 9, score_max: 10, comment: "Warm\nand dry" },
      ...{ product_id: product.id, location_external_id: "P", rated_at: "2026-03-02" },
    };
    const rating = await world.post("/ratings", body);
    expect(rating).toMatchObject({
      ...{ score: 9, score_max: 10, comment: "Warm\nand dry", location_id: locationId },
      // Midnight in Perth.
      ...{ rated_at: "2026-03-01 16:00:00", product_id: product.id, tags: [], meta: null },
    });
    const stars = await world.post("/ratings", { profile_id: profileId, score: 0 });
    expect(stars).toMatchObject({ score: 0, score_max: 5, rated_at: stars.created_at });
    const good = await world.ask("GET /ratings?filter[score][gte]=5&sort=-score");
    expect(good.body.data).toEqual([rating]);
    const own = await world.ask(`GET /profiles/${profileId}/ratings?sort=id`);
    expect(own.body.data).toEqual([rating, stars]);
    const changed = await world.ask(`PUT /ratings/${stars.id}`, { body: { score: 5 } });
    expect(changed.body.data).toMatchObject({ score: 5, rated_at: stars.rated_at });
    expect((await world.ask(`DELETE /ratings/${stars.id}`)).status).toBe(204);
    expect((await world.ask(`GET /ratings/${stars.id}`)).status).toBe(404);
  });

  it("what isn't there, or isn't said, is refused by its field", async () => {
    const own = { profile_id: profileId, score: 3 };
    const wrong: readonly (readonly [object, readonly string[]])[] = [
      [{}, ["score", "profile_id"]],
      [{ ...own, score: 6 }, ["score"]],
      [{ ...own, score: -1 }, ["score"]],
      [{ ...own, score: 2.5 }, ["score"]],
      [{ ...own, score_max: 2 }, ["score"]],
      [{ ...own, score_max: 101 }, ["score_max"]],
      [{ ...own, product_id: 99_999 }, ["product_id"]],
      [{ ...own, product_variant_id: 99_999 }, ["product_variant_id"]],
      [{ ...own, staff_id: "nobody" }, ["staff_id"]],
    ];
    for (const [body, fields] of wrong) {
      expect(await errorsOf("POST /ratings", body)).toEqual([422, fields]);
    }
    const { id } = await world.post("/ratings", own);
    expect(await errorsOf(`PUT /ratings/${id}`, { score_max: 2 })).toEqual([422, ["score"]]);
    expect(await errorsOf(`PUT /ratings/${id}`, { score: null })).toEqual([422, ["score"]]);
  });

  it("ratings are hidden with a deleted profile", async () => {
    const gone = await world.post("/profiles", { email: "gone@example.com" });
    const { id } = await world.post("/ratings", { profile_id: gone.id, score: 1 });
    await world.ask(`DELETE /profiles/${gone.id}`);
    const token = await world.tokenWith(["read-ratings"]);
    expect((await world.ask(`GET /ratings/${id}`, { token })).status).toBe(404);
    const list = await world.ask(`GET /ratings?filter[id]=${id}`, { token });
    expect(list.body.data).toEqual([]);
  });
});
