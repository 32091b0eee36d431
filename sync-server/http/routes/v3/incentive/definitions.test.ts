import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { one, pageOf } from "#shared/api/envelope.ts";
import { pointDefinitionView } from "#shared/api/incentive/points/point-definition.ts";
import { rewardDefinitionView } from "#shared/api/incentive/rewards/reward-definition.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { expectShape, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

const BIRTHDAY = {
  name: "Birthday $10",
  handle: "birthday-10",
  value: 10,
  max_value: "25.00",
  period: 30,
  period_type: "days",
  type: "birthday",
  is_assignable: true,
  is_published: true,
};

/** What a new definition of each kind must say, besides its handle. */
const KINDS = {
  rewards: { name: "Ten", value: 10, type: "other" },
  points: { name: "Points" },
  tiers: { name: "Silver", value_min: 300, programme: "levels" },
  benefits: { name: "Coffee", period: 30 },
  credits: { name: "Gift card", value: 50, type: "gift_card" },
  lists: { name: "Wishlist", type: "wishlist" },
} as const;
const kinds = Object.entries(KINDS);
/** Those whose issues expire: a tier lasts until its anniversary, and a list isn't issued. */
const LASTING = kinds.filter(([path]) => path !== "tiers" && path !== "lists");
const HELD_IN_LOTS = [
  ["rewards", KINDS.rewards],
  ["points", KINDS.points],
] as const;

describe.for(databases)("definitions over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    await post("/points/definitions", { name: "Levels", handle: "levels", use: "tier" });
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const post = (path: string, body: object) => world.post(path, body, [201]);
  let made = 0;
  const newProfile = () => post("/profiles", { email: `d${made++}@example.com` });

  describe("reward definitions", () => {
    it("start at version 1, and [W3] each change creates the next version", async () => {
      const answer = await world.ask("POST /rewards/definitions", {
        body: { ...BIRTHDAY, terms_conditions: "None.", tags: ["b"] },
      });
      expectShape(one(rewardDefinitionView), answer.body);
      const definition = answer.body.data;
      expect(definition).toMatchObject({
        version: 1,
        value: 10,
        max_value: 25,
        terms_conditions: "None.",
      });
      const reward = await post("/rewards", {
        profile_id: (await newProfile()).id,
        reward_definition_id: definition.id,
      });
      const changed = await world.ask(`PUT /rewards/definitions/${definition.id}`, {
        body: { value: 12.5, handle: BIRTHDAY.handle },
      });
      expect(changed.body.data).toMatchObject({
        version: 2,
        value: 12.5,
        terms_conditions: "None.",
      });
      expect((await world.ask(`GET /rewards/${reward.id}`)).body.data.value_initial).toBe(10);
      const list = await world.ask("GET /rewards/definitions?filter[handle]=birthday-10");
      expectShape(pageOf(rewardDefinitionView), list.body);
      expect(list.body.data).toEqual([changed.body.data]);
      const feed = await database.run(
        `select doc_id from feed where doc_id = 'definition:${definition.id}'`,
      );
      expect(feed).toHaveLength(1);
    });

    it("keep their handle, and can't be deleted while anyone holds one of their rewards", async () => {
      const definition = await post("/rewards/definitions", { ...BIRTHDAY, handle: "once" });
      const path = `/rewards/definitions/${definition.id}`;
      const renamed = await world.ask(`PUT ${path}`, { body: { handle: "twice" } });
      expect(renamed.body.errors).toEqual({ handle: ["The handle can't be changed."] });
      const again = await world.ask("POST /rewards/definitions", {
        body: { ...BIRTHDAY, handle: "once" },
      });
      expect(again.status).toBe(422);
      const profile = await newProfile();
      const reward = await post("/rewards", {
        profile_id: profile.id,
        reward_definition_handle: "once",
      });
      expect((await world.ask(`DELETE ${path}`)).status).toBe(409);
      const usedUp = await world.ask(`PUT /rewards/${reward.id}`, { body: { value_remaining: 0 } });
      expect(usedUp.status).toBe(200);
      expect((await world.ask(`DELETE ${path}`)).status).toBe(204);
      expect((await world.ask(`GET ${path}`)).status).toBe(404);
      const late = await world.ask("POST /rewards", {
        body: { profile_id: profile.id, reward_definition_id: definition.id },
      });
      expect(late.body.errors).toHaveProperty("reward_definition_id");
      // What it has issued can still be read.
      expect((await world.ask(`GET /rewards/${reward.id}`)).body.data.definition.handle).toBe(
        "once",
      );
    });
  });

  describe("point definitions", () => {
    it("have an earn rate and a value, and each change creates the next version", async () => {
      const answer = await world.ask("POST /points/definitions", {
        body: {
          name: "Points",
          handle: "points",
          earn_rate: 1.5,
          exchange_rate: "0.01",
          notes: "n",
        },
      });
      expectShape(one(pointDefinitionView), answer.body);
      expect(answer.body.data).toMatchObject({
        version: 1,
        earn_rate: 1.5,
        exchange_rate: 0.01,
        notes: "n",
      });
      const { id } = answer.body.data;
      const changed = await world.ask(`PUT /points/definitions/${id}`, { body: { earn_rate: 2 } });
      expect(changed.body.data).toMatchObject({ version: 2, earn_rate: 2, exchange_rate: 0.01 });
      expectShape(pageOf(pointDefinitionView), (await world.ask("GET /points/definitions")).body);
      expect((await world.ask(`GET /points/definitions/${id}`)).body).toEqual(changed.body);
      const fine = await world.ask("POST /points/definitions", {
        body: { name: "x", handle: "x", earn_rate: 0.00001 },
      });
      expect(fine.body.errors).toHaveProperty("earn_rate");
    });
  });

  describe.for(kinds)("of %s", ([path, required]) => {
    it("support the same operations in the same way", async () => {
      const at = `/${path}/definitions`;
      const first = await post(at, { ...required, handle: "alike", tags: ["t"], meta: { a: 1 } });
      expect(first).toMatchObject({ version: 1, handle: "alike", tags: ["t"] });
      for (const handle of ["alike", "Alike"]) {
        const { body } = await world.ask(`POST ${at}`, { body: { ...required, handle } });
        const message = "The handle has already been taken; handles are never reused.";
        expect(body.errors, handle).toEqual({ handle: [message] });
      }
      const one = `${at}/${first.id}`;
      expect((await world.ask(`GET ${one}`)).body.data).toEqual(first);
      const changed = await world.ask(`PUT ${one}`, { body: { name: "Other" } });
      expect(changed.body.data).toMatchObject({ version: 2, name: "Other", tags: ["t"] });
      const list = await world.ask(`GET ${at}?filter[handle]=alike`);
      expect(list.body.data).toEqual([changed.body.data]);
      for (const [field, value, others] of [
        ["name", "oTHER", "Nothing"],
        ["json_contains][tags", "t", "u"],
        ["json_contains][meta.a", "1", "2"],
        ...("is_published" in first
          ? [["is_published", first.is_published, !first.is_published]]
          : []),
        ...("type" in first ? [["type", first.type, "-"]] : []),
      ]) {
        const found = await world.ask(`GET ${at}?filter[handle]=alike&filter[${field}]=${value}`);
        expect(found.body.data, `${at} ${field}`).toEqual([changed.body.data]);
        const none = await world.ask(`GET ${at}?filter[handle]=alike&filter[${field}]=${others}`);
        expect(none.body.data, `${at} ${field}`).toEqual([]);
      }
      expect((await world.ask(`DELETE ${one}`)).status).toBe(204);
      for (const method of ["GET", "PUT", "DELETE"]) {
        const body = method === "PUT" ? { name: "Late" } : undefined;
        const late = await world.ask(`${method} ${one}`, { body });
        expect(late.status).toBe(404);
        expect(late.body.message).toBe("There is no such definition.");
      }
      expect((await world.ask(`GET ${at}?filter[handle]=alike`)).body.data).toEqual([]);
      // The handle of a deleted one is not given again.
      const again = await world.ask(`POST ${at}`, { body: { ...required, handle: "alike" } });
      expect(again.body.errors).toHaveProperty("handle");
    });

    it("aren't found under another kind, and may share a handle with one", async () => {
      const at = `/${path}/definitions`;
      const { id } = await post(at, { ...required, handle: "shared-handle" });
      for (const [other] of kinds.filter(([name]) => name !== path)) {
        const wrong = `/${other}/definitions/${id}`;
        expect((await world.ask(`GET ${wrong}`)).status).toBe(404);
        expect((await world.ask(`PUT ${wrong}`, { body: { name: "x" } })).status).toBe(404);
        expect((await world.ask(`DELETE ${wrong}`)).status).toBe(404);
        const listed = await world.ask(`GET /${other}/definitions?filter[id]=${id}`);
        expect(listed.body.data).toEqual([]);
      }
      expect((await world.ask(`GET ${at}/${id}`)).body.data.version).toBe(1);
    });
  });

  it.for(HELD_IN_LOTS)(
    "[W2] of %s issue what expires by every period type",
    async ([path, required]) => {
      const at = `/${path}/definitions`;
      const { id: profileId } = await newProfile();
      const kind = path.slice(0, -1);
      const expiries = {
        days: [2, "2026-03-05"],
        weeks: [1, "2026-03-10"],
        months: [1, "2026-04-03"],
        years: [1, "2027-03-03"],
        absolute_date: [null, "2026-12-24"],
        absolute_week: [null, "2026-03-08"],
        absolute_month: [null, "2026-03-31"],
      } as const;
      for (const [period_type, [period, day]] of Object.entries(expiries)) {
        const lasting = { period_type, period, absolute_expiry: "2026-12-24" };
        const { id } = await post(at, { ...required, ...lasting, handle: period_type });
        const issue = { profile_id: profileId, [`${kind}_definition_id`]: id, value_initial: 5 };
        const issued = await post(`/${path}`, issue);
        // The end of that day in Melbourne, in summer.
        expect(issued.expires_at, period_type).toBe(`${day} 12:59:59`);
      }
      const never = await world.ask(`POST ${at}`, {
        body: { ...required, handle: "which-day", period_type: "absolute_date" },
      });
      expect(never.body.errors).toEqual({
        absolute_expiry: ["The absolute expiry is required with the period type absolute_date."],
      });
    },
  );

  it.for(LASTING)("of %s refuse a period over 100 years", async ([path, required]) => {
    const at = `/${path}/definitions`;
    const tooLong = { period: 101, period_type: "years" };
    const errors = { period: ["The period must not be longer than 100 years."] };
    const body = { ...required, ...tooLong, handle: "too-long" };
    expect((await world.ask(`POST ${at}`, { body })).body.errors).toEqual(errors);
    const { id } = await post(at, { ...required, handle: "long-enough" });
    const changed = await world.ask(`PUT ${at}/${id}`, { body: tooLong });
    expect(changed.body.errors).toEqual(errors);
  });

  it("[P14] of points revalue what is held, and [W3] of benefits show the version of the issue", async () => {
    const { id: profile_id } = await newProfile();
    const points = { name: "P", handle: "revalued", earn_rate: 0, exchange_rate: 0.05 };
    const { id } = await post("/points/definitions", points);
    await post("/points", { profile_id, point_definition_id: id, value_initial: 100 });
    const worth = async () =>
      (await world.ask(`GET /profiles/${profile_id}/balances`)).body.data.point_balance_dollars;
    expect(await worth()).toBe(5);
    await world.ask(`PUT /points/definitions/${id}`, { body: { exchange_rate: 0.01 } });
    expect(await worth()).toBe(1);
    const coffee = await post("/benefits/definitions", { ...KINDS.benefits, handle: "pinned" });
    const issue = { profile_id, benefit_definition_id: coffee.id };
    const benefit = await post("/benefits", issue);
    await world.ask(`PUT /benefits/definitions/${coffee.id}`, { body: { name: "Tea" } });
    const { data } = (await world.ask(`GET /benefits/${benefit.id}`)).body;
    expect(data).toMatchObject({ definition_version: 1, definition: { version: 2, name: "Tea" } });
  });

  it("can't be used to issue another kind", async () => {
    const profile = await newProfile();
    const reward = await post("/rewards/definitions", { ...KINDS.rewards, handle: "only-reward" });
    const point = await post("/points/definitions", { ...KINDS.points, handle: "only-point" });
    const to = { profile_id: profile.id, value_initial: 5 };
    for (const by of [
      { reward_definition_id: point.id },
      { reward_definition_handle: "only-point" },
    ]) {
      const refused = await world.ask("POST /rewards", { body: { ...to, ...by } });
      expect(refused.body.errors).toHaveProperty("reward_definition_id");
    }
    for (const by of [
      { point_definition_id: reward.id },
      { point_definition_handle: "only-reward" },
    ]) {
      const refused = await world.ask("POST /points", { body: { ...to, ...by } });
      expect(refused.body.errors).toHaveProperty("point_definition_id");
    }
  });
});
