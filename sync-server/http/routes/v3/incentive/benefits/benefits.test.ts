import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { one } from "#shared/api/envelope.ts";
import { benefitViewSchema } from "#shared/api/incentive/benefits/benefit.ts";
import { profileIdSchema } from "#shared/kernel/ids.ts";
import { addMs, instant } from "#shared/kernel/time.ts";
import { DEFAULT_REDEMPTION_POLICY } from "#shared/redemption/policy.ts";
import { compareProjection } from "#sync-server/ledger/compare-projection.ts";
import { expireLots } from "#sync-server/ledger/expire.ts";
import { foldChain } from "#sync-server/ledger/read-chain.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { NOON } from "#sync-server/testing/seed.ts";
import {
  type Answer,
  expectShape,
  startV3World,
  type V3World,
} from "#sync-server/testing/v3-world.ts";
import { rebuildAccounts } from "#sync-server/verify/rebuild.ts";
import { verifyLedger } from "#sync-server/verify/verify.ts";

const MINUTE_MS = 60_000;
const ONE_AN_HOUR = { per: "profile", maxPerHour: 1, whenOver: "block" };

describe.for(databases)("benefits over the v3 API on $name", ({ create }) => {
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

  const post = async (path: string, body: object = {}, status = 201) => {
    const answer = await world.ask(`POST ${path}`, { body });
    expect(answer.status, `${path}: ${JSON.stringify(answer.body)}`).toBe(status);
    return answer.body.data ?? answer.body;
  };
  const get = async (path: string) => (await world.ask(`GET ${path}`)).body.data;
  let made = 0;
  const newProfile = async (more: object = {}): Promise<string> =>
    (await post("/profiles", { email: `b${made++}@example.com`, ...more })).id;
  const define = async (more: object = {}): Promise<number> =>
    (
      await post("/benefits/definitions", {
        name: "Coffee",
        handle: `coffee-${made++}`,
        period: 30,
        is_claimable: true,
        ...more,
      })
    ).id;
  const issue = (profile_id: string, benefit_definition_id: number, more: object = {}) =>
    post("/benefits", { profile_id, benefit_definition_id, ...more });
  const limitTo = (velocityLimits: readonly object[]) => {
    const { version: _, ...policy } = DEFAULT_REDEMPTION_POLICY;
    const value = JSON.stringify({ ...policy, velocityLimits });
    return world.ask("PUT /settings/redemption_policy", { body: { value } });
  };
  const load = (id: number, codes: readonly string[]) =>
    post("/allocations", {
      definition: { id, type: "benefit_definition" },
      allocations: codes.map((code) => ({ code })),
    });
  const statuses = (answers: readonly Answer[]) => Map.groupBy(answers, ({ status }) => status);

  it("[N1] [N3] is issued for its definition's uses and period, and shown with them", async () => {
    const id = await newProfile();
    const definition = await define({ max_redemptions: 3, redeem_code_pos: "POS1" });
    const answer = await world.ask("POST /benefits", {
      body: { profile_id: id, benefit_definition_id: definition, meta: { why: "x" } },
    });
    expectShape(one(benefitViewSchema), answer.body);
    expect(answer.body.data).toMatchObject({
      profile_id: id,
      expires_at: "2026-04-02 12:59:59",
      is_expired: false,
      is_redeemable: true,
      redemptions_remaining: 3,
      claimed_at: null,
      redeem_code_pos: "POS1",
      meta: { why: "x" },
      definition: { id: definition, total_global_created: 1, total_global_redemptions: 0 },
    });
    expect(await get(`/profiles/${id}/balances`)).toMatchObject({
      benefit_balance: 3,
      combined_balance_dollars: 0,
    });
    expect(await get(`/profiles/${id}/benefits`)).toHaveLength(1);
    const unlimited = await issue(id, await define({ max_redemptions: null, period: null }));
    expect(unlimited).toMatchObject({ redemptions_remaining: null, expires_at: null });
    expect(await get(`/profiles/${id}/balances`)).toMatchObject({ benefit_balance: 4 });
    const ended = await define({ end_at: "2026-03-20" });
    expect(await issue(id, ended)).toMatchObject({ expires_at: "2026-03-20 12:59:59" });
  });

  it("[N5] is used until nothing is left, and a reversal gives a use back", async () => {
    const id = await newProfile();
    const benefit = await issue(id, await define({ max_redemptions: 3 }));
    const path = `/profiles/${id}/benefits/${benefit.id}/redeem`;
    const used = await post(path, { count: 2 });
    expect(used).toMatchObject({ total: 0, items: [{ type: "benefit", count: 2, value: 0 }] });
    const over = await world.ask(`POST ${path}`, { body: { count: 2 } });
    expect(over).toMatchObject({ status: 422, body: { left: 1 } });
    await post(path);
    expect(await get(`/benefits/${benefit.id}`)).toMatchObject({
      redemptions_remaining: 0,
      is_redeemable: false,
    });
    await post(`/redemptions/${used.id}/reversal`);
    expect(await get(`/benefits/${benefit.id}`)).toMatchObject({
      redemptions_remaining: 2,
      definition: { total_global_redemptions: 1 },
    });
    const other = await newProfile();
    const foreign = await world.ask(`POST /profiles/${other}/benefits/${benefit.id}/redeem`);
    expect(foreign.status).toBe(404);
    const chain = await database.transact(async (deps) =>
      compareProjection(deps, await foldChain(deps, profileIdSchema.parse(id))),
    );
    expect(chain).toEqual([]);
  });

  it("[N4] [N5] a repeat under its key gets the first refusal again, and another body none", async () => {
    const id = await newProfile();
    const definition = await define({ max_redemptions: 3 });
    const benefit = await issue(id, definition);
    const path = `/profiles/${id}/benefits/${benefit.id}/redeem`;
    const headers = { "idempotency-key": crypto.randomUUID() };
    const use = (count: number) => world.ask(`POST ${path}`, { body: { count }, headers });
    await post(path, { count: 2 });
    const refused = await use(2);
    expect(refused).toMatchObject({ status: 422, body: { left: 1 } });
    await issue(id, definition);
    await world.ask(`PUT /benefits/${benefit.id}`, { body: { redemptions_remaining: 3 } });
    expect(await get(`/benefits/${benefit.id}`)).toMatchObject({ redemptions_remaining: 3 });
    const again = await use(2);
    expect([again.status, again.body]).toEqual([refused.status, refused.body]);
    expect((await use(1)).status).toBe(409);
    const early = await define({ claim_period_start_at: "2026-03-20" });
    const claim = (key: string) =>
      world.ask(`POST /profiles/${id}/benefits/claim-redeem`, {
        body: { definition: early },
        headers: { "idempotency-key": key },
      });
    const key = crypto.randomUUID();
    const tooEarly = await claim(key);
    expect(tooEarly.status).toBe(422);
    await world.ask(`PUT /benefits/definitions/${early}`, {
      body: { claim_period_start_at: null },
    });
    expect((await claim(key)).body).toEqual(tooEarly.body);
    expect((await claim(crypto.randomUUID())).status).toBe(201);
  });

  it("[N5] isn't used before its issue, after its end, or on a frozen account", async () => {
    const id = await newProfile();
    const definition = await define({ max_redemptions: 5 });
    const benefit = await issue(id, definition);
    const path = `POST /profiles/${id}/benefits/${benefit.id}/redeem`;
    const future = await issue(id, definition, { issued_at: "2026-03-20 10:00:00" });
    const early = await world.ask(`POST /profiles/${id}/benefits/${future.id}/redeem`);
    expect(early.status).toBe(409);
    const freeze = await post(`/profiles/${id}/freezes`, { reason: "fraud", reference: "F1" });
    expect((await world.ask(path)).status).toBe(409);
    await world.ask(`PUT /profiles/${id}/freezes/${freeze.id}`, {
      body: { unfreeze_reason: "cleared", unfreeze_reference: "F1" },
    });
    expect((await world.ask(path)).status).toBe(201);
    await world.ask(`PUT /benefits/definitions/${definition}`, { body: { end_at: "2026-03-02" } });
    expect((await world.ask(path)).status).toBe(409);
    expect(await get(`/benefits/${benefit.id}`)).toMatchObject({ is_expired: true });
    await world.ask(`PUT /benefits/definitions/${definition}`, { body: { end_at: null } });
    world.setClock(instant(Date.UTC(2026, 3, 2, 12, 59, 59, 999)));
    expect((await world.ask(path)).status).toBe(201);
    world.setClock(instant(Date.UTC(2026, 3, 2, 13)));
    expect((await world.ask(path)).status).toBe(409);
    world.setClock(NOON);
  });

  it("[N6] all of a definition together are used no more often than it allows, no matter who asks", async () => {
    const definition = await define({ max_redemptions: 2, max_global_redemptions: 5 });
    const holders = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const id = await newProfile();
        return { id, benefit: (await issue(id, definition)).id };
      }),
    );
    const use = ({ id, benefit }: (typeof holders)[number]) =>
      world.ask(`POST /profiles/${id}/benefits/${benefit}/redeem`);
    const answers = await Promise.all([...holders, ...holders].map(use));
    expect(statuses(answers).get(201)).toHaveLength(5);
    expect(statuses(answers).get(409)).toHaveLength(11);
    const totals = { total_global_redemptions: 5, total_global_redemptions_remaining: 0 };
    expect(await get(`/benefits/definitions/${definition}`)).toMatchObject(totals);
    const done = answers.find(({ status }) => status === 201);
    world.setClock(addMs(NOON, 3 * MINUTE_MS));
    await post(`/redemptions/${done?.body.data.id}/reversal`);
    const [first] = holders;
    if (first) await use({ ...first, benefit: (await issue(first.id, definition)).id });
    world.setClock(NOON);
    expect(await get(`/benefits/definitions/${definition}`)).toMatchObject(totals);
  });

  it("[N6] verify finds a wrong count, and rebuild restores it from the entries", async () => {
    const [wrong, missing] = [await define({ max_redemptions: 3 }), await define()];
    const id = await newProfile();
    const used = await issue(id, wrong);
    await post(`/profiles/${id}/benefits/${used.id}/redeem`, { count: 2 });
    await issue(id, missing);
    const verify = async () =>
      (await database.transact((deps) => verifyLedger(deps))).differences.map(
        ({ profileId: _, ...difference }) => difference,
      );
    expect(await verify()).toEqual([]);
    await database.run(`update benefit_counts set redeemed = 7 where definition_id = ${wrong}`);
    await database.run(`delete from benefit_counts where definition_id = ${missing}`);
    const redeemed = { field: "redeemed", stored: "7", rebuilt: "2" };
    const created = { field: "created", stored: "0", rebuilt: "1" };
    const differences = [
      { part: `benefits of definition ${wrong}`, ...redeemed },
      { part: `benefits of definition ${missing}`, ...created },
    ];
    expect(await verify()).toEqual(differences);
    const all = { afterProfileId: null, profilesMax: 1000 };
    const rebuilt = await database.transact((deps) => rebuildAccounts(deps, all));
    expect(rebuilt.differences).toMatchObject(differences);
    expect(await verify()).toEqual([]);
    expect(await get(`/benefits/definitions/${wrong}`)).toMatchObject({
      total_global_created: 1,
      total_global_redemptions: 2,
    });
  });

  it("[N9] a redemption uses the benefits that it names before it draws, whole or not at all", async () => {
    const id = await newProfile();
    const handle = `tea-${made++}`;
    const tea = await define({ handle, max_redemptions: 2, period: 10 });
    const coffee = await issue(id, await define({ max_redemptions: 3 }));
    const later = await issue(id, tea, { expires_at: "2026-03-20 12:00:00" });
    const sooner = await issue(id, tea);
    const reward = await post("/rewards/definitions", {
      ...{ name: "Ten", handle: `ten-${made++}`, type: "other", value: 10, period: 30 },
    });
    await post("/rewards", { profile_id: id, reward_definition_id: reward.id });
    const left = async () =>
      Promise.all(
        [coffee, sooner, later].map(
          async (each) => (await get(`/benefits/${each.id}`)).redemptions_remaining,
        ),
      );
    const redeem = (body: object, headers = {}) =>
      world.ask(`POST /profiles/${id}/redeem`, { body, headers });
    const headers = { "idempotency-key": crypto.randomUUID() };
    const body = { amount: 4, benefits: [{ id: coffee.id }, { handle, quantity: 3 }] };
    const done = await redeem(body, headers);
    expect(done).toMatchObject({ status: 201, body: { data: { total: 4, total_requested: 4 } } });
    expect((await redeem(body, headers)).body).toEqual(done.body);
    // The one that ends first is used up first.
    expect(await left()).toEqual([2, 0, 1]);
    expect((await get(`/redemptions/${done.body.data.id}`)).items).toMatchObject([
      { type: "benefit", count: 1, value: 0 },
      { type: "benefit", count: 2, value: 0 },
      { type: "benefit", count: 1, value: 0 },
      { type: "reward", value: 4 },
    ]);
    // The second can't be had, so neither the first nor the money moves.
    for (const [asked, field] of [
      [{ amount: 1, benefits: [{ id: coffee.id }, { handle, quantity: 2 }] }, "benefits.1"],
      [{ amount: 1, benefits: [{ id: coffee.id }, { handle: "none" }] }, "benefits.1"],
      [{ amount: 50, strict: true, benefits: [{ id: coffee.id }] }, "amount"],
      [{ amount: 0 }, "amount"],
      [{ benefits: [] }, "amount"],
      [{ amount: 1, benefits: [{ quantity: 1 }] }, "benefits.0"],
    ] as const) {
      const refused = await redeem(asked);
      expect([refused.status, Object.keys(refused.body.errors)], field).toEqual([422, [field]]);
    }
    expect(await left()).toEqual([2, 0, 1]);
    const free = await redeem({ benefits: [{ id: coffee.id, quantity: 2 }] });
    expect(free).toMatchObject({ status: 201, body: { data: { total: 0, total_requested: 0 } } });
    expect(await left()).toEqual([0, 0, 1]);
    await post(`/redemptions/${done.body.data.id}/reversal`);
    expect(await left()).toEqual([1, 2, 2]);
    expect((await get(`/profiles/${id}/balances`)).reward_balance).toBe(10);
    const chain = await database.transact((deps) => verifyLedger(deps));
    expect(chain.differences).toEqual([]);
  });

  it("[N6] [N9] redemptions that name the same benefits use no more than all of them have left", async () => {
    const limited = { max_redemptions: 4, max_global_redemptions: 5 };
    const handles = [`a-${made++}`, `b-${made++}`];
    const definitions: number[] = [];
    for (const handle of handles) definitions.push(await define({ handle, ...limited }));
    const answers = await Promise.all(
      Array.from({ length: 8 }, async (_, n) => {
        const id = await newProfile();
        for (const each of definitions) await issue(id, each);
        const order = n % 2 === 0 ? handles : handles.toReversed();
        const benefits = order.map((handle) => ({ handle }));
        return world.ask(`POST /profiles/${id}/redeem`, { body: { amount: 0, benefits } });
      }),
    );
    expect(statuses(answers).get(201)).toHaveLength(5);
    expect(statuses(answers).get(422)).toHaveLength(3);
  });

  it("[N10] returned goods give uses back only if the return names them, a voided sale all", async () => {
    const id = await newProfile();
    const limits = { max_redemptions: 3, max_global_redemptions: 10, period: 5 };
    const handle = `tea-${made++}`;
    const definition = await define({ handle, ...limits });
    const tea = await issue(id, definition);
    await post("/rewards/definitions", {
      ...{ name: "Ten", handle: `ten-${made}`, type: "other", value: 10, period: 30 },
    });
    await post("/rewards", { profile_id: id, reward_definition_handle: `ten-${made}` });
    const left = async () => (await get(`/benefits/${tea.id}`)).redemptions_remaining;
    const paid = await post(`/profiles/${id}/redeem`, {
      amount: 6,
      benefits: [{ id: tea.id }, { handle, quantity: 2 }],
    });
    const giveBack = (body: object) => world.ask(`POST /redemptions/${paid.id}/return`, { body });
    // All of the money comes back, and the tea stays drunk.
    expect((await giveBack({ amount: 6 })).status).toBe(201);
    expect(await left()).toBe(0);
    const one = await giveBack({ benefits: [{ handle }] });
    expect(one.status, JSON.stringify(one.body)).toBe(201);
    expect(one.body.data.items).toMatchObject([{ type: "benefit", count: 1, value: 0 }]);
    expect(await left()).toBe(1);
    for (const [asked, field] of [
      [{ amount: 0, benefits: [{ id: tea.id, quantity: 3 }] }, "benefits.0"],
      [{ amount: 0, benefits: [{ id: tea.id, quantity: 2 }, { handle }] }, "benefits.1"],
      [{ amount: 0, benefits: [{ handle: "none" }] }, "benefits.0"],
      [{ amount: 0 }, "amount"],
    ] as const) {
      const refused = await giveBack(asked);
      expect([refused.status, Object.keys(refused.body.errors)]).toEqual([422, [field]]);
    }
    // What comes back after the end can be used until the end of that day, and is all there is.
    world.setClock(instant(Date.UTC(2026, 2, 20, 2)));
    expect((await giveBack({ amount: 0, benefits: [{ id: tea.id, quantity: 2 }] })).status).toBe(
      201,
    );
    expect(await get(`/benefits/${tea.id}`)).toMatchObject({
      redemptions_remaining: 2,
      is_redeemable: true,
      expires_at: "2026-03-20 12:59:59",
      definition: { total_global_redemptions: 0 },
    });
    world.setClock(NOON);
    const other = await issue(id, definition);
    const used = await post(`/profiles/${id}/redeem`, { amount: 0, benefits: [{ id: other.id }] });
    const sale = { external_id: `S-${made++}`, profile_id: id, redemption_id: used.id };
    const times = { transacted_at: "2026-03-03 01:00:00", timezone: "UTC" };
    const sold = await post("/transactions", { ...sale, ...times, total: 12, items: [] });
    expect((await world.ask(`DELETE /transactions/${sold.id}`)).status).toBe(204);
    expect((await get(`/benefits/${other.id}`)).redemptions_remaining).toBe(3);
    expect((await database.transact((deps) => verifyLedger(deps))).differences).toEqual([]);
  });

  it("[N7] T21: the last code of a pool goes to exactly one of sixteen, and never comes back", async () => {
    const definition = await define({ force_allocation: true });
    await load(
      definition,
      Array.from({ length: 10 }, (_, n) => `LAST-${n}`),
    );
    for (let n = 0; n < 9; n++) await issue(await newProfile(), definition);
    const rivals = await Promise.all(Array.from({ length: 16 }, () => newProfile()));
    const answers = await Promise.all(
      rivals.map((profile_id) =>
        world.ask("POST /benefits", { body: { profile_id, benefit_definition_id: definition } }),
      ),
    );
    expect(statuses(answers).get(201)).toHaveLength(1);
    const refused = statuses(answers).get(422) ?? [];
    expect(refused).toHaveLength(15);
    expect(refused.map(({ body }) => Object.keys(body.errors)[0])).toContain(
      "benefit_definition_id",
    );
    const counted = await world.ask(`GET /allocations.count?definition_id=${definition}`);
    expect(counted.body).toMatchObject({ all: 10, redeemed: 10, remaining: 0 });
    const taken = await get(`/allocations?filter[definition_id]=${definition}`);
    expect(new Set(taken.map((each: { allocated_id: number }) => each.allocated_id)).size).toBe(10);
    const winner = answers.find(({ status }) => status === 201)?.body.data;
    expect(winner.redeem_code_online).toMatch(/^LAST-/);
    expect((await world.ask(`DELETE /benefits/${winner.id}`)).status).toBe(204);
    const again = { profile_id: rivals[0], benefit_definition_id: definition };
    expect((await world.ask("POST /benefits", { body: again })).status).toBe(422);
    const events = await get("/events?filter[event]=benefit.code.allocated&page[size]=100");
    expect(events).toHaveLength(10);
    expect(JSON.stringify(events)).not.toContain("LAST-");
  });

  it("[N12] T22: a code is found however it is typed, with the customer who has it", async () => {
    const definition = await define({ max_redemptions: 1 });
    await load(definition, ["SAVE-77", "SAVE-78"]);
    const id = await newProfile();
    const { id: benefitId } = await issue(id, definition);
    for (const typed of ["SAVE-77", "save77", " save 77 ", "Save‐77"]) {
      const found = await get(`/allocations?filter[code]=${encodeURIComponent(typed)}`);
      expect(found).toMatchObject([{ code: "SAVE-77", profile_id: id, allocated_id: benefitId }]);
    }
    expect(await get("/allocations?filter[code]=save7")).toEqual([]);
  });

  it("[N7] codes that differ in capitals, blanks and hyphens are one", async () => {
    const definition = await define();
    const codes = [
      "SAVE-01",
      "save-01",
      "SAVE-01 ",
      ...Array.from({ length: 97 }, (_, n) => `S${n}`),
    ];
    const loaded = await load(definition, codes);
    expect(loaded).toMatchObject({ loaded: 98, skipped: [{ index: 1 }, { index: 2 }] });
    expect(await load(definition, ["save 01"])).toMatchObject({ loaded: 0 });
  });

  it("[N7] a pool is loaded from CSV whole, or each wrong line is named", async () => {
    const id = await define();
    const definition = { id, type: "benefit_definition" };
    const send = (csv: string) => world.ask("POST /allocations", { body: { definition, csv } });
    const good = [
      "\uFEFFvalid_to,Code,name,value",
      '2026-12-31,CSV-1,"Two, with a ""quote""",5.50',
      "",
      ",csv-2,,",
    ].join("\r\n");
    expect(await send(good)).toMatchObject({ status: 201, body: { data: { loaded: 2 } } });
    expect(await get(`/allocations?filter[definition_id]=${id}&sort=id`)).toMatchObject([
      { code: "CSV-1", name: expect.stringContaining('with a "quote"'), value: 5.5 },
      { code: "csv-2", name: null, value: null, valid_to: null },
    ]);
    for (const [csv, problems] of [
      ["code,name\nA-1,x\nA-2\na1,y", [/^Line 3: .* has 1\.$/]],
      ["code,name\nA-1,x\nA-2,\na1,y", [/^Line 4, code: .* line 2\.$/]],
      ['code,name,value\nA-1,"x\ny",-5\nA-2,z,\n,q,', [/^Line 2, value: /, /^Line 5, code: /]],
      ["code,value\nA-1,-5\nA-2,ten", [/^Line 2, value: /, /^Line 3, value: /]],
      ["code,valid_from,valid_to\nA-1,2026-04-02,2026-04-01", [/^Line 2, valid_to: /]],
      ['code\nA-1\n"A-2', [/^Line \d: a quoted field/]],
      ["code,colour\nA-1,red", [/^Line 1: there is no column “colour”/]],
      ["name\nA-1", [/^Line 1: the column code is missing/]],
      ["code\n", [/^There is nothing below/]],
      ["code\nA-1\nCSV 1\nA-2", [/^Line 3, code: there is such a code already\.$/]],
    ] as const) {
      const refused = await send(csv);
      expect(refused.status, csv).toBe(422);
      expect(refused.body.errors, csv).toEqual({
        csv: problems.map((problem) => expect.stringMatching(problem)),
      });
    }
    const counted = await world.ask(`GET /allocations.count?definition_id=${id}`);
    expect(counted.body).toMatchObject({ all: 2, redeemed: 0, remaining: 2 });
    const both = { definition, csv: "code\nB-1", allocations: [{ code: "B-2" }] };
    const refused = await world.ask("POST /allocations", { body: both });
    expect(refused.body.errors).toHaveProperty("allocations");
    const rivals = await Promise.all(Array.from({ length: 4 }, () => send("code\nR-1\nR-2\nR-3")));
    expect(statuses(rivals).get(201)).toHaveLength(1);
    expect((await world.ask(`GET /allocations.count?definition_id=${id}`)).body.all).toBe(5);
  });

  it("[N2] [N4] is claimed inside its window by those whom its conditions let, once", async () => {
    const vip = await newProfile({ first_name: "Vera" });
    const other = await newProfile({ first_name: "Otto" });
    const condition = JSON.stringify({ "==": [{ var: "first_name" }, "Vera"] });
    const definition = await define({
      claim_condition: condition,
      claim_period_start_at: "2026-03-02",
      claim_period_end_at: "2026-03-10",
    });
    expect(await get(`/benefits/definitions/${definition}`)).toMatchObject({
      claim_condition: condition,
    });
    const claim = (id: string, more: object = {}) =>
      world.ask(`POST /profiles/${id}/benefits/claim`, { body: { definition, ...more } });
    const namesOf = async (id: string) =>
      (await get(`/profiles/${id}/benefits/claimable`)).map((each: { id: number }) => each.id);
    expect(await namesOf(vip)).toContain(definition);
    expect(await namesOf(other)).not.toContain(definition);
    expect(await claim(other)).toMatchObject({
      status: 422,
      body: { errors: { definition: ["The profile doesn't meet its claim_condition."] } },
    });
    const answers = await Promise.all(Array.from({ length: 6 }, () => claim(vip)));
    expect(statuses(answers).get(201)).toHaveLength(1);
    const claimed = statuses(answers).get(201)?.[0]?.body.data;
    expect(claimed).toMatchObject({ source_type: "claim", claimed_at: "2026-03-03 02:00:00" });
    expect(await namesOf(vip)).not.toContain(definition);
    const change = (body: object) => world.ask(`PUT /benefits/definitions/${definition}`, { body });
    await change({ is_reclaimable: true });
    expect((await claim(vip)).status).toBe(422);
    await post(`/profiles/${vip}/benefits/${claimed.id}/redeem`);
    expect((await claim(vip)).status).toBe(201);
    for (const change_ of [
      { claim_period_end_at: "2026-03-02" },
      { claim_period_start_at: "2026-03-05", claim_period_end_at: null },
      { claim_period_start_at: null, is_published: false },
      { is_published: true, claim_timeframe: { ">": [{ var: "local_time" }, "14:00"] } },
    ]) {
      await change(change_);
      expect((await claim(vip)).body.errors, JSON.stringify(change_)).toHaveProperty("definition");
    }
    await change({ claim_timeframe: { in: [{ var: "weekday" }, [2, 3]] } });
    const late = await newProfile({ first_name: "Vera" });
    expect((await claim(late)).status).toBe(201);
    const next = await newProfile({ first_name: "Vera" });
    expect(await namesOf(next)).toContain(definition);
    // All that are issued now would have expired already.
    await change({ period_type: "absolute_date", absolute_expiry: "2026-03-02" });
    expect(await namesOf(next)).not.toContain(definition);
    expect((await claim(next)).body.errors.definition[0]).toContain("absolute_expiry");
    const bad = await change({ view_condition: { cat: ["x"] } });
    expect(bad.body.errors).toHaveProperty("view_condition");
  });

  it("[N4] claiming and using at once happens whole or not at all", async () => {
    const definition = await define({ max_global_redemptions: 1, max_redemptions: 2 });
    const rivals = await Promise.all(Array.from({ length: 6 }, () => newProfile()));
    const answers = await Promise.all(
      rivals.map((id) =>
        world.ask(`POST /profiles/${id}/benefits/claim-redeem`, { body: { definition } }),
      ),
    );
    expect(statuses(answers).get(201)).toHaveLength(1);
    expect(statuses(answers).get(201)?.[0]?.body.data.items).toMatchObject([{ count: 1 }]);
    expect(await get(`/benefits/definitions/${definition}`)).toMatchObject({
      total_global_created: 1,
      total_global_redemptions: 1,
    });
    const headers = { "idempotency-key": crypto.randomUUID() };
    const id = await newProfile();
    const body = { definition: await define() };
    const ask = () => world.ask(`POST /profiles/${id}/benefits/claim-redeem`, { body, headers });
    const once = await ask();
    expect(once.status).toBe(201);
    expect((await ask()).body).toEqual(once.body);
  });

  it("changes through entries; one that can't be extended isn't, and a deleted one is gone", async () => {
    const id = await newProfile();
    const fixed = await issue(id, await define({ max_redemptions: 4 }));
    const refused = await world.ask(`PUT /benefits/${fixed.id}`, {
      body: { expires_at: "2026-12-31 23:59:59" },
    });
    expect(refused.body.errors).toHaveProperty("expires_at");
    const changed = await world.ask(`PUT /profiles/${id}/benefits/${fixed.id}`, {
      body: { redemptions_remaining: 1, expires_at: "2026-03-20 23:59:59", meta: { a: 1 } },
    });
    expect(changed.body.data).toMatchObject({ redemptions_remaining: 1, meta: { a: 1 } });
    const same = await world.ask(`PUT /benefits/${fixed.id}`, { body: changed.body.data });
    expect(same.status, JSON.stringify(same.body)).toBe(200);
    expect({ ...same.body.data, updated_at: "" }).toEqual({ ...changed.body.data, updated_at: "" });
    const extendable = await issue(id, await define({ is_extendable: true }));
    const extended = await world.ask(`PUT /benefits/${extendable.id}`, {
      body: { expires_at: "2026-12-31 23:59:59" },
    });
    expect(extended.body.data).toMatchObject({ expires_at: "2026-12-31 12:59:59" });
    expect((await world.ask(`DELETE /profiles/${id}/benefits/${fixed.id}`)).status).toBe(204);
    expect((await world.ask(`GET /benefits/${fixed.id}`)).status).toBe(404);
    expect(await get(`/profiles/${id}/benefits`)).toHaveLength(1);
    const { countAll, countRedeemed } = (await world.ask("GET /benefits.count")).body;
    expect(countAll).toBeGreaterThan(countRedeemed);
  });

  it("[N8] are extended together or not at all; an expired one gets back what it lost", async () => {
    const id = await newProfile();
    const definition = await define({ is_extendable: true, max_redemptions: 2, period: 1 });
    const [one, two] = [await issue(id, definition), await issue(id, definition)];
    const third = await issue(id, definition);
    const extend = (ids: readonly number[], by: object) =>
      world.ask("POST /benefits/extend", { body: { profile_id: id, ids, ...by } });
    const extended = await extend([one.id, two.id], { extend_days: 2 });
    expect(extended.body.data).toMatchObject([
      { id: one.id, expires_at: "2026-03-06 12:59:59" },
      { id: two.id, expires_at: "2026-03-06 12:59:59" },
    ]);
    const fixed = await issue(id, await define());
    const refused = await extend([one.id, fixed.id], { extend_days: 2 });
    expect([refused.status, refused.body.errors]).toEqual([
      422,
      { ids: [`Its definition doesn't let this benefit be extended: ${fixed.id}.`] },
    ]);
    expect((await extend([one.id], { extend_date: "2026-03-01" })).status).toBe(422);
    expect((await extend([one.id], {})).body.errors).toHaveProperty("extend_date");
    world.setClock(instant(Date.UTC(2026, 2, 10)));
    const profileId = profileIdSchema.parse(id);
    await database.transact((deps) => expireLots(deps, profileId), instant(Date.UTC(2026, 2, 10)));
    expect(await get(`/benefits/${one.id}`)).toMatchObject({ redemptions_remaining: 0 });
    await extend([one.id], { extend_date: "2026-03-20" });
    expect(await get(`/benefits/${one.id}`)).toMatchObject({
      redemptions_remaining: 2,
      expires_at: "2026-03-20 12:59:59",
    });

    // [H1] What gives uses back counts as an issue; moving an end alone doesn't.
    await limitTo([{ ...ONE_AN_HOUR, counted: "manual_issue" }]);
    for (const day of [21, 22]) {
      const moved = await extend([one.id], { extend_date: `2026-03-${day}` });
      expect(moved.status).toBe(200);
    }
    expect((await extend([two.id], { extend_date: "2026-03-20" })).status).toBe(200);
    expect((await extend([third.id], { extend_date: "2026-03-20" })).status).toBe(409);
    await limitTo([]);
    world.setClock(NOON);
  });

  it("a definition is found by its handle, and copied under another without its counts", async () => {
    const definition = await define({ max_redemptions: 4, redeem_code_pos: "P" });
    await issue(await newProfile(), definition);
    const handle = `copy-${made++}`;
    const copy = await post(`/benefits/definitions/${definition}/clone`, { handle, name: "Tea" });
    const counts = { total_global_created: 0, total_global_redemptions: 0 };
    const expected = { name: "Tea", handle, max_redemptions: 4, redeem_code_pos: "P", ...counts };
    expect(copy).toMatchObject(expected);
    expect(await get(`/benefits/definitions/handle/${handle}`)).toEqual(copy);
    await post(`/benefits/definitions/${definition}/clone`, { handle }, 422);
  });

  it("[H1] uses count towards velocity limits like other redemptions", async () => {
    const id = await newProfile();
    const benefit = await issue(id, await define({ max_redemptions: 5 }));
    await limitTo([{ ...ONE_AN_HOUR, counted: "redemption" }]);
    const path = `POST /profiles/${id}/benefits/${benefit.id}/redeem`;
    expect((await world.ask(path)).status).toBe(201);
    expect(await world.ask(path)).toMatchObject({ status: 409, body: { code: "conflict" } });
    await limitTo([]);

    await limitTo([]);
  });
});
