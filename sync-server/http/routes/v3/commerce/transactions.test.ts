import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  transactionViewSchema,
  writtenTransactionSchema,
} from "#shared/api/commerce/transaction-view.ts";
import { one, pageOf } from "#shared/api/envelope.ts";
import { ledgerViewSchema } from "#shared/api/ledger/ledger.ts";
import {
  redeemedSchema,
  redemptionViewSchema,
  reversalSchema,
} from "#shared/api/redemption/redemption.ts";
import { addMs } from "#shared/kernel/time.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { NOON } from "#sync-server/testing/seed.ts";
import { expectShape, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

describe.for(databases)("transactions and redemptions over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let store: { id: number };

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    await post("/points/definitions", {
      name: "Points",
      handle: "points",
      exchange_rate: 0.1,
      decimals: 0,
    });
    await post("/rewards/definitions", {
      name: "Ten",
      handle: "ten",
      value: 10,
      type: "other",
      period: 30,
    });
    store = await post("/locations", {
      name: "Store",
      external_id: "S1",
      timezone: "Australia/Perth",
    });
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const post = (path: string, body: object) => world.post(path, body);
  let made = 0;
  const newProfile = () =>
    post("/profiles", {
      email: `s${made++}@example.com`,
      identities: [{ handle: "card", identifier: `K-${made}` }],
    });
  const balances = async (id: string) =>
    (await world.ask(`GET /profiles/${id}/balances`)).body.data;
  const newKey = () => `ORD-${made++}`;
  const SALE = { total: 100, transacted_at: "2026-03-02 14:32:00" };

  const FULL = {
    receipt_ref: "659",
    systems: ["pos", "erp"],
    timezone: "Australia/Melbourne",
    total: 100,
    total_original: "110.00",
    transacted_at: "2026-03-02 14:32:00",
    items: [
      {
        name: "Shirt",
        quantity: 1,
        price_current: 100,
        price_sell: 99.95,
        price_original: 110,
        price_tax: 9.09,
        external_id: 5,
        product_variant: { product_id: 1, sku: "S-1", title: "Shirt", brand: "X", price: 110 },
        discounts: [{ amount: 10, reason_desc: "promo" }],
        department: "Tops",
      },
      { quantity: "2", price_sell: "0.05", product_variant: { title: "Bag", sku: "B" } },
    ],
    payments: [{ payment_code: "CASH", tender_value: 100 }],
    tags: ["web"],
    meta: { till: 4 },
    type: "sale",
    order_number: "N-1",
  };

  describe("transactions", () => {
    it("return what they earned and what the profile now holds", async () => {
      const profile = await newProfile();
      const answer = await world.ask("POST /transactions", {
        body: { ...FULL, profile_id: profile.id, external_id: newKey(), location_id: store.id },
      });
      expect(answer.status, JSON.stringify(answer.body)).toBe(201);
      expectShape(one(writtenTransactionSchema), answer.body);
      const { data } = answer.body;
      expect(data).toMatchObject({
        profile_id: profile.id,
        profile: { email: profile.email },
        total: 100,
        total_original: 110,
        currency: "AUD",
        systems: ["pos", "erp"],
        location: { id: store.id, name: "Store" },
        is_void: false,
        tags: ["web"],
        meta: { till: 4 },
        type: "sale",
        earned: { points: 100, definitions: [{ handle: "points", points: 100 }] },
        balances: { point_balance: 100, point_balance_dollars: 10, combined_balance_dollars: 10 },
      });
      expect(data.items).toMatchObject([
        {
          name: "Shirt",
          sku: "S-1",
          quantity: 1,
          price_sell: 99.95,
          price_tax: 9.09,
          external_id: "5",
        },
        { name: "Bag", sku: "B", quantity: 2, price_sell: 0.05 },
      ]);
      const read = await world.ask(`GET /transactions/${data.id}`);
      expectShape(one(transactionViewSchema), read.body);
      const {
        balances: _held,
        tiers: _moved,
        achievements: _counted,
        issued: _issued,
        ...transaction
      } = data;
      expect(read.body.data).toEqual(transaction);
      expect((await world.ask(`GET /transactions/external/${data.external_id}`)).body.data).toEqual(
        transaction,
      );
      expect(
        (await world.ask(`GET /profiles/${profile.id}/transactions/${data.id}`)).body.data,
      ).toEqual(transaction);
      const list = await world.ask(`GET /profiles/${profile.id}/transactions`);
      expectShape(pageOf(transactionViewSchema), list.body);
      expect(list.body.data).toEqual([transaction]);
    });

    it("are filtered by rounding, margin, deliver_at, receipt_is_email and need_action", async () => {
      const profile = await newProfile();
      const base = { ...SALE, profile_id: profile.id, timezone: "Australia/Melbourne" };
      const full = await post("/transactions", {
        ...base,
        external_id: `full-${profile.id}`,
        rounding: "-0.02",
        margin: 12.5,
        deliver_at: "2026-03-09",
        receipt_is_email: 1,
        need_action: true,
      });
      expect(full).toMatchObject({
        rounding: -0.02,
        margin: 12.5,
        deliver_at: "2026-03-08 13:00:00",
        receipt_is_email: true,
        need_action: true,
      });
      const bare = await post("/transactions", {
        ...base,
        external_id: `bare-${profile.id}`,
      });
      expect(bare).toMatchObject({ deliver_at: null, receipt_is_email: false, need_action: null });
      const idsOf = async (query: string) => {
        const list = await world.ask(`GET /transactions?filter[profile_id]=${profile.id}&${query}`);
        expect(list.status, query).toBe(200);
        return list.body.data.map((each: { readonly id: number }) => each.id);
      };
      for (const query of [
        "filter[rounding]=-0.02",
        "filter[rounding][lt]=0",
        "filter[margin][gte]=12.50",
        "filter[deliver_at]=2026-03-09",
        "filter[deliver_at][gt]=2026-03-08%2012:00:00",
        "filter[receipt_is_email]=true",
        "filter[need_action]=1",
        "filter[need_action][nullable]=false",
      ]) {
        expect(await idsOf(query), query).toEqual([full.id]);
      }
      for (const query of [
        "filter[margin][nullable]=true",
        "filter[receipt_is_email]=0",
        "filter[need_action][ne]=1",
      ]) {
        expect(await idsOf(query), query).toEqual([bare.id]);
      }
      expect(await idsOf("sort=-margin")).toHaveLength(2);
    });

    it("identify their profile by id, email or identity", async () => {
      const profile = await newProfile();
      for (const [profile_id, profile_id_handle] of [
        [profile.id, undefined],
        [profile.id.toUpperCase(), "uuid"],
        [` ${profile.email.toUpperCase()} `, "email"],
        [profile.identities[0].identifier, "card"],
      ]) {
        const transaction = await post("/transactions", { ...SALE, profile_id, profile_id_handle });
        expect(transaction.profile_id).toBe(profile.id);
      }
      const none = await world.ask("POST /transactions", {
        body: { ...SALE, profile_id: "nobody@example.com", profile_id_handle: "email" },
      });
      expect(none.body.errors).toHaveProperty("profile_id");
    });

    it("are recorded whatever is missing in their lines", async () => {
      const items = [{}, { sku: "AB-1" }, { name: "Sock", price_current: "2.50" }];
      const transaction = await post("/transactions", { ...SALE, items });
      expect(transaction.items).toMatchObject([
        { name: "", quantity: 1, price_sell: 0 },
        { name: "AB-1", quantity: 1, price_sell: 0 },
        { name: "Sock", quantity: 1, price_sell: 2.5 },
      ]);
    });

    it("of guests have no profile until they are linked to one", async () => {
      const guest = await post("/transactions", SALE);
      expect(guest).toMatchObject({ profile_id: null, earned: { points: 0 }, balances: null });
      const profile = await newProfile();
      const linked = await world.ask(`PUT /transactions/${guest.id}`, {
        body: { profile_id: profile.id },
      });
      expectShape(one(writtenTransactionSchema), linked.body);
      expect(linked.body.data).toMatchObject({
        profile_id: profile.id,
        claimed_at: "2026-03-03 02:00:00",
        earned: { points: 100 },
        balances: { point_balance: 100 },
      });
    });

    it("are queued as update-create takes them, and resent without a change (DOMAIN §12.3)", async () => {
      const profile = await newProfile();
      const body = { ...SALE, profile_id: profile.id, external_id: newKey() };
      const items = [{ name: "Shirt", sku: "SH", quantity: 1, price_sell: 100 }];
      const queued = await world.ask("POST /transactions/queue", { body: { ...body, items } });
      const again = await world.ask("POST /transactions/update-create", {
        body: { ...body, items },
      });
      expect([queued.status, again.status]).toEqual([201, 200]);
      expect(again.body.data).toMatchObject({ id: queued.body.data.id, earned: { points: 100 } });
      const { id } = queued.body.data;
      const before = (await world.ask(`GET /transactions/${id}`)).body;
      const resent = await world.ask(`POST /transactions/${id}/resend`);
      expect(resent).toMatchObject({ status: 200, body: before });
      const [line] = before.data.items;
      const one = await world.ask(`POST /transactions/items/${line.id}/resend`);
      expect(one).toMatchObject({ status: 200, body: { data: { id: line.id, sku: "SH" } } });
      const events = await world.ask(`GET /events?filter[profile_id]=${profile.id}&page[size]=50`);
      const kinds = events.body.data.map((each: { readonly event: string }) => each.event);
      expect(kinds.filter((kind: string) => kind.endsWith("resent")).sort()).toEqual([
        "transaction-item.resent",
        "transaction.resent",
      ]);
      expect((await world.ask(`GET /transactions/${id}`)).body).toEqual(before);
      const found = await world.ask(
        `GET /profiles/${profile.id}/find-transactions?filter[id]=${id}`,
      );
      expect(found.body.data).toEqual([before.data]);
      for (const path of ["/transactions/999999", "/transactions/items/999999"]) {
        expect((await world.ask(`POST ${path}/resend`)).status).toBe(404);
      }
    });

    it("of a deleted profile are resent only by those who can see them (DOMAIN §3.8)", async () => {
      const profile = await newProfile();
      const items = [{ name: "Shirt", sku: "SH", quantity: 1, price_sell: 100 }];
      const sale = await post("/transactions", { ...SALE, items, profile_id: profile.id });
      await world.ask(`DELETE /profiles/${profile.id}`);
      const token = await world.tokenWith([
        "update-transactions",
        "read-events",
        "restore-profiles",
      ]);
      const resent = async () => {
        const path = `GET /events?filter[profile_id]=${profile.id}&page[size]=50`;
        const { data } = (await world.ask(path, { token })).body;
        return data.filter(({ event }: { readonly event: string }) => event.endsWith("resent"));
      };
      const till = await world.tokenWith(["update-transactions"]);
      for (const path of [`/transactions/${sale.id}`, `/transactions/items/${sale.items[0].id}`]) {
        const before = await resent();
        const refused = await world.ask(`POST ${path}/resend`, { token: till });
        expect([refused.status, await resent()]).toEqual([404, before]);
        const sent = await world.ask(`POST ${path}/resend`, { token });
        expect([sent.status, (await resent()).length]).toEqual([200, before.length + 1]);
      }
    });

    it("that already exist are refused by a plain post with 409 (DOMAIN §12.4 no. 4) and corrected by update-create", async () => {
      const profile = await newProfile();
      const body = { ...SALE, profile_id: profile.id, external_id: newKey(), systems: ["pos"] };
      const first = await world.ask("POST /transactions/update-create", { body });
      expect(first.status).toBe(201);
      const again = await world.ask("POST /transactions/update-create", { body });
      expect(again).toMatchObject({ status: 200, body: first.body });
      const plain = await world.ask("POST /transactions", { body });
      expect(plain).toMatchObject({
        status: 409,
        body: { code: "conflict", transaction: { id: first.body.data.id } },
      });
      const other = await world.ask("POST /transactions/update-create", {
        body: { ...body, total: 60.5, items: FULL.items },
      });
      expect(other.status).toBe(200);
      expect(other.body.data).toMatchObject({
        id: first.body.data.id,
        total: 60.5,
        earned: { points: 60 },
        balances: { point_balance: 60 },
      });
      expect(other.body.data.items).toHaveLength(2);
      const fewer = await post("/transactions/update-create", {
        ...body,
        total: 60.5,
        items: FULL.items.slice(1),
      });
      expect(fewer.items.map((item: { name: string }) => item.name)).toEqual(["Bag"]);
      // Another system may use the same id for another transaction.
      const elsewhere = await post("/transactions/update-create", { ...body, systems: ["web"] });
      expect(elsewhere.id).not.toBe(first.body.data.id);
    });

    it("keep what a correction leaves out, and lose what it sends as null (DOMAIN §12.4 no. 3)", async () => {
      const profile = await newProfile();
      const key = { external_id: newKey(), profile_id: profile.id, systems: ["pos"] };
      const payments = [{ tender_value: 60.5, tender_type: "cash" }];
      const free = { order_number: "O-1", meta: { till: 4 }, tags: ["click"], payments, fees: 0 };
      const correct = (body: object) =>
        post("/transactions/update-create", { ...SALE, ...key, ...body });
      const first = await correct({ ...free, receipt_ref: "R-8801", location_id: "KEPT-1" });
      expect(first.location_id).toEqual(expect.any(Number));
      const bare = await correct({ total: 70 });
      expect(bare).toMatchObject({ ...free, receipt_ref: "R-8801", total: 70 });
      expect(bare.location_id).toBe(first.location_id);
      const cleared = await correct({ receipt_ref: null, payments: null, order_number: null });
      expect(cleared).toMatchObject({ receipt_ref: null, order_number: null, tags: ["click"] });
      expect(cleared.payments ?? []).toEqual([]);
    });

    it("keep the lines that aren't sent if asked to, and a line its number (DOMAIN §12.4 no. 3)", async () => {
      const profile = await newProfile();
      const key = { external_id: newKey(), profile_id: profile.id, systems: ["pos"] };
      const line = (name: string, more: object = {}) => ({
        ...{ name, quantity: 1, price_sell: 10 },
        ...more,
      });
      const send = (items: readonly object[], more: object = {}) =>
        post("/transactions/update-create", { ...SALE, ...key, items, ...more });
      const linesOf = ({ items }: { readonly items: readonly { id: number; name: string }[] }) =>
        Object.fromEntries(items.map(({ id, name }) => [name, id]));
      const first = linesOf(
        await send([line("Hat", { external_id: "1" }), line("Bag", { sku: "BAG" }), line("Tie")]),
      );
      const more = linesOf(
        await send([line("Cap", { external_id: "1" }), line("Belt", { sku: "BELT" })], {
          delete_existing_items: false,
        }),
      );
      expect(more).toEqual({
        ...{ Cap: first["Hat"], Bag: first["Bag"], Tie: first["Tie"] },
        Belt: expect.any(Number),
      });
      const turned = linesOf(
        await send([line("Tie"), line("Belt", { sku: "BELT" }), line("Cap", { external_id: "1" })]),
      );
      expect(turned).toEqual({ Tie: first["Tie"], Belt: more["Belt"], Cap: first["Hat"] });
      const swapped = linesOf(await send([line("Sock", { sku: "SOCK" }), line("Tie")]));
      expect(swapped["Tie"]).toBe(first["Tie"]);
    });

    it("without an external id are updated by number in update-create", async () => {
      const profile = await newProfile();
      const transaction = await post("/transactions", { ...SALE, profile_id: profile.id });
      const changed = await post("/transactions/update-create", {
        ...SALE,
        id: transaction.id,
        profile_id: profile.id,
        total: 40,
      });
      expect(changed).toMatchObject({
        id: transaction.id,
        total: 40,
        balances: { point_balance: 40 },
      });
    });

    it("with a quantity of 1.5, a price of 29.9900 and a tax of 2.7273 are recorded: numbers count by value, and detail never blocks a sale", async () => {
      const { items } = await post("/transactions", {
        ...SALE,
        total: "44.9900",
        total_original: 44.98501,
        rounding: "0.004999",
        items: [
          {
            name: "Silk, by the metre",
            quantity: 1.5,
            price_sell: "29.9900",
            price_current: 29.99333,
            price_tax: 2.7273,
          },
          { name: "Returned", quantity: "-0.25", price_sell: 0 },
        ],
      });
      expect(items).toMatchObject([
        { quantity: 1.5, price_sell: 29.99, price_current: 29.99, price_tax: 2.73 },
        { quantity: -0.25, is_return: true },
      ]);
      // Points are earned on the total, so it must be exact.
      const inexact = await world.ask("POST /transactions", { body: { ...SALE, total: "44.995" } });
      expect(inexact.body.errors).toEqual({
        total: ["The total must be an amount with at most 2 decimals, up to 10000000."],
      });
    });

    it("have their numbers by value when they are text with an exponent", async () => {
      const items = [{ name: "Rice", quantity: "1.5e0", price_sell: "1E1" }];
      const body = { ...SALE, total: "1e3", total_original: "1.05e3", items };
      expect(await post("/transactions", body)).toMatchObject({
        total: 1000,
        total_original: 1050,
        items: [{ quantity: 1.5, price_sell: 10 }],
      });
      for (const total of ["1e-3", "1e30", "e3", "1e"]) {
        const refused = await world.ask("POST /transactions", { body: { ...SALE, total } });
        expect([refused.status, Object.keys(refused.body.errors)]).toEqual([422, ["total"]]);
      }
    });

    it("[P5] bought and returned net to zero, in any number of parts", async () => {
      const profile = await newProfile();
      const receipt_ref = newKey();
      await post("/transactions", { ...SALE, profile_id: profile.id, total: 10.99, receipt_ref });
      expect(await balances(profile.id)).toMatchObject({ point_balance: 10 });
      for (const total of [-5.5, -0.49, "-5.00"]) {
        await post("/transactions", {
          ...SALE,
          profile_id: profile.id,
          total,
          linked_receipt_ref: receipt_ref,
        });
      }
      expect(await balances(profile.id)).toMatchObject({ point_balance: 0 });
    });

    it("can be changed later only in the fields that allow it", async () => {
      const profile = await newProfile();
      const transaction = await post("/transactions", { ...SALE, profile_id: profile.id });
      const path = `/transactions/${transaction.id}`;
      for (const [body, fields] of [
        [{ total: 5, items: [{ name: "x" }], tags: ["x"] }, ["total", "items"]],
        [{ tags: ["x"], foo: 1 }, ["foo"]],
      ] as const) {
        const refused = await world.ask(`PUT ${path}`, { body });
        expect(refused.status).toBe(422);
        expect(Object.keys(refused.body.errors)).toEqual(fields);
      }
      const tagged = await world.ask(`PUT ${path}`, { body: { tags: ["x"], meta: { a: 1 } } });
      expect(tagged.body.data).toMatchObject({ tags: ["x"], meta: { a: 1 }, total: 100 });
      const voided = await world.ask(`PUT ${path}`, { body: { is_void: true } });
      expect(voided.body.data).toMatchObject({ is_void: true, earned: { points: 0 } });
      expect(await balances(profile.id)).toMatchObject({ point_balance: 0 });
      const other = await newProfile();
      const moved = await world.ask(`PUT ${path}`, { body: { profile_id: other.id } });
      expect(moved.body.errors).toHaveProperty("profile_id");
      const second = await post("/transactions", { ...SALE, profile_id: profile.id });
      expect((await world.ask(`DELETE /transactions/${second.id}`)).status).toBe(204);
      expect((await world.ask(`GET /transactions/${second.id}`)).body.data.is_void).toBe(true);
      expect(await balances(profile.id)).toMatchObject({ point_balance: 0 });
    });

    it("create a placeholder for a location with an unknown external id", async () => {
      const byText = await post("/transactions", { ...SALE, location_id: "POPUP-9" });
      expect(byText.location).toMatchObject({ external_id: "POPUP-9", is_published: false });
      const known = await post("/transactions", { ...SALE, location_id: "S1" });
      expect(known).toMatchObject({ location_id: store.id, timezone: "Australia/Perth" });
      const unknown = await world.ask("POST /transactions", {
        body: { ...SALE, location_id: 987_654 },
      });
      expect(unknown.body.errors).toHaveProperty("location_id");
      for (const location_id of [0, -1, "0", "-1"]) {
        const refused = await world.ask("POST /transactions", { body: { ...SALE, location_id } });
        expect([refused.status, Object.keys(refused.body.errors)]).toEqual([422, ["location_id"]]);
      }
    });

    it("assign a profile without a location to the first region that serves it ([S13])", async () => {
      await post("/locations", { name: "Far", external_id: "FAR", region: "far" });
      const profile = await newProfile();
      await post("/rewards", { profile_id: profile.id, reward_definition_handle: "ten" });
      const transaction = await post("/transactions", {
        ...SALE,
        profile_id: profile.id,
        location_id: "FAR",
      });
      const feed = await database.run(
        `select collection, scope, doc_id, is_deleted from feed
         where doc_id in ('${profile.id}', '${transaction.id}') and collection <> 'config'
         order by collection, scope`,
      );
      expect(
        feed.map((row) => [row["collection"], row["scope"], Number(row["is_deleted"])]),
      ).toEqual([
        ["accounts", "default", 1],
        ["accounts", "far", 0],
        ["profiles", "default", 1],
        ["profiles", "far", 0],
        ["transactions", "default", 1],
        ["transactions", "far", 0],
      ]);
    });

    it("are listed with filters", async () => {
      const profile = await newProfile();
      await post("/transactions", { ...FULL, profile_id: profile.id, external_id: newKey() });
      const mine = `filter[profile_id]=${profile.id}`;
      const total = async (query: string) =>
        (await world.ask(`GET /transactions?${mine}&${query}`)).body.meta.total;
      for (const query of [
        "filter[total]=100.00",
        "filter[total][gte]=100",
        "filter[type]=sale",
        "filter[order_number]=N-1",
        "filter[tags.handle]=web",
        "filter[systems.handle]=pos",
        "filter[receipt_ref]=659",
        "filter[is_void]=0",
        "filter[transacted_at]=2026-03-02 14:32:00",
        `filter[profile.identities.identifier]=${profile.identities[0].identifier}`,
      ]) {
        expect(await total(query), query).toBe(1);
      }
      for (const query of [
        "filter[type]=return",
        "filter[tags.handle]=nope",
        "filter[total][gt]=100",
      ]) {
        expect(await total(query), query).toBe(0);
      }
    });

    it("T17 aren't filtered by people for a caller who may not read them", async () => {
      const token = await world.tokenWith(["read-transactions"]);
      const refused = await world.ask(
        "GET /transactions?filter[profile.identities.identifier]=C-1",
        { token },
      );
      expect(refused.status).toBe(403);
      expect(refused.body.message).toContain("read-profiles");
      const granted = await world.ask("GET /transactions?filter[tags.handle]=web", { token });
      expect(granted.status).toBe(200);
    });
  });

  describe("redemptions", () => {
    const holder = async () => {
      const profile = await newProfile();
      await post("/rewards", { profile_id: profile.id, reward_definition_handle: "ten" });
      await post("/transactions", { ...SALE, profile_id: profile.id, total: 50 });
      return profile;
    };

    it("draw on rewards, then points, and return what is left", async () => {
      const profile = await holder();
      const answer = await world.ask(`POST /profiles/${profile.id}/redeem`, {
        body: {
          amount: 12.25,
          location_id: store.id,
          transaction_receipt_ref: "R-1",
          meta: { till: 1 },
        },
      });
      expect(answer.status).toBe(201);
      expectShape(one(redeemedSchema), answer.body);
      expect(answer.body.data).toMatchObject({
        total: 12.25,
        total_requested: 12.25,
        location: { name: "Store" },
        transaction_receipt_ref: "R-1",
        balances: { reward_balance: 0, point_balance: 27, combined_balance_dollars: 2.7 },
      });
      const read = await world.ask(`GET /redemptions/${answer.body.data.id}`);
      expectShape(one(redemptionViewSchema), read.body);
      expect(read.body.data).toMatchObject({
        type: "redeem",
        total: 12.25,
        shortfall: 0,
        meta: { till: 1 },
      });
      expect(read.body.data.items).toMatchObject([
        { type: "reward", value: 10, count: 1 },
        { type: "point", value: 2.25, count: 23 },
      ]);
      const list = await world.ask(`GET /redemptions?filter[profile_id]=${profile.id}`);
      expectShape(pageOf(redemptionViewSchema), list.body);
      expect(list.body.data).toEqual([read.body.data]);
      const transaction = await post("/transactions", {
        ...SALE,
        profile_id: profile.id,
        redemption_id: read.body.data.id,
      });
      const { id: transaction_id } = transaction;
      expect(read.body.data.transaction_id).toBeNull();
      expect(transaction.redemption).toEqual({ ...read.body.data, transaction_id });
      const path = `GET /redemptions/${read.body.data.id}?include=transaction`;
      expect((await world.ask(path)).body.data).toMatchObject({
        transaction_id,
        transaction: { total: SALE.total, receipt_ref: transaction.receipt_ref, location: null },
      });
      const token = await world.tokenWith(["read-redemptions"]);
      const refused = await world.ask(path, { token });
      expect([refused.status, refused.body.errors]).toEqual([
        403,
        { scope: ["read-transactions"] },
      ]);
      for (const item of transaction.redemption.items) {
        expect(item.id).toBeTypeOf("number");
        expect(JSON.parse(item.type_attributes)).toHaveProperty("definition_id");
      }
    });

    it("[V2] are reversed after ten minutes with a scope of its own", async () => {
      const profile = await holder();
      const body = { amount: 12.25 };
      const { id } = (await world.ask(`POST /profiles/${profile.id}/redeem`, { body })).body.data;
      world.setClock(addMs(NOON, 11 * 60_000));
      const path = `POST /redemptions/${id}`;
      expect(await world.ask(`${path}/reversal`)).toMatchObject({ status: 409 });
      const tills = await world.tokenWith(["return"]);
      expect(await world.ask(`${path}/late-reversal`, { token: tills })).toMatchObject({
        status: 403,
      });
      const managers = await world.tokenWith(["reverse-redemptions", "read-redemptions"]);
      const reversed = await world.ask(`${path}/late-reversal`, { token: managers });
      world.setClock(NOON);
      expect(reversed).toMatchObject({ status: 201, body: { data: { total: 12.25 } } });
    });

    it("are reversed once, and with a voided sale; 409 says which sale they pay for", async () => {
      const profile = await holder();
      const redeem = async () => {
        const body = { amount: 12.25 };
        return (await world.ask(`POST /profiles/${profile.id}/redeem`, { body })).body.data.id;
      };
      const first = await redeem();
      const reversed = await world.ask(`POST /redemptions/${first}/reversal`);
      expect(reversed.status).toBe(201);
      expectShape(one(reversalSchema), reversed.body);
      expect(reversed.body.data).toMatchObject({
        type: "reversal",
        total: 12.25,
        balances: { reward_balance: 10, point_balance: 50 },
        items: [
          { type: "reward", value: 10, count: 1 },
          { type: "point", value: 2.25, count: 23 },
        ],
      });
      const again = await world.ask(`POST /redemptions/${first}/reversal`);
      expect(again.body).toEqual(reversed.body);
      expect(await world.ask("POST /redemptions/999999/reversal")).toMatchObject({ status: 404 });
      const sale = { ...SALE, profile_id: profile.id };
      const refused = await world.ask("POST /transactions", {
        body: { ...sale, redemption_id: first },
      });
      expect(refused).toMatchObject({ status: 409, body: { code: "conflict" } });
      const second = await redeem();
      const { id } = await post("/transactions", { ...sale, redemption_id: second });
      const paying = await world.ask(`POST /redemptions/${second}/reversal`);
      expect(paying).toMatchObject({ status: 409 });
      expect(paying.body.message).toContain(`Transaction ${id}`);
      const voided = await world.ask(`PUT /transactions/${id}`, { body: { is_void: true } });
      expect(voided.body.data.balances).toMatchObject({ reward_balance: 10, point_balance: 50 });
      expect(voided.body.data.redemption_pays_for).toBeNull();
      expect(voided.body.data.redemption).toMatchObject({ id: second, type: "redeem" });
      const read = (await world.ask(`GET /transactions/${id}`)).body.data;
      for (const { reversed_redemptions } of [voided.body.data, read]) {
        expect(reversed_redemptions).toMatchObject([{ type: "reversal", total: 12.25 }]);
      }
    });

    it("[V5] stay when one of two sales is voided, and the answer names the one that still stands", async () => {
      const profile = await holder();
      const { id: redemption_id } = await post(`/profiles/${profile.id}/redeem`, { amount: 10 });
      const sale = { ...SALE, profile_id: profile.id, redemption_id };
      const [first, second] = [
        await post("/transactions", sale),
        await post("/transactions", sale),
      ];
      expect(first.redemption_pays_for).toBeNull();
      const voided = await world.ask(`PUT /transactions/${first.id}`, { body: { is_void: true } });
      expect(voided.body.data).toMatchObject({
        ...{ redemption_pays_for: second.id, reversed_redemptions: [] },
        balances: { reward_balance: 0 },
      });
      const { data } = (await world.ask("GET /transactions?sort=-id&page[size]=2")).body;
      expect(data.map((each: Record<string, unknown>) => each["redemption_pays_for"])).toEqual([
        null,
        second.id,
      ]);
      await world.ask(`DELETE /transactions/${second.id}`);
      const { body } = await world.ask(`GET /transactions/${first.id}`);
      expect(body.data.redemption_pays_for).toBeNull();
      expect(await balances(profile.id)).toMatchObject({ reward_balance: 10 });
    });

    it("of a deleted profile are reversed only by those who can see it", async () => {
      const { id } = await holder();
      const redeemed = await post(`/profiles/${id}/redeem`, { amount: 12.25 });
      await world.ask(`DELETE /profiles/${id}`);
      const till = await world.tokenWith(["return", "read-redemptions"]);
      const route = `POST /redemptions/${redeemed.id}/reversal`;
      expect(await world.ask(route, { token: till })).toMatchObject({
        status: 404,
        body: { message: "There is no such redemption." },
      });
      const reversals = `GET /redemptions?filter[type]=reversal&filter[profile_id]=${id}`;
      expect((await world.ask(reversals)).body.data).toEqual([]);
      const token = await world.tokenWith(["return", "restore-profiles"]);
      const reversed = await world.ask(route, { token });
      expect([reversed.status, reversed.body.data.total]).toEqual([201, 12.25]);
      expect((await world.ask(route, { token })).body).toEqual(reversed.body);
      expect(await world.ask(route, { token: till })).toMatchObject({ status: 404 });
    });

    it("draw in the order requested", async () => {
      const profile = await holder();
      const redeemed = await post(`/profiles/${profile.id}/redeem`, {
        amount: 5,
        strategies: ["points", "rewards"],
      });
      expect(redeemed.balances).toMatchObject({ reward_balance: 10, point_balance: 0 });
    });

    it("[R4] [R5] redeem what is available, or nothing if strict", async () => {
      const profile = await holder();
      const path = `POST /profiles/${profile.id}/redeem`;
      const strict = await world.ask(path, { body: { amount: 15.01, strict: true } });
      expect(strict).toMatchObject({
        status: 422,
        body: { available: 15, errors: { amount: ["Only 15.00 is available."] } },
      });
      expect(await balances(profile.id)).toMatchObject({ combined_balance_dollars: 15 });
      const partly = await world.ask(path, { body: { amount: 999 } });
      expect(partly.body.data).toMatchObject({ total: 15, total_requested: 999 });
      const empty = await world.ask(path, { body: { amount: 1 } });
      expect(empty).toMatchObject({ status: 422, body: { available: 0 } });
      for (const amount of [0, -1, "1.234", 1e9, null, "x"]) {
        const refused = await world.ask(path, { body: { amount } });
        expect([refused.status, Object.keys(refused.body.errors ?? {})]).toEqual([422, ["amount"]]);
      }
    });

    it("[S5] with the same key always return the same answer, even a refusal", async () => {
      const profile = await holder();
      const path = `POST /profiles/${profile.id}/redeem`;
      const headers = { "idempotency-key": "till-7-42" };
      const first = await world.ask(path, { body: { amount: 4 }, headers });
      await post(`/profiles/${profile.id}/redeem`, { amount: 3 });
      const again = await world.ask(path, { body: { amount: 4 }, headers });
      expect(again).toMatchObject({ status: 201, body: first.body });
      expect(await balances(profile.id)).toMatchObject({ combined_balance_dollars: 8 });
      const other = await world.ask(path, { body: { amount: 5 }, headers });
      expect(other.status).toBe(409);

      const late = { "idempotency-key": "till-7-43" };
      const refused = await world.ask(path, { body: { amount: 20, strict: true }, headers: late });
      expect(refused.status).toBe(422);
      await post("/rewards", {
        profile_id: profile.id,
        reward_definition_handle: "ten",
        value_initial: 10,
      });
      await post("/rewards", {
        profile_id: profile.id,
        reward_definition_handle: "ten",
        value_initial: 10,
      });
      const repeated = await world.ask(path, { body: { amount: 20, strict: true }, headers: late });
      expect(repeated).toMatchObject({ status: 422, body: refused.body });
      const bad = await world.ask(path, {
        body: { amount: 1 },
        headers: { "idempotency-key": "x".repeat(300) },
      });
      expect(bad.status).toBe(422);
    });

    it("made concurrently never take more than the balance", async () => {
      const profile = await holder();
      const answers = await Promise.all(
        Array.from({ length: 12 }, () =>
          world.ask(`POST /profiles/${profile.id}/redeem`, { body: { amount: 2, strict: true } }),
        ),
      );
      expect(answers.filter((answer) => answer.status === 201)).toHaveLength(7);
      expect(await balances(profile.id)).toMatchObject({ combined_balance_dollars: 1 });
    });
  });

  it("every change is in the ledger, with its running balance", async () => {
    const profile = await newProfile();
    await post("/rewards", { profile_id: profile.id, reward_definition_handle: "ten" });
    await post("/transactions", { ...SALE, profile_id: profile.id, total: 30 });
    await post(`/profiles/${profile.id}/redeem`, { amount: 10.5 });
    const list = await world.ask(`GET /profiles/${profile.id}/ledgers`);
    expectShape(pageOf(ledgerViewSchema), list.body);
    expect(list.body.data.toReversed()).toMatchObject([
      { type: "reward", dollar_value: 10, dollar_balance: 10, point_balance: 0 },
      { type: "transaction", point_value: 30, point_balance: 30, point_dollar_value: 3 },
      { type: "reward", dollar_value: -10, dollar_balance: 0, point_balance: 30 },
      { type: "point", point_value: -5, point_balance: 25, point_dollar_value: -0.5 },
    ]);
    const { reward_balance, point_balance } = await balances(profile.id);
    expect([reward_balance, point_balance]).toEqual([0, 25]);
    const [newest] = list.body.data;
    const line = await world.ask(`GET /profiles/${profile.id}/ledgers/${newest.id}`);
    expect(line.body.data).toEqual(newest);
    const second = await world.ask(
      `GET /profiles/${profile.id}/ledgers?page[size]=1&page[number]=2`,
    );
    expect(second.body.data).toEqual([list.body.data[1]]);
    const other = await newProfile();
    expect((await world.ask(`GET /profiles/${other.id}/ledgers/${newest.id}`)).status).toBe(404);
  });
});
