import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { makeV3Samples, type V3Samples } from "#sync-server/testing/v3-samples.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

/** Everything but when it was last written. */
const withoutStamps = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutStamps);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) =>
      name === "updated_at" ? [] : [[name, withoutStamps(inner)]],
    ),
  );
};

describe.for(databases)("a thing that is sent back as it was read, on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let samples: V3Samples;
  let sale: string;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    samples = await makeV3Samples(world);
    sale = `/transactions/${samples.transactionId}`;
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const read = async (path: string) => {
    const { status, body } = await world.ask(`GET ${path}`);
    expect(status, path).toBe(200);
    return body.data;
  };

  it("is accepted and changes nothing, whatever can be read and changed", async () => {
    const { body } = await world.ask("GET /openapi.json");
    const paths = Object.entries<object>(body.paths)
      .filter(([, operations]) => "get" in operations && "put" in operations)
      .map(([path]) => samples.fill(path.replace("/api/v3", "").replaceAll(/\{(\w+)\}/g, ":$1")));
    expect(paths.length).toBeGreaterThan(14);
    for (const path of [...paths, "/settings/currency"]) {
      const before = await read(path);
      // Of a list, each is sent by itself.
      for (const body of [before].flat()) {
        const sent = await world.ask(`PUT ${path}`, { body });
        expect(sent.status, `${path} ${JSON.stringify(sent.body)}`).toBe(200);
      }
      expect(withoutStamps(await read(path)), path).toEqual(withoutStamps(before));
    }
  });

  it("is accepted by update-create, and the lines keep their ids", async () => {
    const before = await read(sale);
    const sent = await world.ask("POST /transactions/update-create", { body: before });
    expect(sent.status, JSON.stringify(sent.body)).toBe(200);
    expect(withoutStamps(await read(sale))).toEqual(withoutStamps(before));
  });

  it("may be changed in one field: the others stay, and a fixed one is refused by its name", async () => {
    const before = await read(sale);
    const tagged = await world.ask(`PUT ${sale}`, { body: { ...before, tags: ["checked"] } });
    expect(tagged.status, JSON.stringify(tagged.body)).toBe(200);
    expect(withoutStamps(await read(sale))).toEqual(
      withoutStamps({ ...before, tags: ["checked"] }),
    );

    const spelt = { ...before, total: `${before.total}.00` };
    expect((await world.ask(`PUT ${sale}`, { body: spelt })).status).toBe(200);

    const [line] = before.items;
    const other = { ...before, total: 11, items: [{ ...line, price_sell: 11 }] };
    const refused = await world.ask(`PUT ${sale}`, { body: other });
    expect(refused.status).toBe(422);
    expect(Object.keys(refused.body.errors)).toEqual(["total", "items"]);
    expect(refused.body.errors.total).toEqual([expect.stringContaining("/update-create")]);
    expect((await read(sale)).total).toBe(before.total);
  });
});
