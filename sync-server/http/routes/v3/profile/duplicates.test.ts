import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMs, DAY_MS } from "#shared/kernel/time.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { NOON } from "#sync-server/testing/seed.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

describe.for(databases)(
  "profiles that may be one person's over the v3 API on $name",
  ({ create }) => {
    let database: TestDatabase;
    let world: V3World;
    let made = 0;
    let days = 0;

    beforeAll(async () => {
      database = await create();
      world = await startV3World(database);
      world.setTick(10);
    });
    afterAll(async () => {
      await world.close();
      await database.drop();
    });

    const person = async (first_name: string, more: object = {}) => {
      made += 1;
      const email = `d${made}@example.com`;
      return (await world.post("/profiles", { first_name, last_name: "Kerr", email, ...more })).id;
    };
    const change = (id: string, body: object) => world.ask(`PUT /profiles/${id}`, { body });
    /** Compares all that has changed, in as many parts as it takes. */
    const compare = async (max = 100) => {
      days += 1;
      world.setClock(addMs(NOON, days * DAY_MS));
      const part = { max, settledMs: 60_000 };
      while ((await world.store.write("compareProfiles", TEST_TENANT, part)) === max);
    };
    const pairs = async (query = "") => {
      const { data } = (await world.ask(`GET /duplicates?page[size]=100&${query}`)).body;
      return data.map((pair: Pair) => ({ ...pair, of: [pair.profile.id, pair.other_profile.id] }));
    };
    type Pair = { profile: { id: string }; other_profile: { id: string } };
    const pairOf = async (...two: readonly [string, string]) =>
      (await pairs()).find((pair: { of: string[] }) => two.every((id) => pair.of.includes(id)));

    it("T7 [I23] are listed in pairs, the likeliest first, however they came to be alike", async () => {
      const born = { birth_day: 3, birth_month: 4, birth_year: 1990 };
      const landline = { secondary_phone: "03 9800 0001" };
      const tom = await person("Tom", { mobile_phone: "0412 000 099" });
      const thomas = await person("Thomas");
      const ada = await person("Ada", { ...born, ...landline, last_name: "Hartman" });
      const twin = await person("Bo", { ...born, ...landline, last_name: "Hartman" });
      const typo = await person("Ada", { ...born, last_name: "Hartmam" });
      const namesake = await person("Ada", { ...born, birth_year: 1950, last_name: "Hartman" });
      await compare(2);
      expect(await pairOf(tom, thomas)).toBeUndefined();
      await change(thomas, { secondary_phone: "0412 000 099" });
      await compare(2);
      const found = await pairs();
      expect(found).toMatchObject([
        { score: 85, reasons: ["same_mobile", "similar_first_name", "same_last_name"] },
        { score: 70, reasons: ["same_first_name", "similar_last_name", "same_birthday"] },
      ]);
      expect(found.map(({ of }: { of: string[] }) => of.toSorted())).toEqual([
        [tom, thomas].toSorted(),
        [ada, typo].toSorted(),
      ]);
      // A profile has the pairs that it is in.
      const of = async (id: string) =>
        (await world.ask(`GET /profiles/${id}/duplicates`)).body.data;
      const { id: pairId, score, reasons } = found[0];
      for (const [id, other] of [
        [tom, thomas],
        [thomas, tom],
      ] as const) {
        expect(await of(id)).toMatchObject([
          { id: pairId, score, reasons, profile: { id: other } },
        ]);
      }
      expect(await of(twin)).toEqual([]);
      for (const id of [twin, namesake]) expect(JSON.stringify(found)).not.toContain(id);
      expect(await pairs("filter[score][gte]=80")).toHaveLength(1);
      const { links } = (await world.ask("GET /duplicates?page[size]=1")).body;
      expect(links.next).toContain("page%5Bnumber%5D=2");
      const [, second] = found;
      const again = await world.ask(`GET /duplicates/${second.id}`);
      expect(again.body.data).toMatchObject({ id: second.id, profile: { id: second.profile.id } });
    });

    it("T7 [I24] one that is dismissed stays so until it is likelier than it was then", async () => {
      const [kim, other] = [await person("Kim"), await person("Kim")];
      await compare();
      const { id, score } = await pairOf(kim, other);
      expect(score).toBe(50);
      const shown = async () => (await world.ask(`GET /profiles/${kim}/duplicates`)).body.data;
      expect(await shown()).toMatchObject([{ id, profile: { id: other } }]);
      const dismissed = await world.ask(`PUT /duplicates/${id}`, { body: { is_dismissed: true } });
      expect(dismissed.body.data).toMatchObject({
        ...{ id, is_dismissed: true, dismissed_by: expect.stringMatching(/^token:/) },
        dismissed_at: expect.any(String),
      });
      await change(kim, { company: "Kerr & Co", tags: ["a"] });
      await compare();
      expect(await pairOf(kim, other)).toBeUndefined();
      expect(await shown()).toEqual([]);
      expect(await pairs("filter[is_dismissed]=true")).toMatchObject([{ id }]);
      // What speaks for it now didn't then.
      await change(kim, { mobile_phone: "0412 000 111" });
      await change(other, { secondary_phone: "0412 000 111" });
      await compare();
      expect(await pairOf(kim, other)).toMatchObject({ id, score: 90, dismissed_at: null });
      expect(await shown()).toMatchObject([{ id }]);
    });

    it("[I24] what was said of one who is merged or deleted is still said", async () => {
      const [lee, other, third] = [await person("Lee"), await person("Lee"), await person("Lee")];
      await compare();
      const { id } = await pairOf(lee, other);
      await world.ask(`PUT /duplicates/${id}`, { body: { is_dismissed: true } });
      const dismissed = async () =>
        (await pairs("filter[is_dismissed]=true"))
          .map(({ of }: { of: string[] }) => of.toSorted())
          .filter((of: string[]) => of.includes(other));
      const merge = { source_profile_id: lee, destination_profile_id: third };
      await world.ask("POST /profiles/merge", { body: merge });
      await compare();
      expect(await pairOf(third, other)).toBeUndefined();
      expect(await dismissed()).toEqual([[third, other].toSorted()]);
      expect(await world.ask(`GET /duplicates/${id}`)).toMatchObject({ status: 404 });
      const again = { body: { is_dismissed: false } };
      expect(await world.ask(`PUT /duplicates/${id}`, again)).toMatchObject({ status: 404 });

      await world.ask("POST /profiles/unmerge", { body: { source_profile_id: lee } });
      await compare();
      expect(await pairOf(third, other)).toMatchObject({ score: 50 });
      expect(await dismissed()).toEqual([[lee, other].toSorted()]);

      await world.ask(`DELETE /profiles/${other}`);
      expect(await dismissed()).toEqual([]);
      await world.ask(`POST /profiles/${other}/restore`);
      await compare();
      expect(await pairOf(lee, other)).toBeUndefined();
      expect(await dismissed()).toEqual([[lee, other].toSorted()]);
      await world.ask(`DELETE /profiles/${other}/purge`);
      expect(await database.run(`select id from duplicates where id = ${id}`)).toEqual([]);
    });

    it("[I23] leave the list when they are merged, gone, or not alike any more", async () => {
      const ids = [
        await person("Lou"),
        await person("Lou"),
        await person("Lou"),
        await person("Lou"),
      ];
      const [one = "", two = "", three = "", four = ""] = ids;
      await compare();
      expect((await pairs()).filter(({ of }: { of: string[] }) => of.includes(one))).toHaveLength(
        3,
      );
      const body = { source_profile_id: two, destination_profile_id: one };
      await world.ask("POST /profiles/merge", { body });
      await world.ask(`DELETE /profiles/${three}`);
      expect(JSON.stringify(await pairs())).not.toContain(two);
      expect(JSON.stringify(await pairs())).not.toContain(three);
      await change(four, { first_name: "Max" });
      await compare();
      expect(await pairOf(one, four)).toBeUndefined();
      expect(
        await database.run("select * from likeness_keys where key like '%:lou:%'"),
      ).toHaveLength(1);
      await world.ask("POST /profiles/unmerge", { body: { source_profile_id: two } });
      await compare();
      expect(await pairOf(one, two)).toMatchObject({ score: 50 });
      await world.ask(`DELETE /profiles/${two}/purge`);
      expect(await pairOf(one, two)).toBeUndefined();
    });

    it("[I23] nobody is compared with all of very many who have something in common", async () => {
      for (let n = 0; n < 60; n += 1) await person("Sam", { last_name: "Smith" });
      await compare(7);
      const of = (await pairs()).filter(({ score }: { score: number }) => score === 50);
      expect(of.length).toBeGreaterThan(50);
      const [{ most = 0 } = {}] = await database.run(
        `select max(n) as most from
        (select count(*) as n from duplicates group by other_profile_id) as counted`,
      );
      expect(Number(most)).toBeLessThanOrEqual(50 + 7);
    });
  },
);
