import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { namesOf } from "#shared/kernel/object.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

type Kind = "reward" | "point" | "benefit" | "credit";

/** What a definition of each kind needs. */
const FIELDS: Readonly<Record<Kind, object>> = {
  reward: { value: 10, type: "other" },
  point: {},
  benefit: { period: 30 },
  credit: { value: 10, type: "gift_card" },
};
const KINDS = namesOf(FIELDS);

describe.for(databases)("whom definitions are for, over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let made = 0;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const post = (path: string, body: object) => world.post(path, body, [201]);
  const newProfile = async (statuses: readonly string[] = []): Promise<string> =>
    (await post("/profiles", { email: `scope${made++}@example.com`, statuses })).id;
  const define = (kind: Kind, more: object) =>
    post(`/${kind}s/definitions`, {
      ...{ name: "Scoped", handle: `scoped-${made++}`, ...FIELDS[kind], ...more },
    });
  const issue = async (kind: Kind, id: number, profileId: string) => {
    const value = kind === "benefit" ? {} : { value_initial: 5 };
    const body = { profile_id: profileId, [`${kind}_definition_id`]: id, ...value };
    const answer = await world.ask(`POST /${kind}s`, { body });
    return answer.status === 201 ? "issued" : answer.body.errors;
  };
  /** The handles of the points that a new sale of the profile earns. */
  const earned = async (profileId: string): Promise<readonly string[]> => {
    const sale = await post("/transactions", {
      ...{ profile_id: profileId, external_id: `S-${made++}`, total: 100 },
      transacted_at: "2026-03-01 10:00:00",
    });
    return sale.earned.definitions.map(({ handle }: { readonly handle: string }) => handle);
  };

  it.for(KINDS)("[W7] an archived %s definition issues nothing until it is back", async (kind) => {
    const { id, is_archived, handle } = await define(kind, {});
    expect(is_archived).toBe(false);
    const profileId = await newProfile();
    expect(await issue(kind, id, profileId)).toBe("issued");
    const path = `/${kind}s/definitions/${id}`;
    const inUse = await world.ask(`DELETE ${path}`);
    expect([inUse.status, inUse.body.message]).toEqual([
      409,
      expect.stringMatching(
        /^It can't be deleted: 1 of its issues still hold something. Archive it/,
      ),
    ]);
    await world.ask(`PUT ${path}`, { body: { is_archived: true } });
    expect(await issue(kind, id, profileId)).toEqual({
      [`${kind}_definition_id`]: ["There is no such definition in use."],
    });
    expect(await earned(profileId)).not.toContain(handle);
    const held = (await world.ask(`GET /profiles/${profileId}/${kind}s`)).body.data;
    const left = kind === "benefit" ? { redemptions_remaining: 1 } : { value_remaining: 5 };
    expect(held).toMatchObject([{ ...left, definition: { id, is_archived: true } }]);
    await world.ask(`PUT ${path}`, { body: { is_archived: false } });
    expect(await issue(kind, id, profileId)).toBe("issued");
    if (kind === "point") expect(await earned(profileId)).toContain(handle);
  });

  it.for(KINDS)(
    "[W7] a %s definition with statuses is for profiles that have one",
    async (kind) => {
      const { id, handle } = await define(kind, { statuses: ["vip", "press"] });
      const [vip, other] = [await newProfile(["vip"]), await newProfile(["staff"])];
      expect(await issue(kind, id, vip)).toBe("issued");
      expect(await issue(kind, id, other)).toEqual({
        [`${kind}_definition_id`]: [
          "This definition isn't for this profile: see its region_id and statuses.",
        ],
      });
      if (kind === "point") {
        expect(await earned(vip)).toContain(handle);
        expect(await earned(other)).not.toContain(handle);
      }
    },
  );

  it.for(KINDS)("[W7] a %s definition with a region is for its profiles", async (kind) => {
    const profileId = await newProfile();
    const [row] = await database.run(`select region from profiles where id = '${profileId}'`);
    const here = await define(kind, { region_id: row?.["region"] });
    const elsewhere = await define(kind, { region_id: "elsewhere" });
    expect(await issue(kind, here.id, profileId)).toBe("issued");
    expect(await issue(kind, elsewhere.id, profileId)).toHaveProperty(`${kind}_definition_id`);
    if (kind === "point") {
      const handles = await earned(profileId);
      expect(handles).toContain(here.handle);
      expect(handles).not.toContain(elsewhere.handle);
    }
  });

  it.for(["reward", "benefit", "credit"] as const)(
    "[W11] a draft of a %s definition issues nothing, and one that isn't assignable nothing by hand",
    async (kind) => {
      const { id } = await define(kind, { is_published: false });
      const path = `/${kind}s/definitions/${id}`;
      const profileId = await newProfile();
      const field = `${kind}_definition_id`;
      expect(await issue(kind, id, profileId)).toEqual({
        [field]: ["This definition is a draft. Publish it first: see its is_published."],
      });
      await world.ask(`PUT ${path}`, { body: { is_published: true, is_assignable: false } });
      expect(await issue(kind, id, profileId)).toEqual({
        [field]: ["This definition isn't issued by hand: see its is_assignable."],
      });
      await world.ask(`PUT ${path}`, { body: { is_assignable: true } });
      expect(await issue(kind, id, profileId)).toBe("issued");
    },
  );

  it("[W11] a level leaves out drafts, and issues what isn't assignable", async () => {
    const drafts = { is_published: false };
    const ours = { is_assignable: false };
    const named = [
      ["reward", await define("reward", drafts)],
      ["reward", await define("reward", ours)],
      ["benefit", await define("benefit", drafts)],
      ["benefit", await define("benefit", ours)],
    ] as const;
    const unlocks = named.map(([kind, { id }]) => ({ type: `${kind}_definition`, id }));
    const { id: definition_id } = await post("/achievements/definitions", {
      ...{ name: "Visits", handle: "visits" },
      levels: [{ name: "One", display_number: 1, trigger: 1, meta: { unlocks } }],
    });
    const profileId = await newProfile();
    await post(`/profiles/${profileId}/achievements`, { definition_id, count: 1 });
    const issued = async (kind: Kind) =>
      (await world.ask(`GET /profiles/${profileId}/${kind}s`)).body.data.map(
        (each: { readonly definition: { readonly id: number } }) => each.definition.id,
      );
    expect(await issued("reward")).toEqual([named[1][1].id]);
    expect(await issued("benefit")).toEqual([named[3][1].id]);
  });

  it("[W7] [W11] gift cards are made under no draft and nothing archived", async () => {
    const { id } = await define("credit", { is_assignable: false });
    const cards = { credit_definition_id: id, quantity: 1 };
    expect((await world.ask("POST /credits/cards", { body: cards })).status).toBe(201);
    for (const out of [{ is_published: false }, { is_published: true, is_archived: true }]) {
      await world.ask(`PUT /credits/definitions/${id}`, { body: out });
      const refused = await world.ask("POST /credits/cards", { body: cards });
      expect([refused.status, Object.keys(refused.body.errors)]).toEqual([
        422,
        ["credit_definition_id"],
      ]);
    }
  });

  it("[W7] a level and a claim leave out what is for others", async () => {
    const fields = { statuses: ["vip"], is_claimable: true };
    const { id, handle } = await define("benefit", fields);
    const unlocks = [{ type: "benefit_definition", id }];
    const { id: definition_id } = await post("/achievements/definitions", {
      ...{ name: "Visits", handle: `visits-${made++}` },
      levels: [{ name: "One", display_number: 1, trigger: 1, meta: { unlocks } }],
    });
    const given = async (profileId: string) => {
      const claimable = await world.ask(`GET /profiles/${profileId}/benefits/claimable`);
      await post(`/profiles/${profileId}/achievements`, { definition_id, count: 1 });
      const held = (await world.ask(`GET /profiles/${profileId}/benefits`)).body.data;
      const offered = claimable.body.data.map((each: { handle: string }) => each.handle);
      return [offered.includes(handle), held.length];
    };
    expect(await given(await newProfile(["vip"]))).toEqual([true, 1]);
    expect(await given(await newProfile(["staff"]))).toEqual([false, 0]);
  });

  it("[W12] points of one brand are those that a rate on products gives", async () => {
    const { handle } = await define("point", { earn_rate: 0 });
    const product_conditions = { "==": [{ var: "brand" }, "Acme"] };
    await post("/rates", { name: "Acme", handle, rate: 1, product_conditions });
    const item = (sku: string, brand: string) => ({
      ...{ name: sku, sku, quantity: 1, price_sell: 50 },
      product_variant: { brand },
    });
    const sale = await post("/transactions", {
      ...{ profile_id: await newProfile(), external_id: `S-${made++}`, total: 100 },
      ...{ transacted_at: "2026-03-01 10:00:00", items: [item("A", "Acme"), item("B", "Bolt")] },
    });
    expect(sale.earned.definitions).toContainEqual(expect.objectContaining({ handle, points: 50 }));
  });
});
