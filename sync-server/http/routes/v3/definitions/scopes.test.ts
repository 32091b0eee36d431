import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

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
  const define = (kind: "reward" | "point", more: object) =>
    post(`/${kind}s/definitions`, {
      ...(kind === "reward" ? { value: 10, type: "other" } : {}),
      ...{ name: "Scoped", handle: `scoped-${made++}`, ...more },
    });
  const issue = async (kind: "reward" | "point", id: number, profileId: string) => {
    const body = { profile_id: profileId, [`${kind}_definition_id`]: id, value_initial: 5 };
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

  it.for(["reward", "point"] as const)(
    "[W7] an archived %s definition issues nothing until it is back",
    async (kind) => {
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
      expect(held).toMatchObject([{ value_remaining: 5, definition: { id, is_archived: true } }]);
      await world.ask(`PUT ${path}`, { body: { is_archived: false } });
      expect(await issue(kind, id, profileId)).toBe("issued");
      if (kind === "point") expect(await earned(profileId)).toContain(handle);
    },
  );

  it.for(["reward", "point"] as const)(
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

  it.for(["reward", "point"] as const)(
    "[W7] a %s definition with a region is for its profiles",
    async (kind) => {
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
    },
  );
});
