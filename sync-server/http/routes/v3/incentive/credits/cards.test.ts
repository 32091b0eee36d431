import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { one, pageOf } from "#shared/api/envelope.ts";
import { giftCardViewSchema } from "#shared/api/incentive/credits/gift-card.ts";
import { cardNumberOf } from "#shared/incentive/credits/card-number.ts";
import { addMs, instant } from "#shared/kernel/time.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { NOON } from "#sync-server/testing/seed.ts";
import { expectShape, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";
import { verifyLedger } from "#sync-server/verify/verify.ts";

const GIFT_CARD = { name: "Gift card", value: 50, max_value: 500, type: "gift_card" };
const MINUTE_MS = 60_000;

type Secrets = { readonly credit_number: string; readonly security_code: string };

describe.for(databases)("gift cards over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let definitionId: number;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    const period = { period: 100, period_type: "days" };
    const body = { ...GIFT_CARD, ...period, handle: "gift-card" };
    definitionId = (await post("/credits/definitions", body)).id;
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const ask = (path: string, body: object = {}) => world.ask(`POST ${path}`, { body });
  const post = async (path: string, body: object = {}) => {
    const answer = await ask(path, body);
    expect([200, 201], JSON.stringify(answer.body)).toContain(answer.status);
    return answer.body.data;
  };
  const newCards = async (quantity: number, more: object = {}) =>
    post("/credits/cards", { credit_definition_id: definitionId, quantity, ...more });
  const newCard = async (value: number, more: object = {}) => {
    const [{ id, ...secrets }] = await newCards(1);
    const { credit_number } = secrets;
    await post("/credits/cards/activate", { credit_number, value, ...more });
    return { id, secrets };
  };
  const read = async (id: number) => (await world.ask(`GET /credits/cards/${id}`)).body.data;
  const pay = (secrets: object, amount: number, more: object = {}) =>
    ask("/credits/cards/redeem", { ...secrets, amount, ...more });
  const wrong = ({ credit_number, security_code }: Secrets) => ({
    credit_number,
    security_code: security_code === "0000" ? "1111" : "0000",
  });
  let made = 0;
  const newProfile = async () => (await post("/profiles", { email: `g${made++}@example.com` })).id;
  const creditOf = async (id: string) =>
    (await world.ask(`GET /profiles/${id}/balances`)).body.data.credit_balance;
  const generic = async (answer: Awaited<ReturnType<typeof ask>>) => {
    const { status, body } = answer;
    return { status, message: body.message, errors: body.errors };
  };
  const refusal = {
    status: 422,
    message: expect.stringContaining("don't open a card"),
    errors: { credit_number: [expect.any(String)] },
  };

  it("[C5] are made blank in a batch, are worth nothing until activated, and are stored safely", async () => {
    const [first, second] = await newCards(2, { batch: "spring", value: 20 });
    expect(first).toMatchObject({
      credit_number: expect.stringMatching(/^98\d{17}$/),
      security_code: expect.stringMatching(/^\d{4}$/),
    });
    const listed = await world.ask("GET /credits/cards?filter[batch]=spring");
    expectShape(pageOf(giftCardViewSchema), listed.body);
    expect(listed.body.data).toMatchObject([
      { id: second.id, status: "blank", value_remaining: 0 },
      { id: first.id, status: "blank", last_four: first.credit_number.slice(-4) },
    ]);
    const { id, ...secrets } = first;
    expect(await generic(await pay(secrets, 1))).toEqual(refusal);

    const { credit_number } = secrets;
    const activated = await ask("/credits/cards/activate", { credit_number });
    expectShape(one(giftCardViewSchema), activated.body);
    expect(activated.body.data).toMatchObject({ id, status: "active", value_remaining: 20 });
    expect((await ask("/credits/cards/activate", { credit_number })).status).toBe(409);

    const kept = await database.transact(async (deps) => {
      const cards = await sql`select * from gift_cards`.execute(deps.sql);
      const commands = await sql`select body from commands`.execute(deps.sql);
      const events = await sql`select context from events`.execute(deps.sql);
      return JSON.stringify([cards.rows, commands.rows, events.rows]);
    });
    expect(kept).not.toContain(credit_number);
    expect(kept).not.toContain(credit_number.slice(2, 17));
    expect(kept).toContain("$argon2id$");
  });

  it("[C5] say what they hold when they are activated, though time passes until the write", async () => {
    const [{ credit_number }] = await newCards(1, { value: 20 });
    world.setTick(1);
    const activated = await post("/credits/cards/activate", { credit_number });
    expect(activated).toMatchObject({ status: "active", value_remaining: 20 });
    world.setTick(0);
    world.setClock(NOON);
  });

  it("[C5] T25: are activated once, each by itself, and never when they are void", async () => {
    const [first, second, gone] = await newCards(3, { value: 50 });
    await post(`/credits/cards/${gone.id}/void`);
    const activate = (card: Secrets, key: string) =>
      world.ask("POST /credits/cards/activate", {
        body: { credit_number: card.credit_number },
        headers: { "idempotency-key": key },
      });
    const once = await activate(first, "activate-once");
    expect([once.status, await activate(first, "activate-once")]).toMatchObject([
      200,
      { status: 200, body: once.body },
    ]);
    expect((await activate(first, "activate-again")).status).toBe(409);
    expect(await read(first.id)).toMatchObject({ status: "active", value_remaining: 50 });
    expect(await read(second.id)).toMatchObject({ status: "blank", value_remaining: 0 });
    const refused = await activate(gone, "activate-void");
    expect(refused.status).toBe(409);
    expect(refused.body.message).toContain("void");
    expect(await read(gone.id)).toMatchObject({ status: "void", value_remaining: 0 });
  });

  it("pay by number and PIN, in parts, once for each key, and are given back by a reversal", async () => {
    const { id, secrets } = await newCard(50);
    const body = { ...secrets, amount: 20, transaction_external_id: "T-1" };
    const headers = { "idempotency-key": "pay-once" };
    const first = await world.ask("POST /credits/cards/redeem", { body, headers });
    expect([first.status, first.body.data]).toMatchObject([201, { total: 20 }]);
    expect(first.body.data.balances).toMatchObject({ credit_balance: 30 });
    const again = await world.ask("POST /credits/cards/redeem", { body, headers });
    expect(again.body).toEqual(first.body);
    const strict = await pay(secrets, 31, { strict: true });
    expect([strict.status, strict.body.available]).toEqual([422, 30]);
    expect((await pay(secrets, 31)).body.data).toMatchObject({ total: 30, total_requested: 31 });
    expect(await generic(await pay(secrets, 1))).toEqual(refusal);

    await post(`/redemptions/${first.body.data.id}/reversal`);
    expect(await read(id)).toMatchObject({ value_remaining: 20 });
    for (const amount of [0, -5, 0.001]) expect((await pay(secrets, amount)).status).toBe(422);
    expect((await pay(secrets, 1, { currency: "USD" })).status).toBe(422);
    expect(await read(id)).toMatchObject({ value_remaining: 20 });
  });

  it("[C6] give one answer to an unknown number, a wrong PIN, a spent, an expired and a blank card", async () => {
    const { secrets } = await newCard(50);
    const spent = await newCard(5);
    await pay(spent.secrets, 5);
    const [{ id: _id, ...blank }] = await newCards(1);
    const unknown = { ...secrets, credit_number: cardNumberOf("123456789012345") };
    const answers = [
      await ask("/credits/cards/lookup", unknown),
      await ask("/credits/cards/lookup", wrong(secrets)),
      await ask("/credits/cards/lookup", { credit_number: secrets.credit_number }),
      await ask("/credits/cards/lookup", spent.secrets),
      await ask("/credits/cards/lookup", blank),
      await pay(wrong(secrets), 1),
    ];
    world.setClock(addMs(NOON, 102 * 86_400_000));
    answers.push(await ask("/credits/cards/lookup", secrets));
    world.setClock(NOON);
    for (const answer of answers) expect(await generic(answer)).toEqual(refusal);
    const found = await ask("/credits/cards/lookup", secrets);
    expect(found.body.data).toMatchObject({ value_remaining: 50 });
  });

  it("[C6] refuse even the right PIN for a while after five wrong ones, until somebody lifts it", async () => {
    const { id, secrets } = await newCard(50);
    const guesses = Array.from({ length: 6 }, () => pay(wrong(secrets), 1));
    for (const guess of await Promise.all(guesses)) expect(guess.status).toBe(422);
    expect(await generic(await pay(secrets, 1))).toEqual(refusal);
    expect(await read(id)).toMatchObject({ pin_blocked_until: expect.any(String) });
    world.setClock(addMs(NOON, 15 * MINUTE_MS));
    expect((await pay(secrets, 1)).status).toBe(201);
    world.setClock(NOON);

    for (let tries = 0; tries < 5; tries += 1) await pay(wrong(secrets), 1);
    expect((await pay(secrets, 1)).status).toBe(422);
    await post(`/credits/cards/${id}/unblock`);
    expect((await pay(secrets, 1)).status).toBe(201);
  });

  it("[C6] T30: are blocked for twice as long each time", async () => {
    const { secrets } = await newCard(50);
    const guess = async () => {
      for (let tries = 0; tries < 5; tries += 1) await pay(wrong(secrets), 1);
    };
    const rightAfter = async (minutes: number) => {
      world.setClock(addMs(NOON, minutes * MINUTE_MS));
      return (await pay(secrets, 1)).status;
    };
    await guess();
    expect(await rightAfter(14)).toBe(422);
    world.setClock(addMs(NOON, 15 * MINUTE_MS));
    await guess();
    expect([await rightAfter(15 + 29), await rightAfter(15 + 30)]).toEqual([422, 201]);
    world.setClock(NOON);
  });

  it("[C7] are held for one checkout, and free again when it pays, gives up or the time is over", async () => {
    const { secrets } = await newCard(50);
    const lock = async () =>
      (await post("/credits/cards/lock", { ...secrets, seconds: 60 })).lock_token;
    const mine = await lock();
    expect((await pay(secrets, 1)).status).toBe(409);
    expect((await ask("/credits/cards/lock", secrets)).status).toBe(409);
    expect((await pay(secrets, 1, { lock_token: mine })).status).toBe(201);
    expect((await pay(secrets, 1)).status).toBe(201);

    const second = await lock();
    expect((await ask("/credits/cards/unlock", secrets)).status).toBe(409);
    await post("/credits/cards/unlock", { ...secrets, lock_token: second });
    expect((await pay(secrets, 1)).status).toBe(201);

    await lock();
    world.setClock(addMs(NOON, MINUTE_MS));
    expect((await pay(secrets, 1)).status).toBe(201);
    world.setClock(NOON);
  });

  it("[C7] are held once for each key, so that a lost answer leaves nothing held", async () => {
    const { secrets } = await newCard(50);
    const hold = (seconds = 60) => {
      const headers = { "idempotency-key": `hold ${secrets.credit_number}` };
      return world.ask("POST /credits/cards/lock", { body: { ...secrets, seconds }, headers });
    };
    const first = await hold();
    expect((await hold()).body.data.lock_token).toBe(first.body.data.lock_token);
    expect((await hold(61)).status).toBe(409);
    const { lock_token } = first.body.data;
    expect((await pay(secrets, 1, { lock_token })).status).toBe(201);
    const late = await hold();
    expect([late.status, late.body.message]).toEqual([409, expect.stringContaining("is over")]);
    expect((await pay(secrets, 1)).status).toBe(201);
  });

  it("[C7] T29: make no money when a hold is given up many times, and none of a late payment", async () => {
    const { id, secrets } = await newCard(50);
    const lock = async () =>
      (await post("/credits/cards/lock", { ...secrets, seconds: 600 })).lock_token;
    const given = { ...secrets, lock_token: await lock() };
    for (let times = 0; times < 5; times += 1) await ask("/credits/cards/unlock", given);
    expect(await read(id)).toMatchObject({ value_remaining: 50, locked: false });

    const lock_token = await lock();
    world.setClock(addMs(NOON, 10 * MINUTE_MS));
    expect(await read(id)).toMatchObject({ value_remaining: 50, locked: false });
    expect((await pay(secrets, 50, { strict: true })).status).toBe(201);
    expect(await generic(await pay(secrets, 30, { lock_token }))).toEqual(refusal);
    expect(await read(id)).toMatchObject({ value_remaining: 0 });
    world.setClock(NOON);
  });

  it("[C7] [D5] free for good once what is due is done, as often and as late as that may be", async () => {
    const { id, secrets } = await newCard(50);
    const lock = () => post("/credits/cards/lock", { ...secrets, seconds: 60 });
    const handleDue = () =>
      world.store.write("handleDue", world.tenantId, { kind: "end_card_hold", key: String(id) });
    const ends = async () =>
      database.transact(async (deps) => {
        const { rows } = await sql<{ context: string }>`
          select context from events where kind = 'gift-card.unlocked' order by seq
        `.execute(deps.sql);
        return rows.flatMap(({ context }) => {
          const { giftCardId, end } = JSON.parse(context);
          return giftCardId === id ? [end] : [];
        });
      });
    await lock();
    await handleDue();
    expect(await read(id)).toMatchObject({ locked: true, lock_expires_at: expect.any(String) });

    world.setClock(addMs(NOON, MINUTE_MS));
    expect(await read(id)).toMatchObject({ locked: false, lock_expires_at: expect.any(String) });
    await handleDue();
    await handleDue();
    expect(await read(id)).toMatchObject({ locked: false, lock_expires_at: null });
    expect(await ends()).toEqual(["expired"]);

    await lock();
    world.setClock(addMs(NOON, 3 * MINUTE_MS));
    // The next checkout comes before what is due is done.
    await lock();
    await handleDue();
    expect(await read(id)).toMatchObject({ locked: true });
    expect(await ends()).toEqual(["expired", "expired"]);
    world.setClock(NOON);
  });

  it("[C8] give back no more than is left when they are voided (T26)", async () => {
    const { id, secrets } = await newCard(50);
    await pay(secrets, 20);
    const headers = { "idempotency-key": "void-once" };
    const voidCard = (more = {}) => world.ask(`POST /credits/cards/${id}/void`, more);
    const voided = await voidCard({ headers });
    expect(voided.body.data).toMatchObject({
      status: "void",
      value_remaining: 0,
      voided_value: 30,
    });
    // A lost answer is got again; a new request isn't told that there was nothing on the card.
    expect((await voidCard({ headers })).body).toEqual(voided.body);
    expect((await voidCard()).status).toBe(409);
    expect(await generic(await pay(secrets, 1))).toEqual(refusal);
    const { credit_number } = secrets;
    expect((await ask("/credits/cards/top-up", { credit_number, value: 5 })).status).toBe(409);
    const [lot] = (await world.ask("GET /credits?sort=-id")).body.data;
    const change = { body: { value_remaining: 50 } };
    expect((await world.ask(`PUT /credits/${lot.id}`, change)).status).toBe(409);
    expect((await world.ask(`DELETE /credits/${lot.id}`)).status).toBe(409);
    expect(await read(id)).toMatchObject({ value_remaining: 0 });
  });

  it("[C9] are released to a customer, or revert to their buyer, with their expiry", async () => {
    const [buyer, friend] = [await newProfile(), await newProfile()];
    const gift = await newCard(50, { creator_profile_id: buyer });
    const paid = await pay(gift.secrets, 20);
    const before = await read(gift.id);
    for (const _again of [1, 2]) {
      const released = await world.ask(`POST /credits/cards/${gift.id}/release`, {
        body: { profile_id: friend },
        headers: { "idempotency-key": "release-once" },
      });
      expect(released.status).toBe(200);
    }
    expect(await creditOf(friend)).toBe(30);
    const [credit] = (await world.ask(`GET /profiles/${friend}/credits`)).body.data;
    expect(credit).toMatchObject({ value_remaining: 30, expires_at: before.expires_at });
    expect(await read(gift.id)).toMatchObject({ status: "released", value_remaining: 0 });
    expect(await generic(await pay(gift.secrets, 1))).toEqual(refusal);
    const twice = await ask(`/credits/cards/${gift.id}/revert`);
    expect(twice.status).toBe(409);
    // What comes back to the card goes where the rest of it went.
    for (const _again of [1, 2]) await post(`/redemptions/${paid.body.data.id}/reversal`);
    expect([await creditOf(friend), (await read(gift.id)).value_remaining]).toEqual([50, 0]);

    const unused = await newCard(10, { creator_profile_id: buyer });
    await post(`/credits/cards/${unused.id}/revert`);
    expect(await creditOf(buyer)).toBe(10);
    const nobodys = await newCard(10);
    expect((await ask(`/credits/cards/${nobodys.id}/revert`)).status).toBe(422);
  });

  it("[C13] go back to their buyer if nobody uses them in time, however late that is done", async () => {
    const rule = { period: 400, period_type: "days", release_period: 30, handle: "smart" };
    const { id: credit_definition_id } = await post("/credits/definitions", {
      ...GIFT_CARD,
      ...rule,
    });
    const buyer = await newProfile();
    const sell = async (more: object) => {
      const [{ id, ...secrets }] = await newCards(1, { credit_definition_id });
      const { credit_number } = secrets;
      const sold = await post("/credits/cards/activate", { credit_number, value: 10, ...more });
      return { id, secrets, revertsAt: sold.reverts_at };
    };
    const [unused, used, held, nobodys] = [
      await sell({ creator_profile_id: buyer }),
      await sell({ creator_profile_id: buyer }),
      await sell({ creator_profile_id: buyer }),
      await sell({}),
    ];
    expect(nobodys.revertsAt).toBeNull();
    const paid = await pay(used.secrets, 4);
    await post(`/redemptions/${paid.body.data.id}/reversal`);
    const due = async ({ id }: { readonly id: number }) =>
      world.store.write("handleDue", world.tenantId, { kind: "revert_card", key: String(id) });
    const at = addMs(instant(Date.parse(`${unused.revertsAt}Z`)), -1_000);
    world.setClock(at);
    const { lock_token } = await post("/credits/cards/lock", { ...held.secrets, seconds: 60 });
    for (const card of [unused, held]) await due(card);
    expect(await creditOf(buyer)).toBe(0);
    world.setClock(addMs(at, 1_000));
    expect(await generic(await pay(unused.secrets, 1))).toEqual(refusal);
    expect(await read(unused.id)).toMatchObject({ status: "active", value_remaining: 0 });
    const { credit_number } = unused.secrets;
    expect((await ask("/credits/cards/top-up", { credit_number, value: 1 })).status).toBe(409);
    await due(held);
    expect((await pay(held.secrets, 1, { lock_token })).status).toBe(201);
    world.setClock(addMs(at, 90_000_000));
    for (const card of [unused, used, held, nobodys, unused]) await due(card);
    expect(await read(unused.id)).toMatchObject({ status: "released", value_remaining: 0 });
    expect(await creditOf(buyer)).toBe(10);
    for (const card of [used, nobodys]) {
      expect(await read(card.id)).toMatchObject({ value_remaining: 10, reverts_at: null });
    }
    expect(await read(held.id)).toMatchObject({ value_remaining: 9 });
    world.setClock(NOON);
  });

  it("are topped up with exactly what is paid", async () => {
    const { id, secrets } = await newCard(5);
    const { credit_number } = secrets;
    await pay(secrets, 5);
    await post("/credits/cards/top-up", { credit_number, value: 12.5 });
    expect(await read(id)).toMatchObject({ value_remaining: 12.5 });
    for (const value of [-10, 0, 0.001, null]) {
      expect((await ask("/credits/cards/top-up", { credit_number, value })).status).toBe(422);
    }
    expect((await ask("/credits/cards/top-up", { credit_number, value: 501 })).status).toBe(422);
    expect(await read(id)).toMatchObject({ value_remaining: 12.5 });
  });

  it("[C4] are never a product's barcode", async () => {
    const { status, body } = await pay({ credit_number: "9300000000001" }, 1);
    expect([status, Object.keys(body.errors)]).toEqual([422, ["credit_number"]]);
  });

  it("pay for anybody's sale, but are nobody's profile", async () => {
    const { secrets } = await newCard(50);
    const { data } = (await pay(secrets, 20)).body;
    const sale = { external_id: "GC-1", total: 20, transacted_at: "2026-03-01 10:00:00" };
    const profile_id = await newProfile();
    await post("/transactions", { ...sale, profile_id, redemption_id: data.id });
    expect((await world.ask(`GET /profiles/${data.profile_id}`)).status).toBe(404);
    const people = await world.ask("GET /profiles?filter[profile_type]=card");
    expect(people.body.data ?? []).toEqual([]);
    const issue = { profile_id: data.profile_id, credit_definition_id: definitionId };
    expect((await ask("/credits", issue)).status).toBe(422);
  });

  it("lose no cent to sixteen who spend one at once, and leave a whole ledger", async () => {
    const { id, secrets } = await newCard(50);
    const paid = await Promise.all(
      Array.from({ length: 16 }, () => pay(secrets, 7, { strict: true })),
    );
    expect(paid.filter(({ status }) => status === 201)).toHaveLength(7);
    expect(await read(id)).toMatchObject({ value_remaining: 1 });
    const { rows } = (await world.ask("GET /liability")).body.data;
    const row = rows.find(
      (each: { definition_handle: string }) => each.definition_handle === "gift-card",
    );
    expect(row.closing).toBe(row.opening + row.issued + row.redeemed + row.returned + row.adjusted);
    await database.transact(async (deps) => {
      expect(await verifyLedger(deps)).toMatchObject({ isWhole: true });
      const accounts = await sql<{ account_id: string }>`
        select account_id from gift_cards where account_id is not null
      `.execute(deps.sql);
      expect(accounts.rows.length).toBeGreaterThan(8);
    });
  });
});
