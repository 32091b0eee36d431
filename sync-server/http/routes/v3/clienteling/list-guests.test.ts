import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMs, DAY_MS, dayIn, UTC } from "#shared/kernel/time.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { NOON } from "#sync-server/testing/seed.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

const OPEN = { allow_share: true, allow_reserve: true, allow_quantity: true };
const OWNER = { email: "owner@example.com", first_name: "Olive", last_name: "Owner" };

describe.for(databases)("guests of lists over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let at: string;
  let definition: number;
  let guestId: string;
  let made = 0;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    at = `/profiles/${(await world.post("/profiles", OWNER)).id}/lists`;
    guestId = (await world.post("/profiles", { email: "guest@example.com" })).id;
    definition = await newDefinition(OPEN);
    await world.post("/products", { title: "Vase", variants: [{ sku: "VASE", price: 10 }] });
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const newDefinition = async (allowed: object) => {
    const body = { name: "Registry", handle: `d${made++}`, type: "registry", ...allowed };
    return (await world.post("/lists/definitions", body)).id;
  };
  const newList = async (quantity: number, list_definition_id = definition) => {
    const items = [{ product_variant_sku: "VASE", quantity, source: "aunt", meta: { a: 1 } }];
    const own = { tags: ["T"], meta: { secret: 1 }, description: "Thank you" };
    const list = await world.post(at, { name: "Wedding", list_definition_id, items, ...own });
    return { path: `${at}/${list.id}`, itemId: list.items[0].id };
  };
  const share = async (path: string, body: object = {}) =>
    (await world.post(`${path}/shares`, body)).code;
  const shared = async (code: string) => (await world.ask(`GET /lists/shares/${code}`)).status;
  const reserve = (itemId: number, quantity: number, guest: object = { profile_id: guestId }) =>
    world.ask(`POST /list/items/${itemId}/reservations`, { body: { ...guest, quantity } });

  it("[X14] a code shows the list, and nothing about its owner or other guests", async () => {
    const { path, itemId } = await newList(4);
    const code = await share(path);
    expect(code).toMatch(/^[\w-]{22}$/);
    expect(await share(path)).not.toBe(code);
    const guest = { external_profile_id: "Uncle Bob" };
    await reserve(itemId, 3, guest);
    const seen = await world.ask(`GET /lists/shares/${code}`);
    expect(seen.body.data).toEqual({
      ...{ name: "Wedding", description: "Thank you", custom_date: null },
      definition: {
        ...{ id: definition, name: "Registry", handle: expect.any(String), type: "registry" },
        ...{ icon: null, cover: null },
      },
      items: [
        {
          ...{ id: itemId, product_id: expect.any(Number), product_variant_id: expect.any(Number) },
          ...{ product_category_id: null, product_category: null, custom_product: null },
          ...{ quantity: 4, reserved_quantity: 3, position: null },
          product: expect.objectContaining({ title: "Vase" }),
          product_variant: expect.objectContaining({ sku: "VASE" }),
        },
      ],
    });
    const text = JSON.stringify(seen.body);
    const owner = at.split("/")[2] ?? "";
    for (const secret of [owner, "Olive", "owner@", "Bob", "aunt", "secret"]) {
      expect(text).not.toContain(secret);
    }
    expect((await world.ask(`HEAD /lists/shares/${code}`)).status).toBe(200);
    const none = await world.tokenWith(["read-profiles"]);
    expect((await world.ask(`GET /lists/shares/${code}`, { token: none })).status).toBe(403);
    expect((await world.ask(`GET ${path}`)).body.data).toMatchObject({
      is_shared: true,
      shares: [{ code }, {}],
      items: [{ reserved_quantity: 3, reservations: [guest] }],
    });
  });

  it("[X14] a code shows nothing once it ends, or the list may not be shared", async () => {
    const own = await newDefinition(OPEN);
    const { path } = await newList(1, own);
    const tomorrow = dayIn(addMs(NOON, DAY_MS), UTC);
    const [code, ending, other] = [
      await share(path),
      await share(path, { expires_at: tomorrow }),
      await share(path),
    ];
    const { body } = await world.ask(`GET ${path}/shares`);
    const ended = body.data.find((each: { code: string }) => each.code === other).id;
    expect((await world.ask(`DELETE ${path}/shares/${ended}`)).status).toBe(204);
    expect((await world.ask(`DELETE ${path}/shares/${ended}`)).status).toBe(404);
    expect([await shared(code), await shared(ending), await shared(other)]).toEqual([
      200, 200, 404,
    ]);
    world.setClock(addMs(NOON, 3 * DAY_MS));
    expect([await shared(code), await shared(ending)]).toEqual([200, 404]);
    expect((await world.ask(`GET ${path}/shares`)).body.data).toMatchObject([{ code }]);
    world.setClock(NOON);
    const forbid = { body: { allow_share: false } };
    await world.ask(`PUT /lists/definitions/${own}`, forbid);
    expect(await shared(code)).toBe(404);
    expect((await world.ask(`POST ${path}/shares`, { body: {} })).status).toBe(409);
    await world.ask(`PUT /lists/definitions/${own}`, { body: { allow_share: true } });
    expect(await shared(code)).toBe(200);
    expect((await world.ask(`DELETE ${path}/shares`)).status).toBe(204);
    expect((await world.ask(`DELETE ${path}/shares`)).status).toBe(204);
    expect([await shared(code), await shared("x"), await shared("a".repeat(65))]).toEqual([
      ...[404, 404, 404],
    ]);
    expect((await world.ask(`GET ${path}`)).body.data).toMatchObject({ is_shared: false });
  });

  it("[X13] nothing is reserved from a list that isn't shared or doesn't allow it", async () => {
    const { itemId, path } = await newList(2);
    expect((await reserve(itemId, 1)).status).toBe(409);
    await share(path);
    expect((await reserve(itemId, 1)).status).toBe(201);
    await world.ask(`DELETE ${path}/shares`);
    expect((await reserve(itemId, 1)).status).toBe(409);
    const closed = await newList(2, await newDefinition({ ...OPEN, allow_reserve: false }));
    await share(closed.path);
    expect((await reserve(closed.itemId, 1)).status).toBe(409);
    expect((await reserve(999_999, 1)).status).toBe(404);
    const nobody = { profile_id: "00000000-0000-4000-8000-000000000000" };
    expect((await reserve(itemId, 1, nobody)).body.errors).toHaveProperty("profile_id");
  });

  it("[X13] trap 27: of two guests at once only one gets the last", async () => {
    const one = await newList(1);
    await share(one.path);
    const both = await Promise.all([reserve(one.itemId, 1), reserve(one.itemId, 1)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 422]);
    const ten = await newList(10);
    await share(ten.path);
    const many = await Promise.all(
      Array.from({ length: 16 }, (_, n) => reserve(ten.itemId, 1 + (n % 2))),
    );
    const taken = many
      .filter(({ status }) => status === 201)
      .reduce((sum, { body }) => sum + body.data.quantity, 0);
    expect(taken).toBe(10);
    const refused = many.find(({ status }) => status === 422);
    expect(refused?.body).toMatchObject({
      ...{ left: expect.any(Number), errors: { quantity: [expect.stringContaining("left")] } },
    });
    // Somebody takes as many as the owner wants no longer.
    const race = await newList(4);
    await share(race.path);
    const lower = `PUT ${race.path}/items/${race.itemId}`;
    await Promise.all([reserve(race.itemId, 3), world.ask(lower, { body: { quantity: 2 } })]);
    const { body } = await world.ask(`GET ${race.path}/items/${race.itemId}`);
    expect(body.data.reserved_quantity).toBeLessThanOrEqual(body.data.quantity);
  });

  it("[X13] trap 27: what is reserved can't be wanted less, and cancelling frees it", async () => {
    const { path, itemId } = await newList(4);
    await share(path);
    const first = (await reserve(itemId, 3)).body.data;
    const lowered = await world.ask(`PUT ${path}/items/${itemId}`, { body: { quantity: 1 } });
    expect([lowered.status, lowered.body.reserved, lowered.body.errors.quantity[0]]).toEqual([
      ...[422, 3, expect.stringContaining("3")],
    ]);
    const away = await Promise.all([
      world.ask(`DELETE ${path}/items/${itemId}`),
      world.ask(`PUT ${path}`, { body: { items: [] } }),
      world.ask(`DELETE ${path}`),
    ]);
    expect(away.map(({ status, body }) => [status, body.reserved])).toEqual([
      ...[
        [409, 3],
        [409, 3],
        [409, 3],
      ],
    ]);
    const reservations = `/list/items/${itemId}/reservations`;
    const to = (reservation: { id: number }, body: object) =>
      world.ask(`PUT ${reservations}/${reservation.id}`, { body });
    expect((await to(first, { quantity: 5 })).body.left).toBe(4);
    expect((await to(first, { quantity: 2 })).body.data.quantity).toBe(2);
    expect((await reserve(itemId, 3)).body.left).toBe(2);
    const second = (await reserve(itemId, 2)).body.data;
    expect((await to(second, { status: "purchased" })).body.data.status).toBe("purchased");
    expect((await to(second, { status: "pending" })).status).toBe(409);
    expect((await to(second, { quantity: 1 })).status).toBe(409);
    expect((await to(first, { status: "cancelled" })).status).toBe(200);
    expect((await to(first, { status: "pending" })).status).toBe(409);
    const mine = await world.ask(`GET /profiles/${guestId}/reservations?filter[status]=cancelled`);
    expect(mine.body.data).toMatchObject([{ id: first.id, product_list_item_id: itemId }]);
    expect((await reserve(itemId, 2)).status).toBe(201);
    const all = (await world.ask(`GET ${reservations}`)).body.data;
    expect(all).toHaveLength(3);
    for (const each of all) {
      expect((await world.ask(`DELETE ${reservations}/${each.id}`)).status).toBe(204);
    }
    expect((await world.ask(`GET ${reservations}/${first.id}`)).status).toBe(404);
    expect((await world.ask(`DELETE ${path}`)).status).toBe(204);
  });

  it("guests are named only to those who may see people, and move with a merge", async () => {
    const { path, itemId } = await newList(2);
    await share(path);
    const other = (await world.post("/profiles", { email: "other@example.com" })).id;
    const guest = { profile_id: other, external_profile_id: "Uncle Bob" };
    const { id } = (await reserve(itemId, 1, guest)).body.data;
    const token = await world.tokenWith(["read-product-list-reservations"]);
    const one = `/list/items/${itemId}/reservations/${id}`;
    const hidden = (await world.ask(`GET ${one}`, { token })).body.data;
    expect(hidden).toMatchObject({ external_profile_id: null, quantity: 1 });
    const scope = (await world.ask(`DELETE ${one}`, { token })).body.errors.scope;
    expect(scope).toEqual(["update-product-list-reservations"]);
    const merge = { source_profile_id: other, destination_profile_id: guestId };
    expect((await world.ask("POST /profiles/merge", { body: merge })).status).toBe(200);
    expect((await world.ask(`GET ${one}`)).body.data).toMatchObject({
      ...{ profile_id: guestId, external_profile_id: "Uncle Bob" },
    });
  });
});
