import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

describe.for(databases)("profiles over the v3 API on $name", ({ create }) => {
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

  const create_ = async (body: object) => {
    const answer = await world.ask("POST /profiles", { body });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body.data;
  };

  it("are created, read, changed and listed", async () => {
    const made = await create_({
      first_name: "Ada",
      last_name: "Hart",
      email: " Ada@Example.com ",
      mobile_phone: "0412 345 678",
      birth_day: 3,
      birth_month: "3",
      birth_year: 1990,
      gender: "witheld",
      tags: ["VIP", "VIP"],
      identities: [{ handle: "card", identifier: "C-1" }],
      company: "Hart & Co",
      nonsense: { ignored: true },
    });
    expect(made).toMatchObject({
      profile_type: "active",
      full_name: "Ada Hart",
      email: "ada@example.com",
      mobile_phone_e164: "+61412345678",
      mobile_phone_country: "AU",
      mobile_phone_national: "0412345678",
      mobile_phone_national_prefix: "0",
      birth_date: "1990-03-03",
      next_birthday: "2026-03-03",
      birth_days: 0,
      gender: "withheld",
      tags: ["VIP"],
      external_id: "C-1",
      company: "Hart & Co",
      reward_balance: 0,
      point_balance: 0,
      combined_balance_dollars: 0,
      created_at: "2026-03-03 02:00:00",
    });
    expect((await world.ask(`GET /profiles/${made.id}`)).body.data).toEqual(made);

    const changed = await world.ask(`PUT /profiles/${made.id}`, {
      body: {
        last_name: "Heart",
        mobile_phone: "",
        identities: [{ handle: "shopify", identifier: "9" }],
      },
    });
    expect(changed.status).toBe(200);
    expect(changed.body.data).toMatchObject({ last_name: "Heart", mobile_phone: null });
    expect(changed.body.data.identities.map((each: { handle: string }) => each.handle)).toEqual([
      "card",
      "shopify",
    ]);

    const list = await world.ask("GET /profiles?filter[email]=ADA@example.com&page[size]=5");
    expect(list.body).toMatchObject({
      links: { prev: null, next: null },
      meta: { current_page: 1, from: 1, last_page: 1, per_page: 5, to: 1, total: 1 },
    });
    expect(list.body.data[0].id).toBe(made.id);
  });
});
