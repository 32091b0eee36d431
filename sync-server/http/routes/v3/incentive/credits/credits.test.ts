import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { one, pageOf } from "#shared/api/envelope.ts";
import { creditViewSchema, heldCreditViewSchema } from "#shared/api/incentive/credits/credit.ts";
import { canonicalJson, sha256Hex } from "#shared/kernel/canonical.ts";
import { addMs } from "#shared/kernel/time.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { NOON } from "#sync-server/testing/seed.ts";
import { expectShape, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";
import { verifyLedger } from "#sync-server/verify/verify.ts";

const STORE_CREDIT = { name: "Store credit", value: 50, max_value: 500, type: "store_credit" };

describe.for(databases)("credit over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let definitionId: number;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    const body = { ...STORE_CREDIT, handle: "store-credit", period: 30, period_type: "days" };
    definitionId = (await post("/credits/definitions", body)).id;
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const post = (path: string, body: object) => world.post(path, body, [201]);
  let made = 0;
  const newHolder = async (value: number) => {
    const { id } = await post("/profiles", { email: `c${made++}@example.com` });
    const body = { profile_id: id, credit_definition_id: definitionId, value_initial: value };
    const credit = await post("/credits", body);
    return { id, credit };
  };
  const balances = async (id: string) =>
    (await world.ask(`GET /profiles/${id}/balances`)).body.data;
  const redeem = (id: string, body: object) =>
    world.ask(`POST /profiles/${id}/redeem`, { body: { strategies: ["credits"], ...body } });

  it("[C14] is given to somebody else, now or from a later time, and nothing is lost", async () => {
    const present = { ...STORE_CREDIT, handle: "present", is_releasable: true, period: 30 };
    const presentId = (await post("/credits/definitions", present)).id;
    const [buyer, friend] = [await newHolder(10), await newHolder(5)];
    const issue = () =>
      post("/credits", {
        ...{ profile_id: buyer.id, credit_definition_id: presentId, value_initial: 40 },
        ...{ message: "Happy birthday", recipient_first_name: "Fay" },
      });
    const release = (id: number, body: object, headers = {}) =>
      world.ask(`POST /credits/${id}/release`, { body, headers });
    const first = await issue();
    const headers = { "idempotency-key": "release-1" };
    await redeem(buyer.id, { amount: 15 });
    const given = await release(first.id, { profile_id: friend.id }, headers);
    expectShape(one(creditViewSchema), given.body);
    expect(given.body.data).toMatchObject({
      ...{ profile_id: friend.id, value_remaining: 35, expires_at: first.expires_at },
      ...{ creator_profile_id: buyer.id, message: "Happy birthday", is_active: true },
      ...{ released_at: "2026-03-03 02:00:00", issued_at: "2026-03-03 02:00:00" },
    });
    expect((await release(first.id, { profile_id: friend.id }, headers)).body).toEqual(given.body);
    expect(await balances(buyer.id)).toMatchObject({ credit_balance: 0 });
    expect(await balances(friend.id)).toMatchObject({ credit_balance: 40 });
    const { id: later } = await issue();
    const birthday = { profile_id: friend.id, released_at: "2026-03-20 00:00:00" };
    expect((await release(later, birthday)).body.data).toMatchObject({ is_active: false });
    expect(await balances(buyer.id)).toMatchObject({ credit_balance: 0 });
    expect(await balances(friend.id)).toMatchObject({ credit_balance: 40 });
    expect((await redeem(friend.id, { amount: 50, strict: true })).status).toBe(422);
    world.setClock(addMs(NOON, 17 * 86_400_000));
    expect(await balances(friend.id)).toMatchObject({ credit_balance: 80 });
    world.setClock(NOON);
    expect(await database.transact((deps) => verifyLedger(deps))).toMatchObject({ isWhole: true });
  });

  it("[C14] isn't given if it may not be, is held, frozen, spent or over, or would be by then", async () => {
    const present = { ...STORE_CREDIT, handle: "once", is_releasable: true, period: 30 };
    const presentId = (await post("/credits/definitions", present)).id;
    const [buyer, friend] = [await newHolder(10), await newHolder(5)];
    const body = { profile_id: buyer.id, credit_definition_id: presentId, value_initial: 40 };
    const { id } = await post("/credits", body);
    const release = async (number: number, more: object = {}) => {
      const asked = { profile_id: friend.id, ...more };
      return (await world.ask(`POST /credits/${number}/release`, { body: asked })).status;
    };
    expect(await release(buyer.credit.id)).toBe(409);
    expect(await release(999_999)).toBe(404);
    expect(await release(id, { profile_id: buyer.id })).toBe(422);
    expect(await release(id, { profile_id: "019700bb-0000-7000-8000-000000000999" })).toBe(422);
    expect(await release(id, { released_at: "2026-05-01" })).toBe(422);
    const hold = await world.ask(`POST /credits/${id}/lock`, { body: {} });
    expect(await release(id)).toBe(409);
    const { lock_token } = hold.body.data;
    await world.ask(`POST /credits/${id}/unlock`, { body: { lock_token } });
    const freeze = await post(`/profiles/${buyer.id}/freezes`, { reason: "fraud", reference: "C" });
    expect(await release(id)).toBe(409);
    const cleared = { unfreeze_reason: "cleared", unfreeze_reference: "C" };
    await world.ask(`PUT /profiles/${buyer.id}/freezes/${freeze.id}`, { body: cleared });
    const rivals = await Promise.all([release(id), release(id), release(id)]);
    expect(rivals.sort()).toEqual([200, 409, 409]);
    expect(await balances(friend.id)).toMatchObject({ credit_balance: 45 });
  });

  it("[C14] says who gives it where its definition demands that", async () => {
    const demanding = { ...STORE_CREDIT, handle: "demanding", require_creator: true };
    const { id: credit_definition_id } = await post("/credits/definitions", demanding);
    const { id: profile_id } = await newHolder(1);
    const body = { profile_id, credit_definition_id };
    const refused = await world.ask("POST /credits", { body });
    expect([refused.status, Object.keys(refused.body.errors)]).toEqual([
      422,
      ["creator_profile_id"],
    ]);
    await post("/credits", { ...body, creator_profile_id: profile_id });
    const [card] = await post("/credits/cards", { credit_definition_id });
    const { credit_number } = card;
    const sold = { credit_number };
    const blank = await world.ask("POST /credits/cards/activate", { body: sold });
    expect([blank.status, Object.keys(blank.body.errors)]).toEqual([422, ["creator_profile_id"]]);
    const known = { ...sold, creator_profile_id: profile_id };
    expect((await world.ask("POST /credits/cards/activate", { body: known })).status).toBe(200);
    // Whoever tops it up needn't be its buyer, who is known by then.
    const topUp = (body: object) => world.ask("POST /credits/cards/top-up", { body });
    const nobodys = await topUp({ ...sold, value: 5 });
    expect([nobodys.status, Object.keys(nobodys.body.errors)]).toEqual([
      422,
      ["creator_profile_id"],
    ]);
    const { id: friend } = await newHolder(1);
    const theirs = await topUp({ ...sold, value: 5, creator_profile_id: friend });
    expect(theirs.body.data).toMatchObject({ creator_profile_id: profile_id });
    const creators = await database.transact(async (deps) => {
      const found = sql<{ extra: string }>`select lots.extra from lots
        join gift_cards on gift_cards.account_id = lots.profile_id
        where gift_cards.id = ${card.id} order by lots.number`;
      return (await found.execute(deps.sql)).rows.map(({ extra }) => JSON.parse(extra));
    });
    expect(creators).toEqual([{ creator_profile_id: profile_id }, { creator_profile_id: friend }]);
  });

  it("[C10] is held for one checkout, and free again when it pays, gives up or the time is over", async () => {
    const { id, credit } = await newHolder(20);
    const ask = (name: string, body: object = {}) =>
      world.ask(`POST /credits/${credit.id}/${name}`, { body });
    const held = await ask("lock", { seconds: 60 });
    expectShape(one(heldCreditViewSchema), held.body);
    expect(held.body.data).toMatchObject({ locked: true, lock_token: expect.any(String) });
    const { lock_token } = held.body.data;
    expect((await ask("lock")).status).toBe(409);
    expect((await ask("unlock", { lock_token: "another" })).status).toBe(409);
    const refused = await redeem(id, { amount: 5, strict: true });
    expect([refused.status, refused.body.available]).toEqual([422, 0]);
    expect(await balances(id)).toMatchObject({ credit_balance: 20 });
    expect((await redeem(id, { amount: 5, lock_token })).body.data).toMatchObject({ total: 5 });
    // The checkout has paid, so the rest is free.
    expect((await redeem(id, { amount: 5 })).body.data).toMatchObject({ total: 5 });

    const second = (await ask("lock", { seconds: 60 })).body.data.lock_token;
    expect((await ask("unlock", { lock_token: second })).body.data).toMatchObject({
      locked: false,
    });
    expect((await redeem(id, { amount: 1 })).status).toBe(201);

    await ask("lock", { seconds: 60 });
    world.setClock(addMs(NOON, 60_000));
    const read = async () => (await world.ask(`GET /credits/${credit.id}`)).body.data;
    expect(await read()).toMatchObject({ locked: false, lock_expires_at: expect.any(String) });
    expect((await redeem(id, { amount: 1 })).status).toBe(201);
    const [lot] = await database.transact(async (deps) => {
      const found = sql<{ lot_id: string }>`select lot_id from lots where number = ${credit.id}`;
      return (await found.execute(deps.sql)).rows;
    });
    const due = { kind: "end_credit_hold", key: lot?.lot_id ?? "" } as const;
    for (let times = 0; times < 2; times += 1) {
      await world.store.write("handleDue", world.tenantId, due);
    }
    expect(await read()).toMatchObject({ locked: false, lock_expires_at: null });
    world.setClock(NOON);
  });

  it("[C10] gives a repeated request the same hold, and refuses it once that is over", async () => {
    const { id, credit } = await newHolder(20);
    const headers = { "idempotency-key": `hold ${credit.id}` };
    const hold = () =>
      world.ask(`POST /credits/${credit.id}/lock`, { body: { seconds: 60 }, headers });
    const first = await hold();
    expect((await hold()).body.data.lock_token).toBe(first.body.data.lock_token);
    world.setClock(addMs(NOON, 60_000));
    const late = await hold();
    expect([late.status, late.body.message]).toEqual([409, expect.stringContaining("is over")]);
    expect((await redeem(id, { amount: 1 })).body.data).toMatchObject({ total: 1 });
    world.setClock(NOON);
  });

  it("is issued, listed and shown, and [C1] is no part of the combined balance", async () => {
    const { id, credit } = await newHolder(20.5);
    const answer = await world.ask(`GET /credits/${credit.id}`);
    expectShape(one(creditViewSchema), answer.body);
    expect(answer.body.data).toMatchObject({
      value_initial: 20.5,
      value_remaining: 20.5,
      is_active: true,
      definition: { handle: "store-credit" },
    });
    const listed = await world.ask(`GET /profiles/${id}/credits`);
    expectShape(pageOf(creditViewSchema), listed.body);
    expect(listed.body.data).toHaveLength(1);
    expect(await balances(id)).toMatchObject({ credit_balance: 20.5, combined_balance_dollars: 0 });
  });

  it("[R7] pays before a reward or after it, as the caller says", async () => {
    const reward = { name: "Ten off", handle: "ten-off", value: 10, type: "other" };
    await post("/rewards/definitions", reward);
    const holdsAfter = async (strategies: readonly string[]) => {
      const { id } = await newHolder(10);
      await post("/rewards", { profile_id: id, reward_definition_handle: "ten-off" });
      expect((await redeem(id, { amount: 12, strategies })).status).toBe(201);
      const { reward_balance, credit_balance } = await balances(id);
      return { reward_balance, credit_balance };
    };
    expect(await holdsAfter(["credits", "rewards"])).toEqual({
      reward_balance: 8,
      credit_balance: 0,
    });
    expect(await holdsAfter(["rewards", "points", "credits"])).toEqual({
      reward_balance: 0,
      credit_balance: 8,
    });
  });

  it("[C1] is drawn only if the caller says so, and given back by a reversal", async () => {
    const { id } = await newHolder(50);
    const byDefault = await world.ask(`POST /profiles/${id}/redeem`, { body: { amount: 1 } });
    expect([byDefault.status, byDefault.body.errors]).toMatchObject([
      422,
      { amount: expect.any(Array) },
    ]);

    const redeemed = await redeem(id, { amount: 19.99 });
    expect([redeemed.status, redeemed.body.data.total]).toEqual([201, 19.99]);
    expect(await balances(id)).toMatchObject({ credit_balance: 30.01 });
    const [item] = (await world.ask(`GET /redemptions/${redeemed.body.data.id}`)).body.data.items;
    expect(item).toMatchObject({ type: "credit", value: 19.99, count: 1 });

    await post(`/redemptions/${redeemed.body.data.id}/reversal`, {});
    expect(await balances(id)).toMatchObject({ credit_balance: 50 });
    const lines = (await world.ask(`GET /profiles/${id}/ledgers`)).body.data;
    expect(lines).toMatchObject([
      { credit_balance: 50, dollar_value: 19.99, dollar_balance: 0 },
      { credit_balance: 30.01, dollar_value: -19.99, dollar_balance: 0 },
      { credit_balance: 50, dollar_value: 50, dollar_balance: 0 },
    ]);
    expect(await database.transact((deps) => verifyLedger(deps))).toMatchObject({ isWhole: true });
  });

  it.each([0, -5, 0.001, "", null])(
    "[C2] T31: never takes an amount of %j for everything",
    async (amount) => {
      const { id } = await newHolder(50);
      expect((await redeem(id, { amount })).status).toBe(422);
      expect(await balances(id)).toMatchObject({ credit_balance: 50 });
    },
  );

  it("[C12] keeps who issued it, where and for whom, and none of it in the ledger or the request", async () => {
    const { id } = await newHolder(10);
    const { id: creator_profile_id } = await newHolder(10);
    const present = {
      creator_profile_id,
      recipient_first_name: "Ann",
      recipient_email: "ann@example.com",
      message: "Happy birthday\nMum",
    };
    const issue = { profile_id: id, credit_definition_handle: "store-credit", ...present };
    const where = { external_id: "credit-desk", name: "Credit desk" };
    const { id: location_id } = await world.post("/locations", where, [201]);
    const made = await world.post("/credits", { ...issue, location_id }, [201]);
    expect(made).toMatchObject({ ...present, location_id, staff_id: null });
    const changed = await world.ask(`PUT /credits/${made.id}`, { body: { meta: { a: 1 } } });
    expect(changed.body.data).toMatchObject({ ...present, location_id, meta: { a: 1 } });
    const kept = await database.transact(async ({ sql: db }) => {
      const commands = await db.selectFrom("commands").selectAll().execute();
      return [commands, await db.selectFrom("ledger_entries").selectAll().execute()];
    });
    expect(JSON.stringify(kept)).not.toMatch(/ann@example|birthday/);
    expect(JSON.stringify(kept)).not.toContain(sha256Hex(canonicalJson(present)));
    const headers = { "idempotency-key": "present-1" };
    const again = (message: string) =>
      world.ask("POST /credits", { body: { ...issue, message }, headers });
    const statuses = [await again("One"), await again("One"), await again("Two")];
    expect(statuses.map(({ status }) => status)).toEqual([201, 201, 409]);
    for (const [more, field] of [
      [{ location_id: 99_999 }, "location_id"],
      [{ creator_profile_id: "00000000-0000-4000-8000-000000000000" }, "creator_profile_id"],
    ] as const) {
      const refused = await world.ask("POST /credits", { body: { ...issue, ...more } });
      expect([refused.status, Object.keys(refused.body.errors)]).toEqual([422, [field]]);
    }
  });

  it("[C12] is extended as its definition says, all or none", async () => {
    const { id: profile_id } = await newHolder(10);
    const rule = { name: "L", type: "refund", value: 5, period: 10, period_type: "days" };
    await world.post("/credits/definitions", { ...rule, handle: "fixed" }, [201]);
    const longer = { ...rule, handle: "longer", is_extendable: true, extend_days: 7 };
    await world.post("/credits/definitions", longer, [201]);
    const issue = (credit_definition_handle: string) =>
      world.post("/credits", { profile_id, credit_definition_handle }, [201]);
    const [fixed, credit] = [await issue("fixed"), await issue("longer")];
    const extend = (ids: readonly number[]) =>
      world.ask("POST /credits/extend", { body: { profile_id, ids } });
    const refused = await extend([credit.id, fixed.id]);
    expect([refused.status, refused.body.errors.ids]).toEqual([
      422,
      [`Its definition doesn't let this credit be extended: ${fixed.id}.`],
    ]);
    const [done] = (await extend([credit.id])).body.data;
    const days =
      (Date.parse(`${done.expires_at}Z`) - Date.parse(`${credit.expires_at}Z`)) / 86_400_000;
    expect(days).toBe(7);
  });

  it("[C3] refuses another currency", async () => {
    const { id } = await newHolder(50);
    const { status, body } = await redeem(id, { amount: 10, currency: "USD" });
    expect([status, Object.keys(body.errors)]).toEqual([422, ["currency"]]);
  });

  it("expires at the end of its last day, and is in the liability", async () => {
    const { id, credit } = await newHolder(10);
    const { rows } = (await world.ask("GET /liability")).body.data;
    expect(rows).toContainEqual(
      expect.objectContaining({ type: "credit", definition_handle: "store-credit" }),
    );
    world.setClock(addMs(NOON, 32 * 86_400_000));
    expect(await balances(id)).toMatchObject({ credit_balance: 0 });
    expect((await redeem(id, { amount: 1 })).status).toBe(422);
    const shown = await world.ask(`GET /credits/${credit.id}`);
    expect(shown.body.data).toMatchObject({ is_active: false, is_expired: true });
    world.setClock(NOON);
  });

  it("is changed and deleted by head office, with entries and events", async () => {
    const { id, credit } = await newHolder(10);
    const changed = await world.ask(`PUT /credits/${credit.id}`, { body: { value_remaining: 4 } });
    expect(changed.body.data).toMatchObject({ value_initial: 10, value_remaining: 4 });
    expect((await world.ask(`DELETE /credits/${credit.id}`)).status).toBe(204);
    expect(await balances(id)).toMatchObject({ credit_balance: 0 });
    const events = await world.ask(`GET /events?filter[profile_id]=${id}&page[size]=50`);
    const kinds = events.body.data.map((each: { readonly event: string }) => each.event);
    expect(kinds).toEqual(
      expect.arrayContaining(["credit.created", "credit.updated", "credit.deleted"]),
    );
  });

  it("is issued once for each key", async () => {
    const { id } = await newHolder(10);
    const body = { profile_id: id, credit_definition_handle: "store-credit", value_initial: 7 };
    const headers = { "idempotency-key": "credit-once" };
    const [first, again] = [
      await world.ask("POST /credits", { body, headers }),
      await world.ask("POST /credits", { body, headers }),
    ];
    expect(again.body).toEqual(first.body);
    const other = await world.ask("POST /credits", {
      body: { ...body, value_initial: 8 },
      headers,
    });
    expect(other.status).toBe(409);
    expect(await balances(id)).toMatchObject({ credit_balance: 17 });
  });
});
