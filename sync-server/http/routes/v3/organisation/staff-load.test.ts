import { describe, expect, it } from "vitest";
import { databases } from "#sync-server/testing/databases.ts";
import { startV3World } from "#sync-server/testing/v3-world.ts";

describe.for(databases)("many staff at once on $name", ({ create }) => {
  it("sixteen concurrent posts of staff leave the event loop free, because PINs are hashed in a worker", async () => {
    const database = await create();
    const world = await startV3World(database);
    const post = async (n: number) =>
      world.ask("POST /staff", {
        body: { full_name: `Sam ${n}`, staff_number: `${n}`, pin: "471147" },
      });
    // The thread has started before anything is measured.
    expect((await post(0)).status).toBe(201);

    const before = performance.eventLoopUtilization();
    const answers = await Promise.all(Array.from({ length: 16 }, (_, n) => post(n + 1)));
    const { utilization } = performance.eventLoopUtilization(before);
    expect(answers.map(({ status }) => status)).toEqual(Array(16).fill(201));
    // Hashed here, they would keep the event loop busy for nearly all of that time.
    expect(utilization).toBeLessThan(0.6);

    await world.close();
    await database.drop();
  });

  it("more PINs than the worker keeps waiting are refused with 503 and Retry-After, and written later", async () => {
    const database = await create();
    const world = await startV3World(database);
    const post = (n: number) =>
      world.ask("POST /staff", {
        body: { full_name: `Sam ${n}`, staff_number: `${n}`, pin: "471147" },
      });
    const answers = await Promise.all(Array.from({ length: 80 }, (_, n) => post(n)));
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThanOrEqual(80 - 32);
    for (const { status, headers, body } of refused) {
      expect([status, headers.get("retry-after")]).toEqual([503, "2"]);
      expect(body).toEqual({
        code: "unavailable",
        message: "Too many PINs are waiting to be hashed. Nothing was written; try again.",
      });
    }
    const [row] = await database.run("select count(*) as n from staff");
    expect(row?.["n"]).toBe(80 - refused.length);
    const again = answers.findIndex(({ status }) => status === 503);
    expect((await post(again)).status).toBe(201);
    await world.close();
    await database.drop();
  });
});
