import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { makeV3Samples, type V3Samples } from "#sync-server/testing/v3-samples.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

/** A sale is recorded whatever its unknown fields are. */
const LENIENT = [
  "POST /transactions",
  "POST /transactions/queue",
  "POST /transactions/update-create",
];

/** Fields of a sale that decide something. One that can't be read is refused. */
const DECISIVE = [
  ...["total", "transacted_at", "timezone", "currency", "is_void", "systems", "external_id"],
  ...["profile_id", "profile_id_handle", "location_id", "location_external_id", "staff_id"],
  ...["receipt_ref", "linked_receipt_ref", "redemption_id", "payments"],
];

describe.for(databases)(
  "a field that isn't kept is never silently accepted, on $name",
  ({ create }) => {
    let database: TestDatabase;
    let world: V3World;
    let samples: V3Samples;

    beforeAll(async () => {
      database = await create();
      world = await startV3World(database);
      samples = await makeV3Samples(world);
    });
    afterAll(async () => {
      await world.close();
      await database.drop();
    });

    const writes = async () => {
      const { body } = await world.ask("GET /openapi.json");
      return Object.entries<object>(body.paths).flatMap(([path, operations]) =>
        Object.keys(operations)
          .filter((method) => method === "post" || method === "put")
          .map((method) => {
            const url = path.replace("/api/v3", "").replaceAll(/\{(\w+)\}/g, ":$1");
            return `${method.toUpperCase()} ${url}`;
          }),
      );
    };

    it("every write but that of a sale refuses an unknown field by its name", async () => {
      const routes = (await writes()).filter((route) => !LENIENT.includes(route));
      expect(routes.length).toBeGreaterThan(18);
      for (const route of routes) {
        for (const name of ["nothing_keeps_this", "constructor"]) {
          const answer = await world.ask(samples.fill(route), { body: { [name]: 1 } });
          expect(answer.status, route).toBe(422);
          expect(answer.body.errors[name], route).toEqual([
            `The ${name.replaceAll("_", " ")} is not a field of this request.`,
          ]);
        }
      }
    });

    it("an unknown field is found at any depth, but not in free JSON", async () => {
      const address = { address_line_1: "1 Way", city: "Perth", postcode: "6000" };
      const body = {
        addresses: [{ ...address, country: "Australia", state: "WA", floor: 3 }],
        comms_attributes: { email_promo: true, fax_promo: true },
        meta: { anything: [{ goes: "here" }] },
      };
      const refused = await world.ask(`PUT /profiles/${samples.profileId}`, { body });
      expect(Object.keys(refused.body.errors)).toEqual([
        "addresses.0.floor",
        "comms_attributes.fax_promo",
      ]);
    });

    it("what was read can be sent back; the answer names what is read-only", async () => {
      const path = `/profiles/${samples.profileId}`;
      const { data: profile } = (await world.ask(`GET ${path}`)).body;
      const changed = await world.ask(`PUT ${path}`, { body: { ...profile, company: "New & Co" } });
      expect(changed.status, JSON.stringify(changed.body)).toBe(200);
      const { updated_at: _, ...before } = profile;
      expect(changed.body.data).toMatchObject({ ...before, company: "New & Co" });
      expect(changed.body.meta.ignored).toEqual(
        expect.arrayContaining(["id", "reward_balance", "full_name", "identities.*.id"]),
      );
      expect(changed.body.meta.ignored).not.toContain("company");
      const without = await world.ask(`PUT ${path}`, { body: { company: "Same & Co" } });
      expect(without.body).not.toHaveProperty("meta");
    });

    it("a sale with unknown fields is recorded, and the answer names them", async () => {
      const line = { name: "Thing", quantity: 1, price_sell: 10, colour: "red" };
      const answer = await world.ask("POST /transactions", {
        body: {
          total: 20,
          transacted_at: "2026-03-01 10:00:00",
          till_drawer: "A",
          items: [line, line],
        },
      });
      expect(answer.status).toBe(201);
      expect(answer.body.meta).toEqual({ ignored: ["till_drawer", "items.*.colour"] });
    });

    it("a line that isn't an object is left out and named, and the sale is recorded", async () => {
      for (const method of ["POST /transactions", "POST /transactions/update-create"]) {
        const items = ["x", { name: "Thing", price_sell: 10 }, null, ["y"]];
        const body = { total: 10, transacted_at: "2026-03-01 10:00:00", items };
        const answer = await world.ask(method, { body });
        expect(answer.status, JSON.stringify(answer.body)).toBe(201);
        expect(answer.body.meta).toEqual({ ignored: ["items.*"] });
        expect(answer.body.data.items).toMatchObject([{ name: "Thing", price_sell: 10 }]);
      }
    });

    it("detail that affects no decision never blocks a sale, whatever it holds", async () => {
      const { body } = await world.ask("GET /openapi.json");
      const sale = body.paths["/api/v3/transactions"].post.requestBody.content["application/json"];
      const { items, ...fields } = sale.schema.properties;
      const isOdd = (name: string) => !DECISIVE.includes(name);
      const odd = (names: readonly string[]) =>
        Object.fromEntries(names.map((name) => [name, { odd: "x".repeat(25_000) }]));
      const names = Object.keys(fields).filter(isOdd);
      const lineNames = Object.keys(items.items.properties).filter(isOdd);
      const sent = {
        ...odd(names),
        total: 20,
        transacted_at: "2026-03-01 10:00:00",
        items: [odd(lineNames), { name: "N".repeat(301), quantity: "many" }],
      };
      const answer = await world.ask("POST /transactions", { body: sent });
      expect(answer.status, JSON.stringify(answer.body).slice(0, 500)).toBe(201);
      expect(new Set(answer.body.meta.ignored)).toEqual(
        new Set([...names, ...lineNames.map((name) => `items.*.${name}`)]),
      );
      expect(answer.body.data.items).toMatchObject([
        { name: "", quantity: 1 },
        { name: "N".repeat(300), quantity: 1 },
      ]);
    });
  },
);
