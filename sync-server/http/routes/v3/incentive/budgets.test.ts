import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { locationIdSchema } from "#shared/kernel/ids.ts";
import { commandKinds } from "#shared/sync/command.ts";
import { createRandom } from "#sync-server/demo/random.ts";
import { readConfigFacts } from "#sync-server/sync/read-config-facts.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { type Answer, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";
import { rebuildAll } from "#sync-server/verify/rebuild-all.ts";
import { verifyLedger } from "#sync-server/verify/verify.ts";

const CLIENTS = 16;

describe.for(databases)("budgets over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
  });
  // What one test defines earns nothing in the next.
  afterEach(async () => {
    for (const id of pointIds.splice(0))
      await put(`/points/definitions/${id}`, { is_archived: true });
  });
  afterAll(async () => {
    expect((await database.transact((deps) => verifyLedger(deps))).differences).toEqual([]);
    await world.close();
    await database.drop();
  });

  const post = async (path: string, body: object, status = 201) => {
    const answer = await world.ask(`POST ${path}`, { body });
    expect(answer.status, `${path}: ${JSON.stringify(answer.body)}`).toBe(status);
    return answer.body.data ?? answer.body;
  };
  const put = async (path: string, body: object, status = 200) => {
    const answer = await world.ask(`PUT ${path}`, { body });
    expect(answer.status, `${path}: ${JSON.stringify(answer.body)}`).toBe(status);
    return answer.body.data ?? answer.body;
  };
  const get = async (path: string) => (await world.ask(`GET ${path}`)).body.data;
  let made = 0;
  const newProfile = async (): Promise<string> =>
    (await post("/profiles", { email: `g${made++}@example.com` })).id;
  const newHandle = () => `h-${made++}`;
  const money = (total: number | null, more: object = {}) => ({
    budget: { counted_in: "money", total, ...more },
  });
  const issues = (total: number | null, more: object = {}) => ({
    budget: { counted_in: "issues", total, ...more },
  });
  /** Points worth a dollar each. */
  const pointIds: number[] = [];
  const definePoints = async (more: object = {}) => {
    const handle = newHandle();
    const worth = { name: handle, handle, earn_rate: 0, exchange_rate: 1, decimals: 0 };
    const points = await post("/points/definitions", { ...worth, ...more });
    pointIds.push(points.id);
    return points;
  };
  const defineReward = async (more: object = {}) =>
    post("/rewards/definitions", {
      ...{ name: "Ten", handle: newHandle(), value: 10, type: "campaign", ...more },
    });
  const saleOf = (profile_id: string, total: number, more: object = {}) => ({
    ...{ profile_id, total, external_id: newHandle(), transacted_at: "2026-03-02 10:00:00" },
    ...more,
  });
  const sell = (profile_id: string, total: number, more: object = {}) =>
    post("/transactions/update-create", saleOf(profile_id, total, more));
  const budgetOf = async (path: string) => (await get(path)).budget;
  const marksOf = async (definitionId: number): Promise<readonly number[]> =>
    (await get("/events?filter[event]=budget.reached&page[size]=100"))
      .map((event: { context: { definitionId: number; mark: number } }) => event.context)
      .filter((each: { definitionId: number }) => each.definitionId === definitionId)
      .map((each: { mark: number }) => each.mark)
      .sort((a: number, b: number) => a - b);
  const atOnce = async (requests: readonly (() => Promise<Answer>)[]) => {
    const queue = [...requests];
    const answers: Answer[] = [];
    const client = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) answers.push(await next());
    };
    await Promise.all(Array.from({ length: CLIENTS }, client));
    return answers;
  };

  it("[G3] T43: issues exactly the budget of a rate to 16 clients with 48 sales, and what comes back", async () => {
    const points = await definePoints();
    const of = { name: "Campaign", handle: points.handle, rate: 1 };
    const rate = await post("/rates", { ...of, ...money(100) });
    const buyers = await Promise.all(Array.from({ length: 48 }, newProfile));
    const sales = buyers.map((id) => saleOf(id, 10, { receipt_ref: newHandle() }));
    const answers = await atOnce(
      sales.map((body) => () => world.ask("POST /transactions/update-create", { body })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(48).fill(201));
    const earnedOf = ({ body }: Answer) => body.data.earned;
    const earned = (answer: Answer) =>
      earnedOf(answer).definitions.find((each: { id: number }) => each.id === points.id)?.points;
    const paid = answers.filter((answer) => earned(answer) === 10);
    const left = answers.filter((answer) => earned(answer) !== 10);
    expect([paid.length, left.length]).toEqual([10, 38]);
    for (const answer of left) {
      expect(earnedOf(answer).budgets_reached).toEqual([
        { type: "rate", id: rate.id, name: "Campaign" },
      ]);
    }
    expect(await budgetOf(`/rates/${rate.id}`)).toMatchObject({ total: 100, used: 100, left: 0 });
    expect(await marksOf(rate.id)).toEqual([80, 100]);

    const sold = paid[0]?.body.data;
    await sell(sold.profile_id, -10, { linked_receipt_ref: sold.receipt_ref });
    expect(await budgetOf(`/rates/${rate.id}`)).toMatchObject({ used: 90, left: 10 });
    const next = await newProfile();
    expect((await sell(next, 6)).earned.points).toBe(6);
    // A rest of 4 gives nothing to an issue of 10, and never a part.
    const late = await sell(await newProfile(), 10);
    expect(late.earned.points).toBe(0);
    expect(late.earned.budgets_reached).toHaveLength(1);
    expect((await sell(await newProfile(), 4)).earned.points).toBe(4);
    expect(await marksOf(rate.id)).toEqual([80, 100]);
  });

  it("[G3] lets the next rate apply in place of one whose budget is reached, and says why", async () => {
    const points = await definePoints({ earn_rate: 1 });
    const rateOf = (name: string, rate: number, more: object) =>
      post("/rates", { name, handle: points.handle, rate, ...more });
    const best = await rateOf("Triple", 3, { priority: 9, ...money(40) });
    await rateOf("Double", 2, { priority: 5, ...issues(null, { per_profile: 1 }) });
    const buyer = await newProfile();
    const look = async (price: number) => {
      const body = { profile_id: buyer, price, handle: points.handle };
      return (await post("/rates/calculate", body, 200)).definitions[0];
    };
    const reasons = ({ rates }: { rates: readonly { name: string; reason: string | null }[] }) =>
      Object.fromEntries(rates.map(({ name, reason }) => [name, reason]));
    expect(reasons(await look(10))).toEqual({ Triple: null, Double: "outranked" });
    expect((await look(10)).points).toBe(30);
    await sell(buyer, 10);
    const second = await look(10);
    expect(second.points).toBe(20);
    expect(reasons(second)).toEqual({ Triple: "budget_reached", Double: null });
    expect((await sell(buyer, 10)).earned.points).toBe(20);
    const third = await look(10);
    expect(third.points).toBe(10);
    expect(reasons(third)).toEqual({ Triple: "budget_reached", Double: "budget_reached" });
    expect((await sell(buyer, 10)).earned.points).toBe(10);
    // Somebody else hasn't had the second one yet, and the first fits a smaller sale.
    expect((await sell(await newProfile(), 10)).earned.points).toBe(20);
    expect((await sell(buyer, 3)).earned.points).toBe(9);
    expect(await budgetOf(`/rates/${best.id}`)).toMatchObject({ used: 39, left: 1 });
  });

  it.for([11, 109, 115, 135])(
    "[G4] [G5] what is used follows returns, voids and corrections in any order (%i)",
    async (seed) => {
      // Worth so little that rounding shows.
      const worth = { earn_rate: 1.3, decimals: 2, exchange_rate: 0.37 };
      const points = await definePoints({ ...worth, ...money(100_000) });
      const rate = await post("/rates", {
        ...{ name: "Double", handle: points.handle, rate: 2, ...money(100_000) },
        product_conditions: { "==": [{ var: "sku" }, "A"] },
      });
      const random = createRandom(seed);
      const some = <T>(from: readonly T[]): T => from[random.between(0, from.length - 1)] as T;
      const sales = await Promise.all(
        [1, 2, 3].map(async (n) => ({
          ...saleOf(await newProfile(), 40 + n, { receipt_ref: newHandle() }),
          items: [
            { name: "A", sku: "A", quantity: 1, price_sell: 30 },
            { name: "B", sku: "B", quantity: 1, price_sell: 10 + n },
          ],
        })),
      );
      const returns = sales.flatMap(
        ({ profile_id, receipt_ref }: (typeof sales)[number] & { receipt_ref?: string }) =>
          [7, 15, 20].map((back) => ({
            ...saleOf(profile_id, -back, { linked_receipt_ref: receipt_ref }),
            items: [{ name: "A", sku: "A", quantity: -1, price_sell: back }],
          })),
      );
      const all = [...sales, ...returns];
      const check = async () => {
        const rate_ = await budgetOf(`/rates/${rate.id}`);
        const { used } = await budgetOf(`/points/definitions/${points.id}`);
        const held = await Promise.all(
          sales.map(async ({ profile_id }) => {
            const { point_balance } = await get(`/profiles/${profile_id}/balances`);
            return Math.round(point_balance * 100);
          }),
        );
        const worthCents = held.map((each) => Math.floor((each * 37) / 100));
        expect(Math.round(used * 100)).toBe(worthCents.reduce((sum, each) => sum + each, 0));
        const [row] = await database.run(
          `select issues from budget_uses where definition_id = ${points.id} and holder = ''`,
        );
        expect(Number(row?.["issues"] ?? 0)).toBe(held.filter((each) => each > 0).length);
        expect(rate_.used).toBeLessThanOrEqual(used);
        expect((await database.transact((deps) => verifyLedger(deps))).differences).toEqual([]);
      };
      for (const body of [...all].sort(() => random.between(0, 2) - 1)) {
        await world.ask("POST /transactions/update-create", { body });
      }
      await check();
      for (let n = 0; n < 25; n++) {
        const body = { ...some(all), is_void: random.chance(0.5) };
        const answer = await world.ask("POST /transactions/update-create", { body });
        expect([200, 201]).toContain(answer.status);
        if (n % 8 === 0) await check();
      }
      for (const body of all) {
        await world.ask("POST /transactions/update-create", { body: { ...body, is_void: true } });
      }
      await check();
      expect(await budgetOf(`/points/definitions/${points.id}`)).toMatchObject({ used: 0 });
      expect(await budgetOf(`/rates/${rate.id}`)).toMatchObject({ used: 0 });
    },
  );

  it("[G3] a correction has room for what its sale has had, and counts once", async () => {
    const points = await definePoints({ earn_rate: 1, ...money(100) });
    const path = `/points/definitions/${points.id}`;
    const buyer = await newProfile();
    const first = saleOf(buyer, 60);
    const correct = async (body: object) =>
      (await world.ask("POST /transactions/update-create", { body })).body.data.earned;
    await correct(first);
    expect((await correct({ ...first, total: 90 })).points).toBe(90);
    expect(await budgetOf(path)).toMatchObject({ used: 90 });
    // A new version of the definition doesn't count it again.
    await put(path, { name: "Renamed" });
    expect((await correct({ ...first, total: 80, tags: ["x"] })).points).toBe(80);
    expect(await budgetOf(path)).toMatchObject({ used: 80, left: 20 });
    const over = await correct({ ...first, total: 101 });
    // What it had stays, and only what was added gets nothing.
    expect(over).toMatchObject({ points: 80, budgets_reached: [{ type: "point", id: points.id }] });
    expect(await budgetOf(path)).toMatchObject({ used: 80, left: 20 });
    expect((await get(`/profiles/${buyer}/balances`)).point_balance).toBe(80);
    expect((await correct({ ...first, total: 50, tags: ["y"] })).points).toBe(50);
    expect((await correct({ ...first, total: 70, tags: ["y"] })).points).toBe(70);
    // That stays so, although there is room now.
    expect((await correct({ ...first, total: 100, tags: ["z"] })).points).toBe(80);
    expect(await budgetOf(path)).toMatchObject({ used: 80, left: 20 });
  });

  it("[G3] a correction keeps what a rate gave, whatever others have used since and came back", async () => {
    const points = await definePoints({ earn_rate: 1 });
    const rate = await post("/rates", {
      ...{ name: "Triple", handle: points.handle, rate: 3 },
      ...money(150),
    });
    const path = `/rates/${rate.id}`;
    const [buyer, other] = [await newProfile(), await newProfile()];
    const first = saleOf(buyer, 40);
    const correct = async (body: object) =>
      (await world.ask("POST /transactions/update-create", { body })).body.data.earned;
    expect((await correct(first)).points).toBe(120);
    expect((await sell(other, 10)).earned.points).toBe(30);
    expect(await budgetOf(path)).toMatchObject({ used: 150, left: 0 });
    const over = await correct({ ...first, total: 60 });
    expect(over).toMatchObject({ points: 120, budgets_reached: [{ type: "rate", id: rate.id }] });
    expect(await budgetOf(path)).toMatchObject({ used: 150 });
    // Without the rate it would get more than it had.
    const more = await correct({ ...first, total: 130 });
    expect(more).toMatchObject({ points: 130, budgets_reached: [{ type: "rate", id: rate.id }] });
    expect(await budgetOf(path)).toMatchObject({ used: 30 });
    const receipt = newHandle();
    const third = saleOf(other, 30, { receipt_ref: receipt });
    expect((await correct(third)).points).toBe(90);
    expect((await correct({ ...third, total: 50 })).points).toBe(90);
    await sell(other, -40, { linked_receipt_ref: receipt });
    expect(await budgetOf(path)).toMatchObject({ used: 60 });
    await sell(other, -10, { linked_receipt_ref: receipt });
    expect(await budgetOf(path)).toMatchObject({ used: 30 });
    expect((await get(`/profiles/${other}/balances`)).point_balance).toBe(30);
  });

  it("[Q8] a dry run stops where the budget would have been used up", async () => {
    const points = await definePoints({ earn_rate: 1 });
    for (const total of [40, 50, 30, 10]) {
      await sell(await newProfile(), total, { transacted_at: "2026-02-10 10:00:00" });
    }
    const unsaved = { name: "Half", handle: points.handle, rate: 2, ...money(150) };
    const days = "from=2026-02-01&to=2026-02-28";
    const tried = await post(`/rates/dry-run?${days}`, unsaved, 200);
    // Double for 40 and 30, and for the last 10 of what was left; the others earn as they did.
    expect(tried).toMatchObject({
      was: { points: 130 },
      would: { points: 80 + 50 + 60 + 10 },
    });
    expect(await budgetOf(`/points/definitions/${points.id}`)).toBe(null);
  });

  it("[G2] rewards by hand: refused whole with what is left, and 16 clients get exactly that", async () => {
    const reward = await defineReward(money(95, { per_profile: 20 }));
    const path = `/rewards/definitions/${reward.id}`;
    const buyers = await Promise.all(Array.from({ length: 24 }, newProfile));
    const answers = await atOnce(
      buyers.map((profile_id) => () => {
        const body = { profile_id, reward_definition_id: reward.id };
        return world.ask("POST /rewards", { body });
      }),
    );
    const issued = answers.filter(({ status }) => status === 201).map(({ body }) => body.data);
    expect(issued).toHaveLength(9);
    const [refused] = answers.filter(({ status }) => status === 422);
    expect(refused?.body).toMatchObject({
      budget: { limit: "total", counted_in: "money", left: 5 },
      errors: { reward_definition_id: [expect.stringContaining("5 AUD left")] },
    });
    expect(await budgetOf(path)).toMatchObject({ used: 90, left: 5 });
    expect(await marksOf(reward.id)).toEqual([80]);

    const [one, two] = issued;
    expect((await world.ask(`DELETE /rewards/${one.id}`)).status).toBe(204);
    expect(await budgetOf(path)).toMatchObject({ used: 80 });
    // What was used isn't given back with the rest.
    await post(`/profiles/${two.profile_id}/redeem`, { amount: 4, strategies: ["rewards"] });
    expect((await world.ask(`DELETE /rewards/${two.id}`)).status).toBe(204);
    expect(await budgetOf(path)).toMatchObject({ used: 74, left: 21 });
    const again = { profile_id: two.profile_id, reward_definition_id: reward.id };
    const own = await world.ask("POST /rewards", { body: { ...again, value_initial: 17 } });
    expect(own.body.budget).toEqual({ limit: "per_profile", counted_in: "money", left: 16 });
    const third = await post("/rewards", { ...again, value_initial: 16 });
    const raised = await world.ask(`PUT /rewards/${third.id}`, {
      body: { value_initial: 19, value_remaining: 19 },
    });
    expect(raised).toMatchObject({
      status: 422,
      body: {
        errors: { value_initial: [expect.stringContaining("left for this profile")] },
        budget: { limit: "per_profile", counted_in: "money", left: 0 },
      },
    });
    await put(path, { budget: null });
    await put(`/rewards/${third.id}`, { value_initial: 19, value_remaining: 19 });
  });

  it("[G4] what expires or is erased stays used, and coming back isn't counted again", async () => {
    const reward = await defineReward({ ...issues(1), is_extendable: true, period: 1 });
    const path = `/rewards/definitions/${reward.id}`;
    const buyer = await newProfile();
    const old = { issued_at: "2026-01-01 10:00:00", expires_at: "2026-01-05 10:00:00" };
    const to = { profile_id: buyer, reward_definition_id: reward.id };
    const issued = await post("/rewards", { ...to, ...old });
    expect(await budgetOf(path)).toMatchObject({ used: 1, left: 0 });
    const extension = { ids: [issued.id], profile_id: buyer, extend_date: "2026-06-01" };
    await post("/rewards/extend", extension, 200);
    expect(await budgetOf(path)).toMatchObject({ used: 1, left: 0 });
    await world.ask(`DELETE /rewards/${issued.id}`);
    expect(await budgetOf(path)).toMatchObject({ used: 0, left: 1 });
    await post("/rewards", to);
    await world.ask(`DELETE /profiles/${buyer}/purge`);
    expect(await budgetOf(path)).toMatchObject({ used: 1, left: 0 });
  });

  it("[G10] of a campaign's parts are never exceeded together, also when head office moves some", async () => {
    const [one, other] = [await defineReward(money(30)), await defineReward(money(20))];
    const pathOf = ({ id }: { readonly id: number }) => `/rewards/definitions/${id}`;
    const profile_id = await newProfile();
    const askFor = (of: { readonly id: number }) =>
      atOnce(
        Array.from({ length: 6 }, () => () => {
          return world.ask("POST /rewards", { body: { profile_id, reward_definition_id: of.id } });
        }),
      );
    const given = async (of: { readonly id: number }) =>
      (await askFor(of)).filter(({ status }) => status === 201).length;
    await post("/rewards", { profile_id, reward_definition_id: one.id });
    // Two of the three that the first may give go to the second.
    await put(pathOf(one), money(10));
    expect(await given(one)).toBe(0);
    await put(pathOf(other), money(40));
    expect(await given(other)).toBe(4);
    const used = await Promise.all([one, other].map((of) => budgetOf(pathOf(of))));
    expect(used).toMatchObject([
      { used: 10, left: 0 },
      { used: 40, left: 0 },
    ]);
  });

  it("[G2] benefits: claims and issues stop at the budget, and the list leaves them out", async () => {
    const benefit = await post("/benefits/definitions", {
      ...{ name: "Coffee", handle: newHandle(), period: 30, is_claimable: true },
      ...{ is_reclaimable: true, value: 4, max_redemptions: 1 },
      ...issues(3, { per_profile: 1 }),
    });
    const buyer = await newProfile();
    const claimable = async (id: string) =>
      (await get(`/profiles/${id}/benefits/claimable`)).some(
        (each: { id: number }) => each.id === benefit.id,
      );
    expect(await claimable(buyer)).toBe(true);
    const claim = { definition: benefit.id };
    await post(`/profiles/${buyer}/benefits/claim-redeem`, claim);
    expect(await claimable(buyer)).toBe(false);
    expect(
      await world.ask(`POST /profiles/${buyer}/benefits/claim`, { body: claim }),
    ).toMatchObject({
      status: 422,
      body: {
        errors: { definition: [expect.stringContaining("0 issues left for this profile")] },
        budget: { limit: "per_profile", counted_in: "issues", left: 0 },
      },
    });
    const others = await Promise.all(Array.from({ length: 16 }, newProfile));
    const answers = await atOnce(
      others.map(
        (profile_id) => () =>
          world.ask("POST /benefits", { body: { profile_id, benefit_definition_id: benefit.id } }),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(2);
    expect(await budgetOf(`/benefits/definitions/${benefit.id}`)).toMatchObject({
      used: 3,
      left: 0,
    });
    expect(await marksOf(benefit.id)).toEqual([80, 100]);
  });

  it("[G6] a budget that only warns stops nothing, and says so once for each mark", async () => {
    const reward = await defineReward(money(20, { when_reached: "warn" }));
    const to = { profile_id: await newProfile(), reward_definition_id: reward.id };
    for (let n = 0; n < 4; n++) await post("/rewards", to);
    const path = `/rewards/definitions/${reward.id}`;
    expect(await budgetOf(path)).toMatchObject({ used: 40, left: 0, when_reached: "warn" });
    expect(await marksOf(reward.id)).toEqual([80, 100]);
    await put(path, money(50, { when_reached: "warn" }));
    const last = await post("/rewards", to);
    expect(await marksOf(reward.id)).toEqual([80, 80, 100, 100]);
    // What is given back reaches nothing, even if the total is lower now.
    await put(path, money(30, { when_reached: "warn" }));
    expect((await world.ask(`DELETE /rewards/${last.id}`)).status).toBe(204);
    expect(await marksOf(reward.id)).toEqual([80, 80, 100, 100]);
    await post("/rewards", to);
    expect(await marksOf(reward.id)).toEqual([80, 80, 80, 100, 100, 100]);
  });

  it("[G4] verify finds a wrong use, and rebuild restores it", async () => {
    const reward = await defineReward(money(100));
    const points = await definePoints({ earn_rate: 1, ...money(100) });
    const buyer = await newProfile();
    await post("/rewards", { profile_id: buyer, reward_definition_id: reward.id });
    await sell(buyer, 7);
    await database.run(
      `update budget_uses set cents = 5 where definition_id = ${reward.id} and holder = ''`,
    );
    await database.run(`delete from budget_uses where definition_id = ${points.id}`);
    const verify = async () =>
      (await database.transact((deps) => verifyLedger(deps))).differences.map(
        ({ profileId: _, ...difference }) => difference,
      );
    const found = [
      { part: `budget of definition ${reward.id}`, field: "cents", stored: "5", rebuilt: "1000" },
      ...["", "own"].flatMap(() => [
        { part: `budget of definition ${points.id}`, field: "cents", stored: "0", rebuilt: "700" },
        { part: `budget of definition ${points.id}`, field: "issues", stored: "0", rebuilt: "1" },
      ]),
    ];
    expect(await verify()).toEqual(found);
    const { differences } = await rebuildAll(world.store, TEST_TENANT, () => {});
    expect(differences).toBe(found.length);
    expect(await verify()).toEqual([]);
  });

  it("[G3] [G5] 16 clients who sell, return, void, issue and delete never pass a budget", async () => {
    const points = await definePoints({ earn_rate: 1, ...money(300) });
    const rate = await post("/rates", {
      ...{ name: "Campaign", handle: points.handle, rate: 2, ...issues(6, { per_profile: 2 }) },
    });
    const reward = await defineReward(money(70));
    const random = createRandom(5);
    const buyers = await Promise.all(Array.from({ length: 5 }, newProfile));
    const some = <T>(from: readonly T[]): T => from[random.between(0, from.length - 1)] as T;
    const update = (body: object) => () => world.ask("POST /transactions/update-create", { body });
    const sales = Array.from({ length: 30 }, () =>
      saleOf(some(buyers), random.between(5, 40), { receipt_ref: newHandle() }),
    );
    const later = sales.flatMap((sale, n) => {
      const linked_receipt_ref = Reflect.get(sale, "receipt_ref");
      const back = saleOf(sale.profile_id, -random.between(1, sale.total), { linked_receipt_ref });
      return [update(n % 3 === 0 ? { ...sale, is_void: true } : back)];
    });
    const rewards = Array.from({ length: 20 }, () => async () => {
      const body = { profile_id: some(buyers), reward_definition_id: reward.id };
      const issued = await world.ask("POST /rewards", { body });
      return issued.status === 201 && random.chance(0.4)
        ? world.ask(`DELETE /rewards/${issued.body.data.id}`)
        : issued;
    });
    const mixed = [...sales.map(update), ...later, ...rewards];
    const shuffled = mixed
      .map((each) => ({ each, at: random.between(0, 1_000_000) }))
      .sort((a, b) => a.at - b.at)
      .map(({ each }) => each);
    const statuses = new Set((await atOnce(shuffled)).map(({ status }) => status));
    expect([...statuses].filter((status) => ![200, 201, 204, 422].includes(status))).toEqual([]);
    for (const [path, total] of [
      [`/points/definitions/${points.id}`, 300],
      [`/rates/${rate.id}`, 6],
      [`/rewards/definitions/${reward.id}`, 70],
    ] as const) {
      const { used } = await budgetOf(path);
      expect(used, path).toBeGreaterThan(0);
      expect(used, path).toBeLessThanOrEqual(total);
    }
    expect((await database.transact((deps) => verifyLedger(deps))).differences).toEqual([]);
  });

  it("[G2] an achievement leaves out what its budget has no room for, and is unlocked all the same", async () => {
    const reward = await defineReward(issues(1));
    const meta = { unlocks: [{ type: "reward_definition", id: reward.id }] };
    const visits = await post("/achievements/definitions", {
      ...{ name: "Visits", handle: newHandle(), counts: "sales" },
      levels: [{ name: "First", display_number: 1, trigger: 1, meta }],
    });
    const held = async (id: string) => (await get(`/profiles/${id}/rewards`)).length;
    const [first, second] = [await newProfile(), await newProfile()];
    for (const id of [first, second]) {
      const sold = await sell(id, 5);
      expect(sold.achievements).toMatchObject([{ unlocked: [{ trigger: 1 }] }]);
    }
    expect([await held(first), await held(second)]).toEqual([1, 0]);
    await put(`/achievements/definitions/${visits.id}`, { ends_at: "2026-01-01" });
  });

  it("[G7] devices issue nothing alone, so they hold no part of a budget and don't know of it", async () => {
    expect(commandKinds).toEqual([
      "redeem",
      "redeem_benefit",
      // These issue something, but not before the server has decided.
      "reverse_redemption",
      "give_goodwill",
      "claim_benefit",
      "create_profile",
      "edit_profile",
      "add_note",
      "log_visit",
      "log_contact",
      "create_list",
      "add_list_item",
      "change_list_item",
      "remove_list_item",
      "step_connection",
      "claim_sale",
      "merge_profiles",
      "add_task",
      "change_task",
      "hand_over_book",
      "add_appointment",
      "change_appointment",
      "withdrawn",
    ]);
    const funding = [{ funder: "Acme", share: 100 }];
    const { id } = await defineReward({ ...money(10), funding });
    const facts = await database.transact((deps) =>
      readConfigFacts(deps, [`definition:${id}`], locationIdSchema.parse(1)),
    );
    expect(facts).toMatchObject([{ value: { id, budget: null, funding: [] } }]);
  });

  it("[G1] [G8] refuses a budget or shares that make no sense, by their field", async () => {
    const refused = async (path: string, body: object, field: string) => {
      const named = { name: "X", handle: newHandle(), ...body };
      const answer = await world.ask(`POST ${path}`, { body: named });
      expect([answer.status, Object.keys(answer.body.errors)]).toEqual([422, [field]]);
    };
    const reward = { value: 10, type: "other" };
    await refused("/rewards/definitions", { ...reward, ...money(null) }, "budget");
    await refused("/rewards/definitions", { ...reward, ...money(0) }, "budget.total");
    await refused("/rewards/definitions", { ...reward, ...issues(1.5) }, "budget.total");
    await refused("/points/definitions", { use: "tier", ...issues(5) }, "budget");
    await refused("/points/definitions", { exchange_rate: 0, ...money(5) }, "budget.counted_in");
    await refused("/benefits/definitions", { period: 1, ...money(5) }, "budget.counted_in");
    const { handle } = await definePoints({ exchange_rate: 0 });
    await refused("/rates", { handle, rate: 1, ...money(5) }, "budget.counted_in");
    const tier = await definePoints({ use: "tier" });
    await refused("/rates", { handle: tier.handle, rate: 1, ...issues(5) }, "budget");
    const funding = [{ funder: "brand", share: 60 }];
    await refused("/rewards/definitions", { ...reward, funding }, "funding");
  });
});
