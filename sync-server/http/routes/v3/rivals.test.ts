import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "#sync-server/demo/random.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { type Answer, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";
import { verifyLedger } from "#sync-server/verify/verify.ts";

const CLIENTS = 16;
const OF_EACH = 24;

/** Every request is sent so often, by whichever client comes to it, at the same time or later. */
const SENT = 3;

/** A request, and what each of its answers said. */
type Sent = {
  readonly request: string;
  readonly body: object;
  readonly key: string;
  readonly answers: Answer[];
};

const isReversed = (redemptionNumber: number): boolean => redemptionNumber % 3 === 0;

describe.for(databases)("one profile under sixteen clients on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let profileId: string;
  let fiveId: number;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    await post("/points/definitions", { name: "Points", handle: "points", decimals: 0 });
    const five = { name: "Five", handle: "five", value: 5, type: "points", period: 30 };
    const price = { point_price: 50, point_handle: "points" };
    fiveId = (await post("/rewards/definitions", { ...five, ...price })).id;
    profileId = (await post("/profiles", { email: "rivals@example.com" })).id;
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const post = (path: string, body: object) => world.post(path, body);

  it("[L3] [L4] loses and creates nothing, however often each request is repeated", async () => {
    const random = createRandom(7);
    const cents = (max: number) => random.between(1, max) / 100;
    const draw = (request: string, bodyOf: (n: number) => object): readonly Sent[] =>
      Array.from({ length: OF_EACH }, (_, n) => {
        const body = bodyOf(n);
        return { request, body, key: `${n} ${JSON.stringify(body)}`, answers: [] };
      });
    const saleOf = (n: number) => ({ profile_id: profileId, external_id: `SALE-${n}` });
    const sales = draw("POST /transactions/update-create", (n) => ({
      ...{ ...saleOf(n), receipt_ref: `R-${n}` },
      ...{ total: random.between(5, 60), transacted_at: "2026-03-02 10:00:00" },
    }));
    // Some returns arrive before their sale.
    const returns = draw("POST /transactions/update-create", (n) => ({
      ...{ profile_id: profileId, external_id: `BACK-${n}`, linked_receipt_ref: `R-${2 * n}` },
      ...{ total: -random.between(1, 5), transacted_at: "2026-03-02 11:00:00" },
    })).slice(0, OF_EACH / 2);
    const issues = draw("POST /rewards", () => ({
      ...{ profile_id: profileId, reward_definition_id: fiveId, value_initial: cents(900) },
    }));
    const exchanges = draw("POST /rewards/exchange", () => ({
      ...{ profile_id: profileId, reward_definition_id: fiveId },
    }));
    const redeems = draw(`POST /profiles/${profileId}/redeem`, () => ({
      ...{ amount: cents(1500), strategies: ["rewards"], strict: random.chance(0.5) },
    }));

    const all = [...sales, ...returns, ...issues, ...exchanges, ...redeems];
    const queue = Array.from({ length: SENT }, () => all)
      .flat()
      .map((each) => ({ each, order: random.next() }))
      .sort((a, b) => a.order - b.order)
      .map(({ each }) => each);
    const reversed: Answer[] = [];
    const client = async () => {
      for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
        const headers = { "idempotency-key": next.key };
        const answer = await world.ask(next.request, { body: next.body, headers });
        next.answers.push(answer);
        // Two clients that get the same answer undo the same redemption.
        if (redeems.includes(next) && answer.status === 201 && isReversed(answer.body.data.id)) {
          reversed.push(await world.ask(`POST /redemptions/${answer.body.data.id}/reversal`));
        }
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, client));

    for (const { request, answers } of all) {
      expect(answers).toHaveLength(SENT);
      const [first, ...others] = answers.map(({ body }) => body.data?.id ?? body.errors);
      expect(first, request).toBeDefined();
      for (const other of others) expect(other).toEqual(first);
    }
    const doneOf = (sent: readonly Sent[]) =>
      sent.flatMap(({ answers: [first] }) =>
        first && first.status < 300 ? [first.body.data] : [],
      );
    expect(doneOf(sales)).toHaveLength(sales.length);
    expect(doneOf(returns)).toHaveLength(returns.length);
    expect(doneOf(issues)).toHaveLength(issues.length);

    const inCents = (amounts: readonly number[]) =>
      amounts.reduce((sum, amount) => sum + Math.round(amount * 100), 0);
    const exchanged = doneOf(exchanges).length;
    const given = inCents(doneOf(issues).map(({ value_initial }) => value_initial));
    const spent = inCents(doneOf(redeems).map(({ total }) => total));
    const totalOf = new Map(doneOf(redeems).map(({ id, total }) => [id, total]));
    const undone = [...totalOf].filter(([id]) => isReversed(id)).map(([, total]) => total);
    expect(reversed.every(({ status }) => status < 300)).toBe(true);
    expect(reversed).toHaveLength(SENT * undone.length);
    expect(undone.length).toBeGreaterThan(0);

    const { data } = (await world.ask(`GET /profiles/${profileId}/balances`)).body;
    expect(inCents([data.reward_balance])).toBe(given + 500 * exchanged - spent + inCents(undone));
    const totals = [...sales, ...returns].map(({ body }) => ("total" in body ? body.total : 0));
    const earned = totals.reduce<number>((sum, total) => sum + Number(total), 0);
    expect(data.point_balance).toBe(earned - 50 * exchanged);
    expect(exchanged).toBeGreaterThan(0);
    expect(exchanged).toBeLessThan(exchanges.length);
    const verified = await database.transact((deps) => verifyLedger(deps));
    expect(verified).toMatchObject({ isWhole: true, profiles: 1 });
  });
});
