import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

const PROFILES = { handler: "omneo:profile", match_criteria: "email" };

describe.for(databases)("imports over the v3 API on $name", ({ create }) => {
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

  const read = async (id: number) => (await world.ask(`GET /imports/${id}`)).body.data;
  const whenDone = async (id: number) => {
    const status = async () => (await read(id)).status;
    await expect.poll(status, { timeout: 60_000 }).toMatch(/SUCCESS|FAILED/);
    return read(id);
  };

  it("DOMAIN §18.1 an import is as many jobs as it says, each a batch of rows", async () => {
    const opened = await world.post("/imports", { ...PROFILES, name: "CRM", total_batch_count: 2 });
    expect(opened).toMatchObject({
      ...{ ...PROFILES, name: "CRM", status: "PENDING", count: 0, progress: 0 },
      ...{ batch_count: 0, total_batch_count: 2, meta: null },
    });
    const one = { email: "one@example.com", last_name: "One" };
    const bad = { email: "bad@example.com", birth_month: 13 };
    const job = await world.post("/import-jobs", { import_id: opened.id, data: [one, bad] });
    expect(job).toMatchObject({ import_id: opened.id, result: { total_count: 2 } });
    await expect.poll(async () => (await read(opened.id)).progress, { timeout: 60_000 }).toBe(100);
    // The other job is still to come.
    expect(await read(opened.id)).toMatchObject({ status: "PROCESSING", failed_count: 1 });
    const again = { ...one, first_name: "Again" };
    await world.post("/import-jobs", { import_id: opened.id, data: [again] });
    expect(await whenDone(opened.id)).toMatchObject({
      ...{ status: "SUCCESS", count: 3, failed_count: 1, batch_count: 2, progress: 100 },
    });
    const found = await world.ask("GET /profiles?filter[email]=one@example.com");
    expect(found.body.data).toMatchObject([{ first_name: "Again", last_name: "One" }]);
    const jobs = await world.ask(`GET /import-jobs?filter[import_id]=${opened.id}&sort=id`);
    const failed = { status: "failed", error: expect.stringMatching(/birth/) };
    expect(jobs.body.data).toMatchObject([
      { id: job.id, status: "success", result: { items: [{ status: "success" }, failed] } },
      { status: "success" },
    ]);
    expect((await world.ask(`GET /import-jobs/${job.id}`)).body.data).toEqual(jobs.body.data[0]);
    const more = { body: { import_id: opened.id, data: [one] } };
    expect((await world.ask("POST /import-jobs", more)).status).toBe(409);
    expect((await world.ask(`DELETE /imports/${opened.id}`)).status).toBe(204);
    expect((await world.ask(`GET /imports/${opened.id}`)).status).toBe(404);
  });

  it("DOMAIN §18.1 an import of which nothing could be done has failed", async () => {
    const { id } = await world.post("/imports", PROFILES);
    const data = [{ last_name: "Nobody" }];
    await world.post("/import-jobs", { import_id: id, data, total_batch_count: 1 });
    expect(await whenDone(id)).toMatchObject({
      ...{ status: "FAILED", total_batch_count: 1, failed_count: 1 },
    });
  });

  it("what isn't there, or can't be imported, is refused by its field", async () => {
    const errorsOf = async (path: string, body: object) => {
      const answer = await world.ask(`POST ${path}`, { body });
      return [answer.status, Object.keys(answer.body.errors ?? {})];
    };
    const sales = { ...PROFILES, handler: "omneo:transaction" };
    expect(await errorsOf("/imports", sales)).toEqual([422, ["handler"]]);
    expect(await errorsOf("/imports", {})).toEqual([422, ["handler", "match_criteria"]]);
    const data = [{ email: "a@example.com" }];
    expect(await errorsOf("/import-jobs", { import_id: 99_999, data })).toEqual([
      422,
      ["import_id"],
    ]);
    const { id } = await world.post("/imports", PROFILES);
    expect(await errorsOf("/import-jobs", { import_id: id, data: [] })).toEqual([422, ["data"]]);
    const many = Array.from({ length: 501 }, () => ({}));
    expect(await errorsOf("/import-jobs", { import_id: id, data: many })).toEqual([422, ["data"]]);
    const { batch_id } = await world.post("/profiles/batch", {
      ...{ match_criteria: "email", profiles: data },
    });
    expect((await world.ask(`GET /import-jobs/${batch_id}`)).status).toBe(404);
  });
});
