import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { writtenTransactionSchema } from "#shared/api/commerce/transaction-view.ts";
import { one } from "#shared/api/envelope.ts";
import { achievementViewSchema } from "#shared/api/incentive/achievements/achievement.ts";
import { standingIn } from "#shared/incentive/achievements/achievement-standing.ts";
import { profileIdSchema } from "#shared/kernel/ids.ts";
import { instant } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import { progressFactSchema } from "#shared/sync/facts.ts";
import { systemClock } from "#sync-server/clock.ts";
import { readProgressFacts } from "#sync-server/sync/read-progress-facts.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { expectShape, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";
import { rebuildAll } from "#sync-server/verify/rebuild-all.ts";
import { verifyLedger } from "#sync-server/verify/verify.ts";

const at = (text: string) => instant(Date.parse(`${text}Z`));
const level = (trigger: number, more: object = {}) => ({
  ...{ name: `Level ${trigger}`, display_number: trigger, trigger },
  ...more,
});
const unlocking = (...unlocks: readonly object[]) => ({ meta: { unlocks } });
const REWARD = { type: "reward_definition", id_type: "handle", id: "ten" };

/** What a test reads of an achievement that has progress. */
type Shown = {
  readonly name: string;
  readonly progress: readonly [
    {
      readonly current_score: number;
      readonly next_level: { readonly trigger: number } | null;
      readonly current_level: { readonly trigger: number } | null;
      readonly anniversary_at: string | null;
    },
  ];
};

describe.for(databases)("achievements over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    world.setClock(at("2026-03-03T02:00:00"));
    const reward = { value: 10, type: "achievement", period: 30 };
    await post("/rewards/definitions", { name: "Ten", handle: "ten", ...reward });
    await post("/benefits/definitions", { name: "Coffee", handle: "coffee", period: 30 });
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const post = (path: string, body: object) => world.post(path, body);
  const refused = async (path: string, body: object): Promise<readonly string[]> => {
    const answer = await world.ask(`POST ${path}`, { body });
    expect(answer.status, JSON.stringify(answer.body)).toBe(422);
    return Object.keys(answer.body.errors);
  };
  let made = 0;
  const newProfile = async (): Promise<string> =>
    (await post("/profiles", { email: `a${made++}@example.com` })).id;
  /** An achievement that this test alone counts: its sales have the code of its products. */
  const define = (handle: string, body: object) =>
    post("/achievements/definitions", {
      ...{ name: handle, handle, levels: [level(5)] },
      product_conditions: { "==": [{ var: "sku" }, handle] },
      ...body,
    });
  const sale = (profile_id: string, sku: string, on: string, more: object = {}) => ({
    ...{ profile_id, total: 20, transacted_at: on, system: "pos", external_id: `s${made++}` },
    ...{ items: [{ name: "Thing", sku, quantity: 1, price_sell: 20 }] },
    ...more,
  });
  const sell = (...sold: Parameters<typeof sale>) =>
    post("/transactions/update-create", sale(...sold));
  const returned = (sku: string, receipt: string) => ({
    ...{ total: -20, linked_receipt_ref: receipt },
    ...{ items: [{ name: "Thing", sku, quantity: -1, price_sell: 20 }] },
  });
  const listOf = async (profileId: string) => {
    const answer = await world.ask(`GET /profiles/${profileId}/achievements`);
    expectShape(one(z.array(achievementViewSchema)), answer.body);
    return answer.body.data;
  };
  const progressOf = async (profileId: string, handle: string) => {
    const all = await listOf(profileId);
    return all.find((each: { readonly handle: string }) => each.handle === handle).progress[0];
  };
  const add = (profileId: string, definition_id: number, count: number, more: object = {}) =>
    post(`/profiles/${profileId}/achievements`, { definition_id, count, ...more });
  const eventsOf = async (profileId: string): Promise<readonly string[]> => {
    const rows = await database.run(
      `select kind, context from events where profile_id = '${profileId}' order by seq`,
    );
    return rows
      .filter(({ kind }) => String(kind).startsWith("achievement."))
      .map(({ kind, context }) => {
        const { trigger = "" } = JSON.parse(String(context));
        return `${kind} ${trigger}`.trim();
      });
  };
  const rewardsOf = async (profileId: string) =>
    (await world.ask(`GET /profiles/${profileId}/rewards?page[size]=100`)).body.data;

  it("[M4] [M7] T32: unlocks each level on the way, in order, and issues each reward once", async () => {
    const levels = [
      ...[1, 5, 10, 25].map((trigger) => level(trigger, unlocking(REWARD))),
      level(50, { repeats: true, repeat_interval: 50, ...unlocking(REWARD) }),
    ];
    const { id } = await define("steps", { levels });
    const profile = await newProfile();
    const added = await add(profile, id, 230);
    expect(added.progress).toMatchObject([
      {
        current_score: 230,
        current_level: { display_number: 53, trigger: 200 },
        prev_level: { trigger: 150 },
        next_level: { trigger: 250 },
        next_level_remain: 20,
        current_remain: 30,
      },
    ]);
    const unlocked = [1, 5, 10, 25, 50, 100, 150, 200].map((n) => `achievement.unlocked ${n}`);
    expect(await eventsOf(profile)).toEqual(["achievement.progressed", ...unlocked]);
    const rewards = await rewardsOf(profile);
    expect(rewards).toHaveLength(8);
    expect(rewards[0]).toMatchObject({
      ...{ source_type: "achievement", source_id: String(id), source_transaction_id: null },
    });
    const levels_of = rewards.map((each: { readonly source_level: number }) => each.source_level);
    expect(levels_of.sort((a: number, b: number) => a - b)).toEqual([
      1, 5, 10, 25, 50, 100, 150, 200,
    ]);
    // A new level below the score is unlocked with the next count.
    await world.ask(`PUT /achievements/definitions/${id}`, {
      body: { levels: [...levels, level(3)] },
    });
    await add(profile, id, 1);
    expect((await eventsOf(profile)).slice(-2)).toEqual([
      "achievement.progressed",
      "achievement.unlocked 3",
    ]);
    expect(
      await refused(`/profiles/${profile}/achievements`, { definition_id: id, count: 6000 }),
    ).toEqual(["count"]);
  });

  it("[M5] T33: keeps a level when the sale that reached it is returned, and gives one reward", async () => {
    await define("five", { counts: "sales", levels: [level(5, unlocking(REWARD)), level(9)] });
    const profile = await newProfile();
    for (const day of [1, 2, 3, 4]) await sell(profile, "five", `2026-02-0${day} 01:00:00`);
    const fifth = await sell(profile, "five", "2026-02-05 01:00:00", { receipt_ref: "R5" });
    expect(fifth.achievements).toEqual([
      {
        ...{ definition_id: expect.any(Number), handle: "five", name: "five", count: 1 },
        ...{ current_score: 5, unlocked: [{ name: "Level 5", display_number: 5, trigger: 5 }] },
      },
    ]);
    expect(fifth.balances.reward_balance).toBe(10);
    expect((await rewardsOf(profile))[0].value_remaining).toBe(10);
    const back = await sell(profile, "five", "2026-02-06 01:00:00", returned("five", "R5"));
    expect(back.achievements).toMatchObject([{ count: -1, current_score: 4, unlocked: [] }]);
    const kept = { current_level: { trigger: 5 }, next_level: { trigger: 9 } };
    expect(await progressOf(profile, "five")).toMatchObject({ ...kept, current_score: 4 });
    const sixth = await sell(profile, "five", "2026-02-07 01:00:00");
    expect(sixth.achievements).toMatchObject([{ count: 1, current_score: 5, unlocked: [] }]);
    expect(await rewardsOf(profile)).toHaveLength(1);
  });

  it("[M5] [N11] T24: gives one benefit, however often its sale is voided and taken back", async () => {
    const coffee = { type: "benefit_definition", id_type: "handle", id: "coffee" };
    await define("gift", { counts: "sales", levels: [level(1, unlocking(coffee))] });
    const profile = await newProfile();
    const { id } = await sell(profile, "gift", "2026-02-01 01:00:00");
    const benefits = async () =>
      (await world.ask(`GET /profiles/${profile}/benefits`)).body.data.map(
        (each: { readonly redemptions_remaining: number }) => each.redemptions_remaining,
      );
    for (const is_void of [true, false, true, false]) {
      await world.ask(`PUT /transactions/${id}`, { body: { is_void } });
      expect(await benefits()).toEqual([1]);
    }
  });

  it("[M2] counts alike whichever of a sale and its return comes first", async () => {
    await define("order", { counts: "spend", levels: [level(20)] });
    for (const isReturnFirst of [false, true]) {
      const profile = await newProfile();
      const receipt = `order-${isReturnFirst}`;
      const sold = sale(profile, "order", "2026-02-01 01:00:00", { receipt_ref: receipt });
      const back = sale(profile, "order", "2026-02-02 01:00:00", returned("order", receipt));
      for (const each of isReturnFirst ? [back, sold] : [sold, back]) {
        await post("/transactions/update-create", each);
      }
      const progress = await progressOf(profile, "order");
      expect(progress).toMatchObject({ current_score: 0, current_level: { trigger: 20 } });
    }
  });

  it("[M1] [M2] counts pieces and money of the lines that meet its condition, and takes them back", async () => {
    await define("pieces", { counts: "items", levels: [level(100)] });
    await define("money", {
      counts: "spend",
      levels: [level(100)],
      product_conditions: { "==": [{ var: "sku" }, "pieces"] },
    });
    const profile = await newProfile();
    const items = [
      { name: "A", sku: "pieces", quantity: 3, price_sell: 10.5 },
      { name: "B", sku: "other", quantity: 5, price_sell: 1 },
    ];
    const sold = sale(profile, "pieces", "2026-02-01 01:00:00", { receipt_ref: "P1" });
    const first = await post("/transactions/update-create", { ...sold, items, total: 36.5 });
    const counted = (answer: { readonly achievements: readonly { readonly count: number }[] }) =>
      answer.achievements.map(({ count }) => count);
    expect(counted(first)).toEqual([3, 31.5]);
    const one = [{ name: "A", sku: "pieces", quantity: -1, price_sell: 10.5 }];
    const back = { ...returned("pieces", "P1"), total: -10.5, items: one };
    expect(counted(await sell(profile, "pieces", "2026-02-02 01:00:00", back))).toEqual([
      -1, -10.5,
    ]);
    // A correction counts again, and a void takes the rest: what is left to take back is gone with
    // it.
    const corrected = { ...sold, total: 10.5, items: [{ ...items[0], quantity: 1 }] };
    expect(counted(await post("/transactions/update-create", corrected))).toEqual([-2, -21]);
    const voided = { ...corrected, is_void: true };
    await post("/transactions/update-create", voided);
    expect(await progressOf(profile, "money")).toBeUndefined();
    await post("/transactions/update-create", { ...sold, items, total: 36.5, is_void: false });
    expect(await progressOf(profile, "pieces")).toMatchObject({ current_score: 2 });
    expect(await progressOf(profile, "money")).toMatchObject({ current_score: 21 });
  });

  it("[M3] T34: counts a sale in the month of its zone, whatever arrives first", async () => {
    const zone = { period: "monthly", timezone: "Pacific/Auckland", counts: "sales" };
    const { id } = await define("month", { ...zone, levels: [level(1), level(2)] });
    world.setClock(at("2026-11-30T12:00:00"));
    const profile = await newProfile();
    await sell(profile, "month", "2026-11-30 11:10:00", { timezone: "Pacific/Auckland" });
    await sell(profile, "month", "2026-11-30 10:30:00", { timezone: "Pacific/Auckland" });
    expect(await progressOf(profile, "month")).toMatchObject({
      ...{ current_score: 1, current_level: { trigger: 1 }, next_level: { trigger: 2 } },
      anniversary_at: "2026-12-31 10:59:59",
    });
    // The month is over by the clock alone; the level stays, and isn't unlocked again.
    world.setClock(at("2027-01-05T00:00:00"));
    expect(await progressOf(profile, "month")).toMatchObject({
      ...{ current_score: 0, current_level: { trigger: 1 }, next_level: { trigger: 2 } },
    });
    const next = await add(profile, id, 1);
    expect(next.progress).toMatchObject([{ current_score: 1 }]);
    expect((await eventsOf(profile)).filter((each) => each.includes("unlocked"))).toEqual([
      "achievement.unlocked 1",
    ]);
    world.setClock(at("2026-03-03T02:00:00"));
  });

  it("[M5] unlocks a level with allow_multiple_earn once in each cycle", async () => {
    const levels = [level(2, { allow_multiple_earn: true, ...unlocking(REWARD) }), level(3)];
    const { id } = await define("again", { period: "daily", levels });
    const profile = await newProfile();
    for (const day of [1, 2]) {
      await add(profile, id, 2, { issued_at: `2026-02-0${day} 01:00:00` });
      await add(profile, id, 1, { issued_at: `2026-02-0${day} 02:00:00` });
    }
    expect((await eventsOf(profile)).filter((each) => each.includes("unlocked"))).toEqual([
      "achievement.unlocked 2",
      "achievement.unlocked 3",
      "achievement.unlocked 2",
    ]);
    expect(await rewardsOf(profile)).toHaveLength(2);
  });

  it("[M3] starts again on each anniversary of joining, and lets a count by hand expire", async () => {
    const { id } = await define("yearly", { enable_annual_earn_cycle: true, levels: [level(4)] });
    const profile = await newProfile();
    await add(profile, id, 3, { expires_at: "2026-03-05" });
    expect(await progressOf(profile, "yearly")).toMatchObject({
      ...{ current_score: 3, anniversary_at: "2027-03-02 12:59:59" },
    });
    world.setClock(at("2026-03-05T12:00:00"));
    expect(await progressOf(profile, "yearly")).toMatchObject({ current_score: 3 });
    world.setClock(at("2026-03-05T13:00:00"));
    expect(await progressOf(profile, "yearly")).toMatchObject({ current_score: 0 });
    await add(profile, id, 4);
    world.setClock(at("2027-03-02T13:00:00"));
    const after = { current_score: 0, current_level: { trigger: 4 }, next_level: null };
    expect(await progressOf(profile, "yearly")).toMatchObject(after);
    world.setClock(at("2026-03-03T02:00:00"));
  });

  it("[M3] [M5] unlocks nothing again because the day of joining is changed", async () => {
    const levels = [level(10, { allow_multiple_earn: true, ...unlocking(REWARD) })];
    const { id } = await define("joined", { enable_annual_earn_cycle: true, levels });
    const profile = await newProfile();
    const join = async (joined_at: string) => {
      const changed = await world.ask(`PUT /profiles/${profile}`, { body: { joined_at } });
      expect(changed.status).toBe(200);
    };
    await join("2025-02-20 00:00:00");
    await add(profile, id, 10);
    for (const joinedAt of ["2025-02-21 00:00:00", "2025-02-01 00:00:00", "2025-09-01 00:00:00"]) {
      await join(joinedAt);
      await add(profile, id, 1);
      expect(await rewardsOf(profile)).toHaveLength(1);
    }
    expect(await progressOf(profile, "joined")).toMatchObject({
      ...{ current_score: 13, anniversary_at: "2027-02-19 12:59:59" },
    });
    world.setClock(at("2027-02-19T13:00:00"));
    await add(profile, id, 10);
    expect(await rewardsOf(profile)).toHaveLength(2);
    world.setClock(at("2026-03-03T02:00:00"));
  });

  it("[M6] takes levels only by a correction by hand", async () => {
    const { id } = await define("wrong", { levels: [level(10), level(100, unlocking(REWARD))] });
    const profile = await newProfile();
    const path = `/profiles/${profile}/achievements`;
    await add(profile, id, 150);
    expect(await refused(path, { definition_id: id, count: -151 })).toEqual(["count"]);
    const corrected = await add(profile, id, -135);
    expect(corrected.progress).toMatchObject([
      { current_score: 15, current_level: { trigger: 10 }, next_level: { trigger: 100 } },
    ]);
    expect((await eventsOf(profile)).slice(-2)).toEqual([
      "achievement.progressed",
      "achievement.lost 100",
    ]);
    // What it issued stays; earned in truth, the level is unlocked again and issues nothing more.
    expect(await rewardsOf(profile)).toHaveLength(1);
    await add(profile, id, 85);
    expect((await eventsOf(profile)).at(-1)).toBe("achievement.unlocked 100");
    expect(await rewardsOf(profile)).toHaveLength(1);
  });

  it("[M6] T33: issues once, however often a level is counted up to and corrected", async () => {
    const once = level(1, unlocking(REWARD));
    const eachMonth = { ...once, allow_multiple_earn: true };
    const repeating = { ...eachMonth, repeats: true, repeat_interval: 1 };
    for (const [index, { body, count, inMonth, inNext }] of [
      { body: { levels: [once] }, count: 1, inMonth: 1, inNext: 1 },
      { body: { levels: [once], period: "monthly" }, count: 1, inMonth: 1, inNext: 1 },
      { body: { levels: [eachMonth], period: "monthly" }, count: 1, inMonth: 1, inNext: 2 },
      { body: { levels: [repeating], period: "monthly" }, count: 3, inMonth: 3, inNext: 6 },
    ].entries()) {
      const { id } = await define(`again-${index}`, body);
      const profile = await newProfile();
      const upAndDown = async (times: number) => {
        for (let i = 0; i < times; i += 1) {
          await add(profile, id, count);
          await add(profile, id, -count);
        }
      };
      await upAndDown(5);
      expect(await rewardsOf(profile)).toHaveLength(inMonth);
      const events = await eventsOf(profile);
      expect(events.filter((each) => each === "achievement.unlocked 1")).toHaveLength(5);
      expect(events.filter((each) => each === "achievement.lost 1")).toHaveLength(5);
      // A level beyond those that were taken issues as ever.
      if (count > 1) await add(profile, id, count + 1);
      expect(await rewardsOf(profile)).toHaveLength(count > 1 ? inMonth + 1 : inMonth);
      world.setClock(at("2026-04-03T02:00:00"));
      await upAndDown(2);
      expect(await rewardsOf(profile)).toHaveLength(count > 1 ? inNext + 1 : inNext);
      world.setClock(at("2026-03-03T02:00:00"));
    }
    const sold = await newProfile();
    const body = { levels: [once], counts: "sales" };
    const { id } = await define("again-sold", body);
    await add(sold, id, 1);
    await add(sold, id, -1);
    const sale = await sell(sold, "again-sold", "2026-03-02 01:00:00");
    expect(sale.achievements).toMatchObject([{ unlocked: [{ trigger: 1 }] }]);
    expect(await rewardsOf(sold)).toHaveLength(1);
    expect(
      (await verifyLedger({ ...world.store.read(TEST_TENANT), now: systemClock() })).differences,
    ).toEqual([]);
  });

  it("[M7] issues rewards and benefits in order, and unlocks also if one can't be issued", async () => {
    const pool = { period: 30, force_allocation: true };
    await post("/benefits/definitions", { name: "Code", handle: "code", ...pool });
    const benefit = (handle: string) => ({ type: "benefit_definition", handle });
    const meta = unlocking(benefit("coffee"), benefit("code"), REWARD);
    const { id } = await define("gifts", { levels: [level(1, meta)] });
    const profile = await newProfile();
    await add(profile, id, 1);
    const rows = await database.run(
      `select kind, context from events where profile_id = '${profile}' order by seq`,
    );
    expect(rows.map(({ kind }) => kind).slice(-4)).toEqual([
      "achievement.progressed",
      "benefit.created",
      "reward.created",
      "achievement.unlocked",
    ]);
    expect(JSON.parse(String(rows.at(-1)?.["context"])).lotIds).toHaveLength(2);
    expect((await world.ask(`GET /profiles/${profile}/benefits`)).body.data).toMatchObject([
      { source_type: "achievement" },
    ]);
  });

  it("[M11] says for which level what it issues was, and by which sale: in lists, ledger and why", async () => {
    const unlocks = unlocking(REWARD, { type: "benefit_definition", handle: "coffee" });
    const { id } = await define("told", { counts: "sales", levels: [level(2, unlocks)] });
    const profile = await newProfile();
    await sell(profile, "told", "2026-02-01 01:00:00");
    const { id: saleId } = await sell(profile, "told", "2026-02-02 01:00:00");
    const source = {
      ...{ source_type: "achievement", source_id: String(id) },
      ...{ source_level: 2, source_transaction_id: saleId },
    };
    for (const kind of ["rewards", "benefits"]) {
      const found = `GET /${kind}?filter[source_transaction_id]=${saleId}`;
      expect((await world.ask(found)).body.data).toMatchObject([
        { ...source, profile_id: profile },
      ]);
    }
    const lines = (await world.ask(`GET /profiles/${profile}/ledgers`)).body.data;
    expect(lines).toMatchObject([{ type_attributes: source }, { type_attributes: source }]);
    const why = (await world.ask(`GET /profiles/${profile}/balances/why`)).body.data;
    const explained = why.balances.find(
      (each: { readonly type: string }) => each.type === "reward",
    );
    const [entry] = explained.lots[0].entries;
    expect(entry.source).toEqual({
      ...{ type: "achievement", id: String(id), version: 1, level: 2, transaction_id: saleId },
    });
    expect(entry.sentence).toContain(
      `for level 2 of the achievement “told” (version 1, by transaction ${saleId}), under`,
    );
    expect(why.definitions).toContainEqual(expect.objectContaining({ id, kind: "achievement" }));
    const [event] = await database.run(
      `select context from events where kind = 'reward.created' and profile_id = '${profile}'`,
    );
    expect(JSON.parse(String(event?.["context"])).source).toEqual({
      ...{ type: "achievement", id: String(id) },
      reached: { version: 1, level: 2, transactionId: saleId },
    });
  });

  it("[M11] T24: names what it issued, with its code, in the answer to the sale alone", async () => {
    const pool = { period: 30, force_allocation: true };
    const coded = await post("/benefits/definitions", { name: "Pool", handle: "pool", ...pool });
    await post("/allocations", {
      definition: { id: coded.id, type: "benefit_definition" },
      allocations: [{ code: "SESAME" }],
    });
    const unlocks = unlocking({ type: "benefit_definition", handle: "pool" }, REWARD);
    const { id } = await define("named", { counts: "sales", levels: [level(2, unlocks)] });
    const profile = await newProfile();
    const nothing = { rewards: [], benefits: [] };
    expect((await sell(profile, "named", "2026-02-01 01:00:00")).issued).toEqual(nothing);
    const body = sale(profile, "named", "2026-02-02 01:00:00");
    const answer = await world.ask("POST /transactions/update-create", { body });
    expectShape(writtenTransactionSchema, answer.body.data);
    const by = {
      source_id: String(id),
      source_level: 2,
      source_transaction_id: answer.body.data.id,
    };
    expect(answer.body.data.issued).toMatchObject({
      rewards: [{ ...by, definition: { handle: "ten" }, value_remaining: 10 }],
      benefits: [{ ...by, redeem_code_pos: "SESAME", redeem_code_online: "SESAME" }],
    });
    const { issued } = answer.body.data;
    const again = await post("/transactions/update-create", body);
    expect(again.issued).toEqual(issued);
    // What it issued stays ([N11]), and what takes the sale back issues nothing.
    const path = `/transactions/${answer.body.data.id}`;
    for (const is_void of [true, false]) {
      const changed = await world.ask(`PUT ${path}`, { body: { is_void } });
      expect(changed.body.data.issued).toEqual(nothing);
    }
    expect(await rewardsOf(profile)).toMatchObject([{ id: issued.rewards[0].id }]);
  });

  it("[M8] shows no name, count or id of what is hidden, a mystery or internal", async () => {
    const body = { counts: "sales", levels: [level(2, unlocking(REWARD))] };
    const options = ["hidden", "mystery", "internal"].map((display_option) => ({
      ...{ ...body, display_option, product_conditions: null },
      ...{ name: `Secret ${display_option}`, short_description: `Hint ${display_option}` },
      profile_conditions: { in: ["secret", { var: "flattened_tags" }] },
    }));
    const ids: number[] = [];
    for (const each of options) ids.push((await define(`x-${each.display_option}`, each)).id);
    const { id: profile } = await post("/profiles", { email: "x@example.com", tags: ["secret"] });
    const shownIn = (answer: unknown) => {
      const text = JSON.stringify(answer);
      return options.flatMap(({ display_option }, index) =>
        text.includes(`Secret ${display_option}`) ||
        text.includes(`x-${display_option}`) ||
        text.includes(`"id":${ids[index]},`) ||
        text.includes(`"definition_id":${ids[index]},`)
          ? [display_option]
          : [],
      );
    };
    const before = await listOf(profile);
    expect(shownIn(before)).toEqual([]);
    const mystery = before.find((each: { readonly id: unknown }) => each.id === null);
    expect(mystery).toMatchObject({ short_description: "Hint mystery", levels: [], progress: [] });
    expect(JSON.stringify(before)).not.toMatch(/Hint (?:hidden|internal)/);

    const first = await sell(profile, "any", "2026-02-01 01:00:00");
    expect(shownIn(first.achievements)).toEqual(["hidden"]);
    expect(shownIn(await listOf(profile))).toEqual(["hidden"]);
    const second = await sell(profile, "any", "2026-02-02 01:00:00");
    expect(shownIn(second.achievements)).toEqual(["hidden", "mystery"]);
    expect(shownIn(await listOf(profile))).toEqual(["hidden", "mystery"]);
    const rewards = await rewardsOf(profile);
    expect(rewards).toHaveLength(3);
    expect(JSON.stringify(rewards)).not.toMatch(/Secret|x-/);
    const [, mysteryId, internalId] = ids;
    const other = await newProfile();
    for (const id of [mysteryId, internalId]) {
      const answer = await add(other, Number(id), 1);
      expect(answer).toMatchObject({ id: null, name: null, handle: null, progress: [] });
    }
  });

  const factOf = async (profileId: string, now: string) => {
    const ids = [profileIdSchema.parse(profileId)];
    const facts = await database.transact((deps) => readProgressFacts(deps, ids), at(now));
    return z.array(progressFactSchema).parse(JSON.parse(JSON.stringify(facts)))[0] ?? null;
  };
  /** Changes whenever devices are sent what the profile has of achievements. */
  const sentAt = async (profileId: string) =>
    (
      await database.run(
        `select tx, seq from feed where collection = 'progress' and doc_id = '${profileId}'`,
      )
    ).map(({ tx, seq }) => `${tx} ${seq}`)[0] ?? null;

  it("[M10] tells a device what its customer is shown, and nothing else", async () => {
    const seen = { counts: "sales", levels: [level(2, unlocking(REWARD))] };
    const ids: number[] = [];
    for (const display_option of ["visible", "hidden", "mystery", "internal"]) {
      const body = { ...seen, display_option, product_conditions: null, region_id: null };
      const isSecret = { profile_conditions: { in: ["m10", { var: "flattened_tags" }] } };
      ids.push((await define(`m10-${display_option}`, { ...body, ...isSecret })).id);
    }
    const { id: profile } = await post("/profiles", { email: "m10@example.com", tags: ["m10"] });
    const now = "2026-03-03T02:00:00";
    const named = async () =>
      (await factOf(profile, now))?.achievements.map(({ definition }) => definition.name) ?? null;
    expect([await named(), await sentAt(profile)]).toEqual([null, null]);
    await sell(profile, "any", "2026-02-01 01:00:00");
    expect(await named()).toEqual(["m10-visible", "m10-hidden"]);
    await sell(profile, "any", "2026-02-02 01:00:00");
    expect(await named()).toEqual(["m10-visible", "m10-hidden", "m10-mystery"]);
    const text = JSON.stringify(
      await database.transact(
        (deps) => readProgressFacts(deps, [profileIdSchema.parse(profile)]),
        at(now),
      ),
    );
    for (const secret of ["internal", "flattened_tags", "ten", "handle", "counts"]) {
      expect(text).not.toContain(secret);
    }
    // What head office changes reaches the devices that hold it.
    const before = await sentAt(profile);
    const path = `PUT /achievements/definitions/${ids[0]}`;
    expect((await world.ask(path, { body: { display_option: "internal" } })).status).toBe(200);
    expect(await named()).toEqual(["m10-hidden", "m10-mystery"]);
    expect(await sentAt(profile)).not.toBe(before);
  });

  it("[M10] a device knows by its clock what the API says later", async () => {
    const levels = [level(2, { allow_multiple_earn: true }), level(4), level(6)];
    for (const [handle, body] of Object.entries({
      "m10-month": { period: "monthly", display_option: "hidden" },
      "m10-week": { period: "weekly" },
      "m10-year": { enable_annual_earn_cycle: true },
      "m10-life": {},
    })) {
      await define(handle, { ...body, levels });
    }
    const profile = await newProfile();
    const all = (await world.ask("GET /achievements/definitions?page[size]=100")).body.data;
    const ids = new Map<string, number>(
      all.map(({ handle, id }: { readonly handle: string; readonly id: number }) => [handle, id]),
    );
    for (const handle of ["m10-month", "m10-week", "m10-year", "m10-life"]) {
      const id = Number(ids.get(handle));
      await add(profile, id, 3, { issued_at: "2026-03-01 09:00:00" });
      await add(profile, id, 2, { expires_at: "2026-03-05" });
    }
    const fact = await factOf(profile, "2026-03-03T02:00:00");
    for (const later of [
      "2026-03-03T02:00:00",
      "2026-03-05T12:59:59",
      "2026-03-05T13:00:00",
      "2026-03-08T13:00:00",
      "2026-03-31T12:59:59",
      "2026-03-31T13:00:00",
      "2027-03-02T13:00:00",
    ]) {
      world.setClock(at(later));
      const there = (await listOf(profile)).filter(
        ({ handle, progress }: { readonly handle: string | null; readonly progress: unknown[] }) =>
          handle?.startsWith("m10-") && progress.length > 0,
      );
      const here = (fact?.achievements ?? []).flatMap((held) => {
        const { progress, shown, cycleEndsAt } = standingIn(held, at(later));
        if (shown !== "all") return [];
        return {
          name: held.definition.name,
          score: progress.score / 100,
          next: progress.next?.trigger ?? null,
          current: progress.current?.trigger ?? null,
          ends: cycleEndsAt && formatV3(cycleEndsAt),
        };
      });
      expect(here, later).toEqual(
        there.map(({ name, progress: [figures] }: Shown) => ({
          name,
          score: figures.current_score,
          next: figures.next_level?.trigger ?? null,
          current: figures.current_level?.trigger ?? null,
          ends: figures.anniversary_at,
        })),
      );
    }
    world.setClock(at("2026-03-03T02:00:00"));
  });

  it("[M2] keeps what a long history comes to, is verified, and is rebuilt", async () => {
    const { id } = await define("long", { levels: [level(40), level(50)] });
    const profile = await newProfile();
    const dayBefore = (days: number) =>
      new Date(Date.parse("2026-03-03T00:00:00Z") - days * 86_400_000).toISOString().slice(0, 10);
    for (let days = 80; days > 40; days -= 1) {
      await add(profile, id, 1, { issued_at: dayBefore(days) });
    }
    const kept = async () =>
      (
        await database.run(
          `select checkpoint from achievement_unlocks where profile_id = '${profile}'`,
        )
      ).map(({ checkpoint }) =>
        checkpoint === null ? null : JSON.parse(String(checkpoint)).score,
      );
    expect(await kept()).toEqual([40_00]);
    await add(profile, id, 1);
    expect(await progressOf(profile, "long")).toMatchObject({ current_score: 41 });
    // A count of long ago: everything is read again, and kept again.
    await add(profile, id, 2, { issued_at: dayBefore(80) });
    expect(await kept()).toEqual([42_00]);
    await add(profile, id, -1);
    expect(await progressOf(profile, "long")).toMatchObject({ current_score: 42 });
    const read = async () =>
      (
        await verifyLedger({ ...world.store.read(TEST_TENANT), now: systemClock() })
      ).differences.filter((each) => each.profileId === profile);
    expect(await read()).toEqual([]);
    const where = `profile_id = '${profile}' and day = '${dayBefore(60)}'`;
    await database.run(`update achievement_days set gained = 700 where ${where}`);
    const wrong = { part: "achievement counts", stored: "+700 -0", rebuilt: "+100 -0" };
    expect(await read()).toMatchObject([wrong]);
    await rebuildAll(world.store, TEST_TENANT, () => {});
    expect(await read()).toEqual([]);
    expect(await kept()).toEqual([null]);
    expect(await progressOf(profile, "long")).toMatchObject({ current_score: 42 });
  });

  it("[M9] stores nothing for a profile that it hasn't counted anything for", async () => {
    const profile = await newProfile();
    await sell(profile, "nothing-counts-this", "2026-02-01 01:00:00");
    expect(await sentAt(profile)).toBeNull();
    for (const table of ["achievement_counts", "achievement_days", "achievement_unlocks"]) {
      const rows = await database.run(`select * from ${table} where profile_id = '${profile}'`);
      expect(rows, table).toEqual([]);
    }
    const all = await listOf(profile);
    expect(
      all.every(({ progress }: { readonly progress: unknown[] }) => progress.length === 0),
    ).toBe(true);
  });

  it("answers a repeat under the same key, and refuses another body", async () => {
    const { id } = await define("once", {});
    const profile = await newProfile();
    const ask = (count: number) =>
      world.ask(`POST /profiles/${profile}/achievements`, {
        body: { definition_id: id, count, meta: { why: "visit" } },
        headers: { "idempotency-key": "count-once" },
      });
    const answers = [await ask(2), await ask(2), await ask(3)];
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 409]);
    expect(answers[1]?.body.data.progress).toMatchObject([{ current_score: 2 }]);
  });

  it("refuses what can't be counted or defined, at the field", async () => {
    const { id } = await define("window", { starts_at: "2026-02-01", ends_at: "2026-02-10" });
    const far = await define("elsewhere", { region_id: "elsewhere" });
    const profile = await newProfile();
    const path = `/profiles/${profile}/achievements`;
    const count = (body: object) => refused(path, { definition_id: id, count: 1, ...body });
    expect(await count({})).toEqual(["issued_at"]);
    expect(await count({ issued_at: "2026-04-01" })).toEqual(["issued_at"]);
    const inside = { issued_at: "2026-02-10 20:00:00" };
    expect(await count({ ...inside, expires_at: "2026-02-09" })).toEqual(["expires_at"]);
    expect(await count({ definition_id: 999_999 })).toEqual(["definition_id"]);
    expect(await count({ definition_id: far.id })).toEqual(["definition_id"]);
    expect(await count({ count: 0 })).toEqual(["count"]);
    expect(await count({ count: 1.5 })).toEqual(["count"]);
    await add(profile, id, 1, inside);
    const definitions = "/achievements/definitions";
    const wrong = (body: object) =>
      refused(definitions, { name: "W", handle: `w${made++}`, levels: [level(1)], ...body });
    expect(await wrong({ levels: [] })).toEqual(["levels"]);
    expect(await wrong({ levels: [level(1), level(1)] })).toEqual(["levels.1.trigger"]);
    const repeats = { repeats: true, repeat_interval: 5 };
    expect(await wrong({ levels: [level(1, repeats), level(2)] })).toEqual(["levels.0.repeats"]);
    expect(await wrong({ levels: [level(1, { repeats: true })] })).toEqual([
      "levels.0.repeat_interval",
    ]);
    expect(await wrong({ levels: [level(1, unlocking({ ...REWARD, id: "none" }))] })).toEqual([
      "levels.0.meta.unlocks.0",
    ]);
    expect(await wrong({ period: "daily", enable_annual_earn_cycle: true })).toEqual([
      "enable_annual_earn_cycle",
    ]);
    expect(await wrong({ starts_at: "2026-02-02", ends_at: "2026-02-01" })).toEqual(["ends_at"]);
    const fixed = await world.ask(`PUT ${definitions}/${id}`, { body: { period: "daily" } });
    expect(Object.keys(fixed.body.errors)).toEqual(["period"]);
    const kept = await world.ask(`DELETE ${definitions}/${id}`);
    expect(kept.status).toBe(409);
    expect((await world.ask(`DELETE ${definitions}/${far.id}`)).status).toBe(204);
  });
});
