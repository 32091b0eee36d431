import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { one, pageOf } from "#shared/api/envelope.ts";
import { pointViewSchema } from "#shared/api/incentive/points/point.ts";
import { rewardViewSchema } from "#shared/api/incentive/rewards/reward.ts";
import { addMs, instant } from "#shared/kernel/time.ts";
import { sweepDue } from "#sync-server/jobs/sweep-due.ts";
import { compareProjection } from "#sync-server/ledger/compare-projection.ts";
import { foldChain } from "#sync-server/ledger/read-chain.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { NOON } from "#sync-server/testing/seed.ts";
import { expectShape, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

const BIRTHDAY = {
  name: "Birthday $10",
  handle: "birthday-10",
  value: 10,
  max_value: "25.00",
  period: 30,
  period_type: "days",
  type: "birthday",
  is_assignable: true,
  is_published: true,
};

describe.for(databases)("incentives over the v3 API on $name", ({ create }) => {
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

  const post = (path: string, body: object) => world.post(path, body, [201]);
  let made = 0;
  const newProfile = () => post("/profiles", { email: `i${made++}@example.com` });
  const balances = async (id: string) =>
    (await world.ask(`GET /profiles/${id}/balances`)).body.data;

  describe("rewards", () => {
    let definitionId: number;
    beforeAll(async () => {
      definitionId = (await post("/rewards/definitions", { ...BIRTHDAY, handle: "gift" })).id;
    });

    it("[W2] T16: say when they end, which by the week may be two hours later", async () => {
      const week = { ...BIRTHDAY, handle: "week", period: null, period_type: "absolute_week" };
      await post("/rewards/definitions", week);
      const { id: profile_id } = await newProfile();
      world.setClock(instant(Date.parse("2026-11-29T11:00:00Z")));
      const late = await post("/rewards", { profile_id, reward_definition_handle: "week" });
      world.setClock(NOON);
      expect(late).toMatchObject({
        issued_local_at: "2026-11-29 22:00:00",
        expires_local_at: "2026-11-29 23:59:59",
      });
    });

    it("[W1] [W2] are issued for the definition's value, to the end of the local day", async () => {
      const profile = await newProfile();
      const answer = await world.ask("POST /rewards", {
        body: {
          profile_id: profile.id,
          reward_definition_id: String(definitionId),
          meta: { why: "x" },
        },
      });
      expectShape(one(rewardViewSchema), answer.body);
      expect(answer.body.data).toMatchObject({
        profile_id: profile.id,
        value_initial: 10,
        value_remaining: 10,
        timezone: "Australia/Melbourne",
        issued_at: "2026-03-03 02:00:00",
        issued_local_at: "2026-03-03 13:00:00",
        expires_at: "2026-04-02 12:59:59",
        expires_local_at: "2026-04-02 23:59:59",
        is_active: true,
        is_expired: false,
        meta: { why: "x" },
      });
      expect(await balances(profile.id)).toMatchObject({
        reward_balance: 10,
        combined_balance_dollars: 10,
      });
    });

    it("never exceed the definition's maximum", async () => {
      const { id } = await newProfile();
      const base = { profile_id: id, reward_definition_id: definitionId };
      const over = await world.ask("POST /rewards", { body: { ...base, value_initial: 25.01 } });
      expect(over.body.errors).toEqual({
        value_initial: ["The value initial must not be more than 25."],
      });
      for (const [body, field] of [
        [{ value_initial: 0 }, "value_initial"],
        [{ value_initial: 5, value_remaining: 6 }, "value_remaining"],
        [{ value_remaining: -1 }, "value_remaining"],
        [{ expires_at: "2020-01-01 00:00:00" }, "expires_at"],
        [{ timezone: "Mars/Olympus" }, "timezone"],
        [{ issued_at: "0001-01-01" }, "issued_at"],
      ] as const) {
        const refused = await world.ask("POST /rewards", { body: { ...base, ...body } });
        expect([refused.status, Object.keys(refused.body.errors ?? {})]).toEqual([422, [field]]);
      }
      expect(await balances(id)).toMatchObject({ reward_balance: 0 });
    });

    it("[W5] can be issued partly used, or for a later date from which they count", async () => {
      const { id } = await newProfile();
      const base = { profile_id: id, reward_definition_id: definitionId };
      const used = await post("/rewards", { ...base, value_initial: 20, value_remaining: 7.5 });
      expect(used).toMatchObject({ value_initial: 20, value_remaining: 7.5 });
      const later = await post("/rewards", { ...base, issued_at: "2026-03-10 00:00:00" });
      expect(later).toMatchObject({
        issued_at: "2026-03-09 13:00:00",
        is_active: false,
        is_expired: false,
      });
      const before = "filter[issued_at][lt]=2026-03-09";
      const listed = await world.ask(`GET /profiles/${id}/rewards?${before}`);
      expect(listed.body.data).toMatchObject([{ id: used.id }]);
      const tooEarly = { ...base, issued_at: "2026-03-10", expires_at: "2026-03-09" };
      const refused = await world.ask("POST /rewards", { body: tooEarly });
      expect([refused.status, Object.keys(refused.body.errors ?? {})]).toEqual([
        422,
        ["expires_at"],
      ]);
      expect(await balances(id)).toMatchObject({ reward_balance: 7.5 });
      world.setClock(addMs(NOON, 7 * 86_400_000));
      const active = await world.ask(`GET /rewards/${later.id}`);
      const held = await balances(id);
      world.setClock(NOON);
      expect(active.body.data).toMatchObject({ is_active: true });
      expect(held).toMatchObject({ reward_balance: 7.5 + later.value_initial });
    });

    it("have times in the body that are local to the reward's timezone, and returned in UTC", async () => {
      const { id } = await newProfile();
      const base = { profile_id: id, reward_definition_id: definitionId };
      const timezone = "Australia/Melbourne";
      const issue = { ...base, timezone, issued_at: "2024-12-05 08:30:00" };
      const issued = await post("/rewards", { ...issue, expires_at: "2027-01-31 18:00:00" });
      const shown = {
        issued_at: "2024-12-04 21:30:00",
        issued_local_at: "2024-12-05 08:30:00",
        expires_at: "2027-01-31 07:00:00",
        expires_local_at: "2027-01-31 18:00:00",
      };
      expect(issued).toMatchObject({ timezone, ...shown });
      expect((await world.ask(`GET /rewards/${issued.id}`)).body.data).toMatchObject(shown);

      const newYork = { ...issue, timezone: "America/New_York" };
      const abroad = await post("/rewards", newYork);
      expect(abroad.issued_at).toBe("2024-12-05 13:30:00");
      const body = { expires_at: "2027-07-31 18:00:00" };
      const changed = await world.ask(`PUT /rewards/${abroad.id}`, { body });
      expect(changed.body.data).toMatchObject({
        expires_at: "2027-07-31 22:00:00",
        expires_local_at: "2027-07-31 18:00:00",
      });
      const tenants = await post("/rewards", { ...base, issued_at: "2024-12-05 08:30:00" });
      expect(tenants).toMatchObject({ timezone, issued_at: "2024-12-04 21:30:00" });
      const exact = await post("/rewards", { ...newYork, issued_at: "2024-12-05T08:30:00+11:00" });
      expect(exact.issued_at).toBe("2024-12-04 21:30:00");
    });

    it("are already active in the response that issues them", async () => {
      const { id } = await newProfile();
      world.setTick(1);
      const reward = await post("/rewards", { profile_id: id, reward_definition_id: definitionId });
      world.setTick(0);
      world.setClock(NOON);
      expect(reward).toMatchObject({ is_active: true });
    });

    it("[W6] are extended together or not at all", async () => {
      const extendable = { ...BIRTHDAY, handle: "long", is_extendable: true, extend_days: 7 };
      const { id: reward_definition_id } = await post("/rewards/definitions", extendable);
      const { id } = await newProfile();
      const issue = { profile_id: id, reward_definition_id, expires_at: "2026-03-05" };
      const ids = [(await post("/rewards", issue)).id, (await post("/rewards", issue)).id];
      const extend = (body: object) =>
        world.ask("POST /rewards/extend", { body: { profile_id: id, ids, ...body } });
      expect((await extend({})).body.data).toMatchObject([
        { id: ids[0], expires_local_at: "2026-03-12 23:59:59", is_expired: false },
        { id: ids[1], expires_local_at: "2026-03-12 23:59:59", is_expired: false },
      ]);
      const plain = await post("/rewards", { profile_id: id, reward_definition_id: definitionId });
      const refused = await extend({ ids: [...ids, plain.id], extend_days: 1 });
      expect(refused.body.errors).toEqual({
        ids: [`Its definition doesn't let this reward be extended: ${plain.id}.`],
      });
      const other = await extend({ profile_id: (await newProfile()).id });
      expect(other.body.errors).toEqual({ ids: [`The profile has no such reward: ${ids[0]}.`] });
      expect((await world.ask(`GET /rewards/${ids[0]}`)).body.data).toMatchObject({
        expires_local_at: "2026-03-12 23:59:59",
      });
    });

    it("[W6] get back what a sweep took when they expired, each its own amount", async () => {
      const extendable = { ...BIRTHDAY, handle: "swept", is_extendable: true };
      const { id: reward_definition_id } = await post("/rewards/definitions", extendable);
      const { id } = await newProfile();
      const values = Array.from({ length: 12 }, (_, n) => n + 1);
      const ids: number[] = [];
      for (const value_initial of values) {
        const body = { profile_id: id, reward_definition_id, value_initial };
        const reward = await post("/rewards", { ...body, expires_at: "2026-03-05" });
        ids.push(reward.id);
      }
      // This one was used up before, so its expiry took nothing.
      await world.ask(`PUT /rewards/${ids[0]}`, { body: { value_remaining: 0 } });
      world.setClock(addMs(NOON, 20 * 86_400_000));
      const onFailure = (_due: unknown, error: unknown) => {
        throw error;
      };
      await sweepDue({ store: world.store, tenantId: TEST_TENANT, onFailure });
      const emptied = await balances(id);
      const left = async (days: number) => {
        const body = { profile_id: id, ids: [...ids, ids[3]], extend_days: days };
        const { data } = (await world.ask("POST /rewards/extend", { body })).body;
        return data.map((reward: { value_remaining: number }) => reward.value_remaining);
      };
      const tooShort = await left(1);
      const long = await left(30);
      const held = await balances(id);
      const again = await left(1);
      world.setClock(NOON);
      expect(emptied).toMatchObject({ reward_balance: 0 });
      expect(tooShort).toEqual(values.map(() => 0));
      expect(long).toEqual([0, ...values.slice(1)]);
      expect(held).toMatchObject({ reward_balance: 77 });
      expect(again).toEqual(long);
    });

    it("[W6] may still have expired after an extension, and say so", async () => {
      const extendable = { ...BIRTHDAY, handle: "late", is_extendable: true };
      const { id: reward_definition_id } = await post("/rewards/definitions", extendable);
      const { id } = await newProfile();
      const reward = await post("/rewards", {
        profile_id: id,
        reward_definition_id,
        expires_at: "2026-03-05",
      });
      const extend = async (body: object) =>
        (
          await world.ask("POST /rewards/extend", {
            body: { profile_id: id, ids: [reward.id], ...body },
          })
        ).body;
      expect(await extend({})).toMatchObject({
        errors: { ids: [expect.stringMatching(/^Say how/)] },
      });
      expect(await extend({ extend_days: 1, extend_date: "2026-03-31" })).toMatchObject({
        errors: { extend_date: ["The extend date must not be sent together with extend_days."] },
      });
      world.setClock(addMs(NOON, 20 * 86_400_000));
      const short = await extend({ extend_days: 7 });
      const long = await extend({ extend_date: "2026-03-31" });
      const held = await balances(id);
      world.setClock(NOON);
      const until = (day: string) => `2026-03-${day} 23:59:59`;
      expect(short.data).toMatchObject([{ expires_local_at: until("12"), is_expired: true }]);
      expect(long.data).toMatchObject([{ expires_local_at: until("31"), is_active: true }]);
      expect(held).toMatchObject({ reward_balance: reward.value_initial });
    });

    it("[W4] change through entries: the amount left and the expiry", async () => {
      const { id } = await newProfile();
      const reward = await post("/rewards", { profile_id: id, reward_definition_id: definitionId });
      const path = `/rewards/${reward.id}`;
      const changed = await world.ask(`PUT ${path}`, {
        body: {
          value_remaining: 4,
          expires_at: "2026-12-31 23:59:59",
          description: "Sorry",
          meta: { n: 1 },
        },
      });
      expectShape(one(rewardViewSchema), changed.body);
      expect(changed.body.data).toMatchObject({
        value_initial: 10,
        value_remaining: 4,
        expires_at: "2026-12-31 12:59:59",
        extended_at: "2026-03-03 02:00:00",
        description: "Sorry",
        meta: { n: 1 },
      });
      const kinds = await database.run(
        `select kind, amount from ledger_entries where profile_id = '${id}' order by sequence`,
      );
      expect(kinds.map((row) => [row["kind"], Number(row["amount"])])).toEqual([
        ["issue", 1000],
        ["extend", 0],
        ["adjust", -600],
      ]);
      const over = await world.ask(`PUT ${path}`, { body: { value_remaining: 11 } });
      expect(over.body.errors).toHaveProperty("value_remaining");
      expect((await world.ask(`PUT ${path}`, { body: { value_initial: 10 } })).status).toBe(200);
    });

    it("[W4] can be changed with value_initial and any value_remaining, as adjust entries", async () => {
      const { id } = await newProfile();
      const reward = await post("/rewards", { profile_id: id, reward_definition_id: definitionId });
      const path = `/rewards/${reward.id}`;
      for (const [value_initial, value_remaining] of [
        [20, 20],
        [50, 12.5],
        [5, 0],
        [5, 3],
        [8, 2],
        [8, 9],
        [10, 4],
      ] as const) {
        const values = { value_initial, value_remaining };
        const changed = await world.ask(`PUT ${path}`, { body: values });
        expect(changed.status, JSON.stringify(changed.body)).toBe(200);
        expect(changed.body.data).toMatchObject(values);
        expect((await world.ask(`GET ${path}`)).body.data).toMatchObject(values);
        expect(await balances(id)).toMatchObject({ reward_balance: value_remaining });
      }
      const only = await world.ask(`PUT ${path}`, { body: { value_initial: 30 } });
      expect(only.body.data).toMatchObject({ value_initial: 30, value_remaining: 4 });
      await post(`/profiles/${id}/redeem`, { amount: 4 });
      const again = await world.ask(`PUT ${path}`, { body: { value_remaining: 1 } });
      expect(again.body.data).toMatchObject({ value_initial: 30, value_remaining: 1 });
      const none = await world.ask(`PUT ${path}`, { body: { value_initial: 0 } });
      expect(none.body.errors).toHaveProperty("value_initial");

      const kinds = await database.run(
        `select distinct kind from ledger_entries where profile_id = '${id}' order by kind`,
      );
      expect(kinds.map((row) => row["kind"])).toEqual(["adjust", "issue", "redeem"]);
      const differences = await database.transact(async (deps) =>
        compareProjection(deps, await foldChain(deps, id)),
      );
      expect(differences).toEqual([]);
    });

    it("are 404 and gone from lists once deleted, and the ledger keeps them", async () => {
      const { id } = await newProfile();
      const issue = { profile_id: id, reward_definition_id: definitionId };
      const reward = await post("/rewards", { ...issue, external_id: "voucher-1" });
      const kept = await post("/rewards", { ...issue, value_initial: 3, expires_at: null });
      const redeemed = await post(`/profiles/${id}/redeem`, { amount: 6 });
      const path = `/rewards/${reward.id}`;
      expect((await world.ask(`DELETE ${path}`)).status).toBe(204);
      for (const gone of [`GET ${path}`, `GET /profiles/${id}${path}`, `DELETE ${path}`]) {
        expect((await world.ask(gone)).status, gone).toBe(404);
      }
      const put = await world.ask(`PUT ${path}`, { body: { value_remaining: 3 } });
      expect(put.status).toBe(404);
      for (const list of [`/rewards?filter[profile_id]=${id}`, `/profiles/${id}/rewards`]) {
        const { body } = await world.ask(`GET ${list}`);
        expect(body.data.map((each: { id: number }) => each.id)).toEqual([kept.id]);
        expect(body.meta.total).toBe(1);
      }

      const { total, items } = (await world.ask(`GET /redemptions/${redeemed.id}`)).body.data;
      expect([total, items.length]).toEqual([6, 1]);
      const entries = (await world.ask(`GET /profiles/${id}/ledgers`)).body;
      const left = (await balances(id)).reward_balance;
      expect(left).toBe(3);
      expect([entries.meta.total, entries.data[0].dollar_balance]).toEqual([4, left]);
      const [last] = await database.run(
        `select kind, amount from ledger_entries where profile_id = '${id}' order by sequence desc`,
      );
      expect([last?.["kind"], Number(last?.["amount"])]).toEqual(["adjust", -400]);
      const events = await world.ask(`GET /events?filter[profile_id]=${id}&page[size]=100`);
      const kinds = events.body.data.map((each: { event: string }) => each.event);
      expect(kinds).toContain("reward.deleted");
      await post("/rewards", { ...issue, external_id: "voucher-1" });
    });

    it("issued at the same moment with one external id are issued once", async () => {
      const profiles = [await newProfile(), await newProfile(), await newProfile()];
      for (let round = 0; round < 4; round++) {
        const answers = await Promise.all(
          profiles.map(({ id: profile_id }) =>
            world.ask("POST /rewards", {
              body: {
                ...{ profile_id, reward_definition_id: definitionId },
                external_id: `race-${round}`,
              },
            }),
          ),
        );
        expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422]);
        const refused = answers.find(({ status }) => status === 422);
        expect(refused?.body.errors).toHaveProperty("external_id");
      }
    });

    it("[W5] never become active if they are deleted before", async () => {
      const { id } = await newProfile();
      const issue = { profile_id: id, reward_definition_id: definitionId, issued_at: "2026-03-10" };
      const reward = await post("/rewards", issue);
      expect((await world.ask(`DELETE /rewards/${reward.id}`)).status).toBe(204);
      world.setClock(addMs(NOON, 8 * 86_400_000));
      const held = await balances(id);
      world.setClock(NOON);
      expect(held).toMatchObject({ reward_balance: 0, reward_pending: 0 });
    });

    it("can be deleted once used up", async () => {
      const { id } = await newProfile();
      const reward = await post("/rewards", { profile_id: id, reward_definition_id: definitionId });
      await post(`/profiles/${id}/redeem`, { amount: 10 });
      expect((await world.ask(`DELETE /rewards/${reward.id}`)).status).toBe(204);
      expect((await world.ask(`GET /rewards/${reward.id}`)).status).toBe(404);
    });

    it("[L7] expire to the second, and can be extended after that", async () => {
      const { id } = await newProfile();
      const reward = await post("/rewards", {
        profile_id: id,
        reward_definition_id: definitionId,
        expires_at: "2026-03-03 23:59:59",
      });
      world.setClock(instant(Date.UTC(2026, 2, 3, 12, 59, 59, 999)));
      expect(await balances(id)).toMatchObject({ reward_balance: 10 });
      world.setClock(instant(Date.UTC(2026, 2, 3, 13)));
      expect(await balances(id)).toMatchObject({ reward_balance: 0 });
      expect((await world.ask(`GET /rewards/${reward.id}`)).body.data.is_expired).toBe(true);
      await world.ask(`PUT /rewards/${reward.id}`, { body: { expires_at: "2026-03-04 23:59:59" } });
      expect(await balances(id)).toMatchObject({ reward_balance: 10 });
      world.setClock(NOON);
    });

    it("are issued once per idempotency key", async () => {
      const { id } = await newProfile();
      const body = { profile_id: id, reward_definition_id: definitionId };
      const headers = { "idempotency-key": "birthday-2026" };
      const first = await world.ask("POST /rewards", { body, headers });
      const again = await world.ask("POST /rewards", { body, headers });
      expect(again).toMatchObject({ status: 201, body: first.body });
      const other = await world.ask("POST /rewards", {
        body: { ...body, value_initial: 5 },
        headers,
      });
      expect(other.status).toBe(409);
      expect(await balances(id)).toMatchObject({ reward_balance: 10 });
    });

    it("are listed for all profiles and for one", async () => {
      const { id } = await newProfile();
      const rewards = [];
      for (const value_initial of [1, 2, 3]) {
        rewards.push(
          await post("/rewards", {
            profile_id: id,
            reward_definition_id: definitionId,
            value_initial,
          }),
        );
      }
      const all = await world.ask(`GET /rewards?filter[profile_id]=${id}&sort=-value_initial`);
      expectShape(pageOf(rewardViewSchema), all.body);
      expect(all.body.data).toEqual(rewards.toReversed());
      const some = await world.ask(`GET /profiles/${id}/rewards?filter[value_initial][gte]=2.00`);
      expect(some.body.data).toEqual(rewards.slice(1));
      const byHandle = await world.ask(
        `GET /profiles/${id}/rewards?filter[definition.handle]=nope`,
      );
      expect(byHandle.body.meta.total).toBe(0);
      const one_ = await world.ask(`GET /profiles/${id}/rewards/${rewards[0].id}`);
      expect(one_.body.data).toEqual(rewards[0]);
      const other = await newProfile();
      expect((await world.ask(`GET /profiles/${other.id}/rewards/${rewards[0].id}`)).status).toBe(
        404,
      );
    });
  });

  describe("points", () => {
    beforeAll(async () => {
      const definition = { name: "Points", handle: "points", earn_rate: 2 };
      await post("/points/definitions", definition);
    });

    it("are issued by hand, read and listed", async () => {
      const { id } = await newProfile();
      const [definition] = (await world.ask("GET /points/definitions")).body.data;
      const answer = await world.ask("POST /points", {
        body: {
          profile_id: id,
          point_definition_id: definition.id,
          value_initial: 500,
          value_remaining: 450,
          description: "Sorry",
        },
      });
      expectShape(one(pointViewSchema), answer.body);
      expect(answer.body.data).toMatchObject({
        value_initial: 500,
        value_remaining: 450,
        expires_at: null,
        status: "active",
        description: "Sorry",
      });
      expect(await balances(id)).toMatchObject({
        point_balance: 450,
        point_balance_dollars: 4.5,
        combined_balance_dollars: 4.5,
      });
      const points = answer.body.data;
      expect((await world.ask(`GET /points/${points.id}`)).body.data).toEqual(points);
      expect((await world.ask(`GET /profiles/${id}/points/${points.id}`)).body.data).toEqual(
        points,
      );
      const list = await world.ask(`GET /profiles/${id}/points`);
      expectShape(pageOf(pointViewSchema), list.body);
      expect(list.body.data).toEqual([points]);
      expect((await world.ask(`GET /points?filter[profile_id]=${id}`)).body.data).toEqual([points]);
      expect((await world.ask(`GET /rewards/${points.id}`)).status).toBe(404);
      for (const value_initial of [0, -5, 1.555, "many", 1e12]) {
        const refused = await world.ask("POST /points", {
          body: { profile_id: id, point_definition_id: definition.id, value_initial },
        });
        expect(refused.body.errors, String(value_initial)).toHaveProperty("value_initial");
      }
    });

    it("can have decimals: the definition says how many, by default two, and they are shown as set", async () => {
      const { id } = await newProfile();
      const fine = await post("/points/definitions", {
        name: "Fine",
        handle: "fine",
        earn_rate: 0,
      });
      expect(fine.decimals).toBe(2);
      const issue = { profile_id: id, point_definition_id: fine.id };
      const tenth = await post("/points", { ...issue, value_initial: 0.1 });
      expect(tenth).toMatchObject({ value_initial: 0.1, value_remaining: 0.1 });
      await post("/points", { ...issue, value_initial: "10.25", value_remaining: "10.2" });
      expect(await balances(id)).toMatchObject({ point_balance: 10.3, point_balance_dollars: 0.1 });
      const found = await world.ask(
        `GET /points?filter[profile_id]=${id}&filter[value_remaining]=10.20`,
      );
      expect(found.body.data).toMatchObject([{ value_initial: 10.25 }]);
      const [entry] = (await world.ask(`GET /profiles/${id}/ledgers`)).body.data;
      expect(entry).toMatchObject({ point_value: -0.05, point_balance: 10.3 });

      const redeemed = await post(`/profiles/${id}/redeem`, { amount: 0.05 });
      expect(redeemed.balances).toMatchObject({ point_balance: 5.3, point_balance_dollars: 0.05 });
      const redemption = await world.ask(`GET /redemptions/${redeemed.id}`);
      const counts = redemption.body.data.items.map((item: { count: number }) => item.count);
      expect(counts.reduce((sum: number, count: number) => sum + count, 0)).toBe(5);

      const one = await post("/points/definitions", {
        name: "One",
        handle: "one",
        earn_rate: 1,
        decimals: 1,
      });
      const whole = await post("/points/definitions", {
        name: "Whole",
        handle: "whole",
        earn_rate: 1,
        decimals: 0,
      });
      const buyer = await newProfile();
      const sale = await post("/transactions", {
        profile_id: buyer.id,
        total: 10.99,
        transacted_at: "2026-03-01 00:00:00",
      });
      const earned = (handle: string) =>
        sale.earned.definitions.find((each: { handle: string }) => each.handle === handle)?.points;
      expect([earned("points"), earned("one"), earned("whole")]).toEqual([21.98, 10.9, 10]);
      expect(sale.balances.point_balance).toBe(42.88);

      const refused = async (definition: { id: number }, value_initial: number) => {
        const body = { profile_id: id, point_definition_id: definition.id, value_initial };
        return (await world.ask("POST /points", { body })).body.errors;
      };
      expect(await refused(whole, 1.5)).toEqual({
        value_initial: [
          "The value initial must be a whole number: points of this definition have no decimals.",
        ],
      });
      expect(await refused(one, 1.25)).toEqual({
        value_initial: ["The value initial must have at most 1 decimal, as its definition says."],
      });
      const three = { name: "Three", handle: "three", decimals: 3 };
      const none = await world.ask("POST /points/definitions", { body: three });
      expect(none.body.errors).toHaveProperty("decimals");
      for (const definition of [one, whole]) {
        await world.ask(`PUT /points/definitions/${definition.id}`, { body: { earn_rate: 0 } });
      }
    });

    it("are no longer earned once their definition is deleted", async () => {
      const extra = await post("/points/definitions", { name: "Extra", handle: "extra" });
      const { id } = await newProfile();
      const transaction = { profile_id: id, total: 10, transacted_at: "2026-03-01 00:00:00" };
      const earned = (await post("/transactions", transaction)).earned;
      expect(earned.definitions.map((each: { handle: string }) => each.handle)).toContain("extra");
      expect((await world.ask(`DELETE /points/definitions/${extra.id}`)).status).toBe(409);
      const returned = await post("/transactions", { ...transaction, total: -10 });
      expect(returned.earned.points).toBe(-earned.points);
      expect((await world.ask(`DELETE /points/definitions/${extra.id}`)).status).toBe(204);
      const after = (await post("/transactions", transaction)).earned;
      expect(after.definitions.map((each: { handle: string }) => each.handle)).not.toContain(
        "extra",
      );
    });

    it("[P5] [L7] that have expired pay for no return, whether or not the job has run", async () => {
      const { id: definitionId } = await post("/points/definitions", {
        name: "Short",
        handle: "short",
        exchange_rate: 0.01,
        period: 1,
        period_type: "months",
      });
      const owedAfter = async (isSwept: boolean) => {
        world.setClock(NOON);
        const { id: profile_id } = await newProfile();
        const transaction = { profile_id, total: 100, transacted_at: "2026-03-02 10:00:00" };
        // The points of the first are spent, and those of the second expire.
        await post("/transactions", transaction);
        await post(`/profiles/${profile_id}/redeem`, { amount: 3, strategies: ["points"] });
        await post("/transactions", transaction);
        world.setClock(addMs(NOON, 60 * 86_400_000));
        if (isSwept) {
          const due = { kind: "expire_lots", key: profile_id } as const;
          await world.store.write("handleDue", TEST_TENANT, due);
        }
        const back = { ...transaction, total: -100, transacted_at: "2026-05-01 10:00:00" };
        await post("/transactions", back);
        const { data } = (await world.ask(`GET /profiles/${profile_id}/shortfalls`)).body;
        world.setClock(NOON);
        return data.map((owed: { readonly definition_id: number; readonly amount: number }) =>
          owed.definition_id === definitionId ? owed.amount : 0,
        );
      };
      const owed = await owedAfter(true);
      expect(owed).toEqual([100]);
      expect(await owedAfter(false)).toEqual(owed);
      await world.ask(`DELETE /points/definitions/${definitionId}`);
    });
  });
});
