import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

const key = { namespace: "fit", handle: "size" };
const SALE = { total: 1, transacted_at: "2026-03-01 10:00:00" };

/** What has custom fields, with what else a new one needs; `n` makes it another. */
const OWNERS: Readonly<Record<string, (n: number) => object>> = {
  "/profiles": (n) => ({ email: `custom${n}@example.com` }),
  "/locations": (n) => ({ name: `Shop ${n}` }),
  "/statuses": (n) => ({ name: `Status ${n}`, handle: `status-${n}` }),
  "/products": (n) => ({ title: "Shirt", handle: `shirt-${n}` }),
  "/orders": () => SALE,
  "/credits/definitions": (n) => ({
    ...{ name: "Credit", handle: `credit-${n}`, value: 10, type: "store_credit" },
  }),
};

describe.for(databases)("custom fields of what has them, on $name", ({ create }) => {
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

  const bodyOf = (path: string, fields: readonly object[]) => {
    made += 1;
    return { ...OWNERS[path]?.(made), custom_fields: fields };
  };

  it.for(Object.keys(OWNERS))(
    "%s keep false and 0, and a list replaces the one before",
    async (path) => {
      const sent = [
        { ...key, type: "integer", value: "0" },
        { ...key, handle: "loud", type: "boolean", value: "false" },
        { ...key, handle: "note", name: "Note", value: "x" },
      ];
      const { id } = await world.post(path, bodyOf(path, sent));
      const kept = [
        { ...key, name: "size", type: "integer", value: 0 },
        { ...key, handle: "loud", name: "loud", type: "boolean", value: false },
        { ...key, handle: "note", name: "Note", type: "string", value: "x" },
      ];
      const one = `${path}/${id}`;
      expect((await world.ask(`GET ${one}`)).body.data.custom_fields).toEqual(kept);
      const back = await world.ask(`PUT ${one}`, { body: { custom_fields: kept.slice(1) } });
      expect(back.body.data.custom_fields).toEqual(kept.slice(1));
      const none = await world.ask(`PUT ${one}`, { body: { custom_fields: [] } });
      expect(none.body.data.custom_fields).toEqual([]);
      const { custom_fields: _, ...without } = bodyOf(path, []);
      expect((await world.post(path, without)).custom_fields).toEqual([]);
    },
  );

  it.for(Object.keys(OWNERS).filter((path) => path !== "/orders"))(
    "T25 %s refuse what would come back changed, and two under one name",
    async (path) => {
      const wrong: readonly (readonly [readonly object[], string])[] = [
        [[{ ...key, type: "integer", value: "12abc" }], "custom_fields.0.value"],
        [[{ ...key, type: "float", value: "1,5" }], "custom_fields.0.value"],
        [[{ ...key, type: "boolean", value: "perhaps" }], "custom_fields.0.value"],
        [
          [
            { ...key, value: 1 },
            { ...key, value: 2 },
          ],
          "custom_fields.1.handle",
        ],
        [[{ namespace: "a b", handle: "c", value: 1 }], "custom_fields.0.namespace"],
      ];
      for (const [fields, field] of wrong) {
        const answer = await world.ask(`POST ${path}`, { body: bodyOf(path, fields) });
        expect([answer.status, Object.keys(answer.body.errors)]).toEqual([422, [field]]);
      }
    },
  );

  it("T25 a sale isn't lost for them, and says what it left out", async () => {
    const good = { ...SALE, external_id: "C-1", custom_fields: [{ ...key, value: 0 }] };
    expect((await world.post("/transactions", good)).custom_fields).toMatchObject([
      { ...key, type: "integer", value: 0 },
    ]);
    const bad = [{ ...key, type: "integer", value: "12abc" }];
    const body = { ...SALE, external_id: "C-2", custom_fields: bad };
    const answer = await world.ask("POST /transactions", { body });
    expect(answer.status).toBe(201);
    expect(answer.body.data.custom_fields).toEqual([]);
    expect(answer.body.meta.ignored).toContain("custom_fields");
  });
});
