import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMs, DAY_MS } from "#shared/kernel/time.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { NOON } from "#sync-server/testing/seed.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";
import { verifyLedger } from "#sync-server/verify/verify.ts";

describe.for(databases)("merging profiles over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let rewardId: number;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    const reward = { name: "Ten", handle: "ten", value: 10, type: "other", period: 30 };
    rewardId = (await post("/rewards/definitions", reward)).id;
    await post("/points/definitions", { name: "Points", handle: "points" });
    await post("/rates", { name: "Points", handle: "points", rate: 1 });
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const post = (path: string, body: object) => world.post(path, body, [200, 201]);
  const get = async (path: string) => (await world.ask(`GET ${path}`)).body.data;
  let made = 0;
  const person = async (more: object = {}) =>
    post("/profiles", {
      first_name: "Ada",
      last_name: "Hart",
      email: `merged${made++}@example.com`,
      ...more,
    });
  const merge = (winner: { id: string }, loser: { id: string }) =>
    world.ask("POST /profiles/merge", {
      body: { source_profile_id: loser.id, destination_profile_id: winner.id },
    });
  const reward = (profile: { id: string }, more: object = {}) =>
    post("/rewards", { profile_id: profile.id, reward_definition_id: rewardId, ...more });
  const sale = (profile: object, total: number, more: object = {}) =>
    post("/transactions", {
      ...profile,
      external_id: `sale-${made++}`,
      total,
      transacted_at: "2026-02-03 02:00:00",
      items: [{ name: "Thing", quantity: 1, price_sell: total }],
      ...more,
    });
  const balances = (profile: { id: string }) => get(`/profiles/${profile.id}/balances`);
  const expectWhole = async () =>
    expect(
      await database.transact((deps) => verifyLedger({ ...deps, now: addMs(NOON, 0) })),
    ).toMatchObject({ brokenLinks: [], differences: [], isWhole: true });

  it("[I3] move every lot as it is: none lost or doubled, and no entry written", async () => {
    const winner = await person();
    const loser = await person();
    const mine = await reward(winner);
    const theirs = await reward(loser);
    await sale({ profile_id: winner.id }, 100);
    await sale({ profile_id: loser.id }, 200);
    const count = "select count(*) as n from ledger_entries";
    const before = await database.run(count);
    const sum = [await balances(winner), await balances(loser)].map((each) => each.point_balance);
    const merged = await merge(winner, loser);
    expect(merged.status, JSON.stringify(merged.body)).toBe(200);
    expect(merged.body.data.id).toBe(winner.id);
    expect(await database.run(count)).toEqual(before);
    const after = await balances(winner);
    expect(after.point_balance).toBe(sum[0] + sum[1]);
    const held = await get(`/profiles/${winner.id}/rewards`);
    expect(held.map((each: { id: number }) => each.id).sort()).toEqual([mine.id, theirs.id].sort());
    await expectWhole();
    // Both pay, and each chain takes its own.
    const redeemed = await post(`/profiles/${winner.id}/redeem`, { amount: 15 });
    await expectWhole();
    await world.ask(`POST /redemptions/${redeemed.id}/reversal`);
    expect(await balances(winner)).toEqual(after);
    await expectWhole();
    const { aggregations } = (await world.ask(`GET /profiles/${winner.id}?include=aggregations`))
      .body.data;
    expect(JSON.stringify(aggregations)).toContain("300");
    const ledger = await get(`/profiles/${winner.id}/ledgers`);
    expect(ledger.length).toBeGreaterThanOrEqual(8);
  });

  it("[I3] take back the points of the loser's sale when it is returned to the winner", async () => {
    const winner = await person();
    const loser = await person();
    const sold = await sale({ profile_id: loser.id }, 50, { receipt_ref: "R-LOSER" });
    await merge(winner, loser);
    const before = (await balances(winner)).point_balance;
    expect(before).toBe(50);
    await sale({ profile_id: winner.id }, -50, {
      linked_receipt_ref: "R-LOSER",
      items: [{ name: "Thing", quantity: -1, price_sell: 50 }],
    });
    expect((await balances(winner)).point_balance).toBe(0);
    expect((await get(`/transactions/${sold.id}`)).profile_id).toBe(winner.id);
    await expectWhole();
  });

  it("[I2] [I7] take what is written to the loser at the same moment", async () => {
    const [winner, loser] = [await person(), await person()];
    const path = `/profiles/${loser.id}`;
    const answers = await Promise.all([
      merge(winner, loser),
      world.ask(`PUT ${path}`, { body: { company: "Late" } }),
      world.ask(`PUT ${path}/attributes/comms`, { body: { email_optout: true } }),
      world.ask(`POST ${path}/identities`, { body: { handle: "late", identifier: "7" } }),
      world.ask("POST /rewards", {
        body: { profile_id: loser.id, reward_definition_id: rewardId },
      }),
      world.ask(`POST ${path}/lists`, { body: { name: "Late" } }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 201, 201, 201]);
    expect(await get(`/profiles/${winner.id}`)).toMatchObject({
      ...{ company: "Late", attributes: { comms: { email_optout: true } }, reward_balance: 10 },
      identities: [{ handle: "late" }],
    });
    expect(await get(`/profiles/${winner.id}/lists`)).toMatchObject([{ name: "Late" }]);
    await expectWhole();
  });

  it("[I2] take what names the loser afterwards, and say whose it is now", async () => {
    const winner = await person();
    const loser = await person({
      identities: [{ handle: "card", identifier: "1001" }],
      mobile_phone: "0412 000 001",
    });
    await merge(winner, loser);
    expect((await sale({ profile_id: loser.id }, 10)).profile_id).toBe(winner.id);
    const byCard = { profile_id_handle: "card", profile_id: "1001" };
    expect((await sale(byCard, 10)).profile_id).toBe(winner.id);
    const edited = await world.ask(`PUT /profiles/${loser.id}`, { body: { tags: ["vip"] } });
    expect(edited.body.data).toMatchObject({ id: winner.id, tags: ["vip"] });
    const order = await post("/orders", { profile_id: loser.id, external_id: "O-1", total: 1 });
    expect(order.profile_id).toBe(winner.id);
    await reward(winner);
    const redeemed = await post(`/profiles/${loser.id}/redeem`, { amount: 1 });
    expect((await get(`/redemptions/${redeemed.id}`)).profile_id).toBe(winner.id);

    const gone = await world.ask(`GET /profiles/${loser.id}`);
    expect(gone.status).toBe(404);
    expect(gone.body.profile).toEqual({ id: winner.id });
    const blind = await world.tokenWith(["read-rewards"]);
    const unnamed = await world.ask(`GET /profiles/${loser.id}/rewards`, { token: blind });
    expect(unnamed.status).toBe(404);
    expect(JSON.stringify(unnamed.body)).not.toContain(winner.id);
    // Its unique values are the winner's now (trap of writing the winner first).
    const [card] = await get(`/profiles/${winner.id}/identities`);
    expect(card).toMatchObject({ identifier: "1001", merged_from: loser.id, is_primary: true });
    expect((await get(`/profiles/${winner.id}`)).mobile_phone).toBe("+61412000001");
    await expectWhole();
  });

  it("[I1] [I2] follow a chain of merges in one step, and never a circle", async () => {
    const [a, b, c] = [await person(), await person(), await person()];
    await post(`/profiles/${c.id}/identities`, { handle: "card", identifier: "C-1" });
    await reward(c);
    expect((await merge(b, c)).status).toBe(200);
    expect((await merge(a, b)).status).toBe(200);
    const card = { profile_id_handle: "card", profile_id: "C-1" };
    expect((await sale(card, 10)).profile_id).toBe(a.id);
    expect((await sale({ profile_id: c.id }, 10)).profile_id).toBe(a.id);
    const aliases = await database.run(
      `select distinct profile_id from profile_aliases where alias_id in ('${b.id}', '${c.id}')`,
    );
    expect(aliases).toEqual([{ profile_id: a.id }]);
    expect((await merge(a, a)).body.errors).toHaveProperty("source_profile_id");
    const again = await merge(a, b);
    expect(again.status).toBe(409);
    expect(again.body.profile).toEqual({ id: a.id });
    expect((await merge(b, a)).status).toBe(409);
    expect((await merge(a, { id: "00000000-0000-4000-8000-000000000000" })).status).toBe(422);
    await post(`/profiles/${a.id}/redeem`, { amount: 10 });
    await expectWhole();

    const [d, e] = [await person(), await person()];
    const crossed = await Promise.all([merge(d, e), merge(e, d)]);
    expect(crossed.map(({ status }) => status).sort()).toEqual([200, 409]);
    await expectWhole();
  });

  it("[I6] fill in what the winner hasn't got, and drop nothing silently", async () => {
    await post("/statuses", { name: "VIP", handle: "vip", period: 30, period_type: "days" });
    const size = (value: string) => ({ namespace: "fit", handle: "size", type: "string", value });
    const winner = await person({
      tags: ["vip", "a"],
      statuses: ["vip"],
      custom_attributes: [size("38")],
    });
    world.setClock(addMs(NOON, DAY_MS));
    const loser = await person({
      ...{ tags: ["vip", "b"], statuses: ["vip"], company: "Hart & Co", gender: "female" },
      ...{ birth_day: 3, birth_month: 4, birth_year: 1990, first_name: "Bo" },
      custom_attributes: [size("40"), { ...size("wide"), handle: "shape" }],
      addresses: [
        {
          address_line_1: "1 High St",
          city: "Perth",
          country: "AU",
          postcode: "6000",
          state: "WA",
        },
      ],
    });
    world.setClock(NOON);
    const { data } = (await merge(winner, loser)).body;
    expect(data).toMatchObject({
      ...{ first_name: "Ada", company: "Hart & Co", gender: "female", birth_day: 3 },
      ...{ tags: ["vip", "a", "b"], email: winner.email, statuses: ["vip"] },
    });
    const [mine] = await database.run(`select statuses from profiles where id = '${winner.id}'`);
    const [theirs] = await database.run(`select statuses from profiles where id = '${loser.id}'`);
    expect(mine).toEqual(theirs);
    expect(data.attributes.custom).toEqual({ fit: { size: "38", shape: "wide" } });
    expect(data.addresses).toHaveLength(1);
    expect(data.address).toMatchObject({ address_line_1: "1 High St" });
    const [row] = await database.run(
      `select body from profile_merges where loser_id = '${loser.id}'`,
    );
    expect(JSON.parse(String(row?.["body"])).overruled).toEqual(["fit:size"]);
  });

  it("[I7] keep the stricter side of a consent, however old", async () => {
    const winner = await person();
    const loser = await person();
    const comms = "attributes/comms";
    const said = { email_promo: true, sms_promo: true, post_promo: null };
    await world.ask(`PUT /profiles/${winner.id}/${comms}`, { body: said });
    const other = { email_optout: true, sms_promo: null, post_promo: false };
    await world.ask(`PUT /profiles/${loser.id}/${comms}`, { body: other });
    await merge(winner, loser);
    expect(await get(`/profiles/${winner.id}/${comms}`)).toMatchObject({
      ...{ email_promo: true, email_optout: true, sms_promo: true, post_promo: false },
      sms_optout: null,
    });
  });

  it("[I4] count a benefit for the person: T20 of two that were used, none is left", async () => {
    const once = { name: "Once", handle: "once", type: "other", period: 30, max_redemptions: 1 };
    const { id } = await post("/benefits/definitions", once);
    const winner = await person();
    const loser = await person();
    for (const each of [winner, loser]) {
      const benefit = await post("/benefits", { profile_id: each.id, benefit_definition_id: id });
      await post(`/profiles/${each.id}/benefits/${benefit.id}/redeem`, {});
    }
    expect((await merge(winner, loser)).status).toBe(200);
    const all = await get(`/redemptions?filter[profile_id]=${winner.id}`);
    expect(all).toHaveLength(2);
    await expectWhole();
  });

  it("[I5] [I9] unlock what only both together reach, and give nothing twice", async () => {
    const level = (trigger: number) => ({ name: `L${trigger}`, display_number: trigger, trigger });
    const unlocks = [{ type: "reward_definition", id_type: "handle", id: "ten" }];
    await post("/achievements/definitions", {
      ...{ name: "Sales", handle: "sales", counts: "sales" },
      levels: [
        { ...level(1), meta: { unlocks } },
        { ...level(2), meta: { unlocks } },
      ],
    });
    const points = { name: "Tier", handle: "tier", use: "tier", exchange_rate: 0 };
    await post("/points/definitions", points);
    await post("/rates", { name: "Tier", handle: "tier", rate: 1 });
    const gold = { name: "Gold", handle: "gold", programme: "tier", value_min: 250 };
    await post("/tiers/definitions", gold);
    const winner = await person();
    const loser = await person();
    await sale({ profile_id: winner.id }, 100);
    await sale({ profile_id: loser.id }, 200);
    const rewards = async (profile: { id: string }) =>
      (await get(`/profiles/${profile.id}/rewards`)).length;
    expect([await rewards(winner), await rewards(loser)]).toEqual([1, 1]);
    await merge(winner, loser);
    // Both had the first level; together they reach the second.
    expect(await rewards(winner)).toBe(3);
    expect(await get(`/profiles/${winner.id}/tiers`)).toMatchObject({
      current_tier: { handle: "gold" },
    });
    const events = await database.run(
      `select kind, context from events where profile_id = '${winner.id}' order by seq`,
    );
    const kinds = events.map(({ kind }) => kind);
    expect(kinds).toContain("profile.merged");
    expect(kinds).toContain("tier.achieved");
    await expectWhole();
    // A purchase goes on from what both have.
    await sale({ profile_id: winner.id }, 10);
    expect(await rewards(winner)).toBe(3);
    await expectWhole();
  });

  it("[I8] [M1] leave a return with the winner, until more of its sale comes back", async () => {
    const counted = { name: "Bought", handle: "bought", counts: "sales" };
    const levels = [{ name: "Nine", display_number: 1, trigger: 9 }];
    await post("/achievements/definitions", { ...counted, levels });
    const winner = await person();
    const loser = await person();
    await sale({ profile_id: winner.id }, 500);
    const receipt_ref = `R-${made}`;
    await sale({ profile_id: loser.id }, 20, { receipt_ref });
    const { point_balance_dollars: amount } = await balances(loser);
    await post(`/profiles/${loser.id}/redeem`, { amount, strategies: ["points"] });
    await merge(winner, loser);
    const back = { linked_receipt_ref: receipt_ref, items: [] };
    await sale({ profile_id: winner.id }, -20, back);
    const undone = { body: { source_profile_id: loser.id } };
    expect((await world.ask("POST /profiles/unmerge", undone)).status).toBe(200);
    await sale({ profile_id: loser.id }, -1, back);
    await expectWhole();
  });

  it("[I4] owe together what each owed, and stay frozen if either was", async () => {
    const winner = await person();
    const loser = await person();
    await reward(loser);
    await post(`/profiles/${loser.id}/freezes`, { reason: "review", reference: "CASE" });
    await merge(winner, loser);
    const refused = await world.ask(`POST /profiles/${winner.id}/redeem`, { body: { amount: 1 } });
    expect(refused.status).toBe(409);
    const [freeze] = await get(`/profiles/${winner.id}/freezes`);
    const ended = { unfreeze_reason: "cleared", unfreeze_reference: "CASE" };
    await world.ask(`PUT /profiles/${winner.id}/freezes/${freeze.id}`, { body: ended });
    await post(`/profiles/${winner.id}/redeem`, { amount: 1 });
    await expectWhole();
  });

  it("[I8] are undone while nothing of the loser was spent, and not afterwards", async () => {
    const winner = await person({ tags: ["a"] });
    const loser = await person({
      ...{ tags: ["b"], mobile_phone: "0412 000 077", company: "Hart" },
      identities: [{ handle: "card", identifier: "7007" }],
    });
    await reward(winner);
    const theirs = await reward(loser);
    const sold = await sale({ profile_id: loser.id }, 200);
    const shown = async (profile: { id: string }) => {
      const { updated_at: _, ...rest } = await get(`/profiles/${profile.id}`);
      return { ...rest, balances: await balances(profile) };
    };
    const before = [await shown(winner), await shown(loser)];
    const unmerge = () =>
      world.ask("POST /profiles/unmerge", { body: { source_profile_id: loser.id } });
    expect((await unmerge()).status).toBe(422);
    await merge(winner, loser);
    // It pays with its own, so the loser's part is whole.
    const paid = await post(`/profiles/${winner.id}/redeem`, {
      amount: 5,
      strategies: ["rewards"],
    });
    await world.ask(`POST /redemptions/${paid.id}/reversal`);
    const undone = await unmerge();
    expect(undone.status, JSON.stringify(undone.body)).toBe(200);
    expect([await shown(winner), await shown(loser)]).toEqual(before);
    expect((await get(`/transactions/${sold.id}`)).profile_id).toBe(loser.id);
    expect((await get(`/rewards/${theirs.id}`)).profile_id).toBe(loser.id);
    await expectWhole();

    await merge(winner, loser);
    await post(`/profiles/${winner.id}/redeem`, { amount: 15 });
    expect((await unmerge()).status).toBe(409);
    await expectWhole();
  });

  it("[I22] can be read afterwards: whose, by whom, what of it counts, and what is undone", async () => {
    const size = (value: string) => ({
      custom_attributes: [{ namespace: "fit", handle: "size", type: "string", value }],
    });
    const [a, b, c] = [
      await person({ ...size("38"), comms_attributes: { email_promo: true } }),
      await person({ ...size("40"), comms_attributes: { email_optout: true }, company: "Hart" }),
      await person(),
    ];
    await reward(b);
    await merge(b, c);
    await merge(a, b);
    const merges = () => get(`/profiles/${a.id}/merges`);
    const [into, before] = await merges();
    const by = expect.stringMatching(/^token:/);
    expect(into).toMatchObject({
      ...{ source_profile_id: b.id, destination_profile_id: a.id, merged_by: by },
      ...{ unmerged_at: null, unmerged_by: null, can_be_undone: true, why_not: null },
      filled: ["company"],
      consent_from_source: ["email_optout"],
      overruled: [{ namespace: "fit", handle: "size", value: "40" }],
    });
    expect(before).toMatchObject({ source_profile_id: c.id, why_not: "merged_since" });
    await post(`/profiles/${a.id}/redeem`, { amount: 1 });
    expect(await merges()).toMatchObject([{ why_not: "spent_since" }, { why_not: "merged_since" }]);

    const [winner, loser] = [await person(), await person()];
    const { email } = await get(`/profiles/${loser.id}`);
    await merge(winner, loser);
    const other = await person({ email });
    const of = async () => (await get(`/profiles/${winner.id}/merges`))[0];
    expect(await of()).toMatchObject({ can_be_undone: false, why_not: "contact_taken" });
    await world.ask(`PUT /profiles/${other.id}`, { body: { email: "other@example.com" } });
    await world.ask("POST /profiles/unmerge", { body: { source_profile_id: loser.id } });
    expect(await of()).toMatchObject({ why_not: "undone", unmerged_by: by });
    expect(await get(`/profiles/${loser.id}/merges`)).toEqual([]);
  });
});
