import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { transactionClaimViewSchema } from "#shared/api/commerce/transaction-claim.ts";
import { one, pageOf } from "#shared/api/envelope.ts";
import { transactionClaimIdSchema } from "#shared/kernel/ids.ts";
import { addMs, DAY_MS, instant } from "#shared/kernel/time.ts";
import { checkClaim } from "#sync-server/commerce/claims/match-claim.ts";
import { sweepDue } from "#sync-server/jobs/sweep-due.ts";
import { takeBackClaim } from "#sync-server/storage/commerce/transaction-claim-store.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { overlap } from "#sync-server/testing/overlap.ts";
import { expectShape, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

/** 1 December 2026, one o'clock in the afternoon in Melbourne. */
const NOW = instant(Date.parse("2026-12-01T02:00:00Z"));

describe.for(databases)("claims of sales over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;

  const ask = (path: string, body: object) => world.ask(`POST ${path}`, { body });
  const post = async (path: string, body: object) => {
    const answer = await ask(path, body);
    expect([200, 201], JSON.stringify(answer.body)).toContain(answer.status);
    return answer.body.data;
  };
  const get = async (path: string) => (await world.ask(`GET ${path}`)).body.data;
  let made = 0;
  const newProfile = async (more: object = {}): Promise<string> =>
    (await post("/profiles", { email: `c${made++}@example.com`, ...more })).id;
  const newReceipt = () => `R-${1000 + made++}`;
  /** 00:20 on the 30th at the shop, which is the 29th in UTC. */
  const saleOf = (receipt: string, more: object = {}) => ({
    external_id: `sale ${receipt}`,
    location_id: "CAR",
    receipt_ref: receipt,
    total: 80,
    transacted_at: "2026-11-29 13:20:00",
    ...more,
  });
  const claimOf = (receipt: string, more: object = {}) => ({
    transaction_receipt_ref: receipt,
    transaction_transacted_at: "2026-11-30",
    transaction_total: 80,
    transaction_location_external_code: "CAR",
    ...more,
  });
  const claim = (profileId: string, body: object) =>
    ask(`/profiles/${profileId}/transactions/claims`, body);
  const claimsOf = (profileId: string) => get(`/profiles/${profileId}/transactions/claims`);
  const pointsOf = async (profileId: string) =>
    (await get(`/profiles/${profileId}/balances`)).point_balance;
  const sweep = () => {
    const onFailure = (_: unknown, error: unknown) => expect.unreachable(String(error));
    return sweepDue({ store: world.store, tenantId: TEST_TENANT, onFailure });
  };

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    world.setClock(NOW);
    await post("/locations", { name: "Carlton", external_id: "CAR", external_code: "Carlton-1" });
    await post("/points/definitions", { name: "Points", handle: "points", earn_rate: 1 });
    await post("/points/definitions", { name: "Status", handle: "status", use: "tier" });
    const silver = { name: "Silver", handle: "silver", programme: "status", value_min: 300 };
    await post("/tiers/definitions", silver);
    const rate = { name: "Double", handle: "points", rate: 2 };
    await post("/rates", { ...rate, start_time: "2026-11-26" });
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  it("[J3] go by the days of the store, also of one that is named by its code", async () => {
    const place = { name: "Honolulu", external_code: "HNL", timezone: "Pacific/Honolulu" };
    await post("/locations", place);
    const today = { transaction_transacted_at: "2026-12-01" };
    const there = { ...today, transaction_location_external_code: "HNL" };
    const profileId = await newProfile();
    expect((await claim(profileId, claimOf(newReceipt(), there))).status).toBe(422);
    expect((await claim(profileId, claimOf(newReceipt(), today))).status).toBe(201);
  });

  it("[J1] get a sale that has arrived, by its receipt, day, total and store", async () => {
    const profileId = await newProfile();
    const receipt = newReceipt();
    const { id } = await post("/transactions", saleOf(receipt));
    for (const wrong of [
      { transaction_receipt_ref: `${receipt}9` },
      { transaction_transacted_at: "2026-11-29" },
      { transaction_total: 80.01 },
      { transaction_location_external_code: "MEL" },
    ]) {
      const answer = await claim(profileId, claimOf(receipt, wrong));
      expect(answer.status, JSON.stringify(answer.body)).toBe(201);
      expect(answer.body.data).toMatchObject({ status: "pending", claimed_transaction_id: null });
      const path = `/profiles/${profileId}/transactions/claims/${answer.body.data.id}`;
      expect((await world.ask(`DELETE ${path}`)).status).toBe(204);
      expect((await world.ask(`GET ${path}`)).status).toBe(404);
    }
    expect(await pointsOf(profileId)).toBe(0);
    const typed = receipt.toLowerCase().replace("-", " ");
    const as = claimOf(typed, { transaction_location_external_code: "carlton-1" });
    const answer = await claim(profileId, as);
    expectShape(one(transactionClaimViewSchema), answer.body);
    expect(answer.body.data).toMatchObject({ status: "claimed", claimed_transaction_id: id });
    expect(await get(`/transactions/${id}`)).toMatchObject({
      profile_id: profileId,
      claimed_at: "2026-12-01 02:00:00",
    });
    expect(await pointsOf(profileId)).toBe(160);
    expect(await get(`/profiles/${profileId}/aggregations`)).toMatchObject({ spend_all: 80 });
    const listed = await world.ask(`GET /profiles/${profileId}/transactions/claims`);
    expectShape(pageOf(transactionClaimViewSchema), listed.body);
    expect(listed.body.data).toHaveLength(1);
    const path = `/profiles/${profileId}/transactions/claims/${answer.body.data.id}`;
    expect((await world.ask(`DELETE ${path}`)).status).toBe(409);
  });

  it.for([
    ["ABC-DEF", "abc def"],
    ["r-7", "R7"],
    ["No. 12", "no12"],
    ["---", "---"],
    ["R-４２４２", "r4242"],
  ] as const)(
    "[J1] find a sale whose receipt number has few digits: %s",
    async ([receipt, typed]) => {
      const { id } = await post("/transactions", saleOf(receipt));
      const answer = await claim(await newProfile(), claimOf(typed));
      expect(answer.body.data).toMatchObject({ status: "claimed", claimed_transaction_id: id });
    },
  );

  it("[J1] get a sale in another currency by the number on its receipt", async () => {
    await post("/currencies", { from: "JPY", to: "AUD", rate: 0.0104 });
    const yen = { total: 5000, currency: "JPY" };
    const wrong = { transaction_total: 50 };
    const right = { transaction_total: 5000 };
    const [first, second] = [newReceipt(), newReceipt()];
    const { id } = await post("/transactions", saleOf(first, yen));
    const profileId = await newProfile();
    const missed = await claim(profileId, claimOf(first, wrong));
    expect(missed.body.data).toMatchObject({ status: "pending" });
    const found = await claim(profileId, claimOf(first, right));
    expect(found.body.data).toMatchObject({ status: "claimed", claimed_transaction_id: id });
    expect(found.body.data).toMatchObject(right);
    const waiting = await newProfile();
    await claim(waiting, claimOf(second, right));
    await post("/transactions", saleOf(second, yen));
    expect(await claimsOf(waiting)).toMatchObject([{ status: "claimed" }]);
  });

  it("[J1] [A10] get a sale with cents where the tenant's currency has none, once", async () => {
    const other = await create();
    const japan = await startV3World(other, { currency: "JPY" });
    japan.setClock(NOW);
    const send = async (path: string, body: object) => japan.post(path, body);
    await send("/locations", { name: "Carlton", external_id: "CAR" });
    await send("/currencies", { from: "USD", to: "JPY", rate: 150 });
    await send("/points/definitions", { name: "Points", handle: "points", earn_rate: 1 });
    const { id: profileId } = await send("/profiles", { email: "yen@example.com" });
    const path = `/profiles/${profileId}/transactions/claims`;
    const usd = { total: 49.99, currency: "USD" };
    const early = claimOf("U-1", { transaction_total: 49.99 });
    expect(await send(path, early)).toMatchObject({ status: "pending", transaction_total: 49.99 });
    const sale = await send("/transactions", saleOf("U-1", usd));
    expect(sale).toMatchObject({ profile_id: profileId, total: 49.99, total_converted: 7499 });
    const again = await japan.ask(`POST ${path}`, { body: early });
    expect([again.status, again.body.data.claimed_transaction_id]).toEqual([200, sale.id]);
    await send("/transactions", saleOf("U-2", usd));
    expect(await send(path, claimOf("U-2", { transaction_total: "49.99" }))).toMatchObject({
      status: "claimed",
    });
    for (const total of [4999, 7499, 49.9, 0.4999]) {
      const wrong = claimOf("U-3", { transaction_total: total });
      expect(await send(path, wrong), String(total)).toMatchObject({ status: "pending" });
    }
    await send("/transactions", saleOf("U-3", usd));
    const balances = await japan.ask(`GET /profiles/${profileId}/balances`);
    expect(balances.body.data.point_balance).toBe(2 * 7498.5);
    const found = await japan.ask(`GET ${path}?filter[transaction_total]=49.99`);
    expect(found.body.data).toHaveLength(2);
    await japan.close();
    await other.drop();
  });

  it("[J1] read a time as the day that it is then at the store", async () => {
    const place = { name: "Perth", external_code: "PER", timezone: "Australia/Perth" };
    await post("/locations", place);
    for (const [said, more, day] of [
      ["2026-11-29T13:20:00Z", {}, "2026-11-30"],
      ["2026-11-29 13:20:00+00:00", {}, "2026-11-30"],
      ["2026-11-30T00:20:00+11:00", {}, "2026-11-30"],
      ["2026-11-30 00:20:00", {}, "2026-11-30"],
      ["2026-11-30", {}, "2026-11-30"],
      ["2026-11-29T13:20:00Z", { transaction_location_external_code: "PER" }, "2026-11-29"],
      ["2026-11-29T13:20:00Z", { transaction_timezone: "UTC" }, "2026-11-29"],
    ] as const) {
      const receipt = newReceipt();
      const body = claimOf(receipt, { transaction_transacted_at: said, ...more });
      const { data } = (await claim(await newProfile(), body)).body;
      expect(data, said).toMatchObject({ status: "pending", transaction_transacted_at: day });
    }
    const receipt = newReceipt();
    await post("/transactions", saleOf(receipt));
    const body = claimOf(receipt, { transaction_transacted_at: "2026-11-29T13:20:00Z" });
    expect((await claim(await newProfile(), body)).body.data.status).toBe("claimed");
    const wrong = await claim(await newProfile(), { ...body, transaction_transacted_at: "soon" });
    expect([wrong.status, Object.keys(wrong.body.errors)]).toEqual([
      422,
      ["transaction_transacted_at"],
    ]);
  });

  it("[J2] of two that wait, the older gets the sale when it arrives (T39)", async () => {
    const [older, younger] = [await newProfile(), await newProfile()];
    const receipt = newReceipt();
    for (const profileId of [older, younger]) {
      expect((await claim(profileId, claimOf(receipt))).body.data.status).toBe("pending");
    }
    const other = saleOf(receipt, { total: 90, external_id: `other ${receipt}` });
    expect((await post("/transactions", other)).profile_id).toBeNull();
    const sale = await post("/transactions", saleOf(receipt));
    expect(sale).toMatchObject({ profile_id: older, claimed_at: "2026-12-01 02:00:00" });
    expect(await claimsOf(older)).toMatchObject([
      { status: "claimed", claimed_transaction_id: sale.id, attempts: 3 },
    ]);
    const [refused] = await claimsOf(younger);
    expect(refused).toMatchObject({ status: "rejected", claimed_transaction_id: null });
    expect(JSON.stringify(refused)).not.toContain(older);
    expect([await pointsOf(older), await pointsOf(younger)]).toEqual([160, 0]);
    const third = await newProfile();
    const late = await claim(third, claimOf(receipt));
    expect(late.status).toBe(422);
    expect(JSON.stringify(late.body)).not.toContain(older);
    expect(late.body.errors.transaction_receipt_ref).toHaveLength(1);
    expect(await claimsOf(third)).toMatchObject([{ status: "rejected" }]);
    // Sending the sale again changes nothing, and it stays where it is.
    expect((await ask("/transactions/update-create", saleOf(receipt))).body.data).toMatchObject({
      profile_id: older,
    });
    expect(await pointsOf(older)).toBe(160);
    // A till that corrects the sale doesn't give it to a claim that means it now.
    await claim(older, claimOf(receipt, { transaction_total: 85 }));
    const corrected = saleOf(receipt, { total: 85 });
    expect((await ask("/transactions/update-create", corrected)).status).toBe(200);
    expect(await pointsOf(older)).toBe(170);
    const statuses = (await claimsOf(older)).map((each: { status: string }) => each.status);
    expect(statuses).toEqual(["rejected", "claimed"]);
  });

  it("[J2] of many at once, exactly one gets the sale", async () => {
    const profiles = await Promise.all(Array.from({ length: 8 }, () => newProfile()));
    for (const isThere of [true, false]) {
      const receipt = newReceipt();
      if (isThere) await post("/transactions", saleOf(receipt));
      const answers = await Promise.all([
        ...profiles.map((profileId) => claim(profileId, claimOf(receipt))),
        ask("/transactions/update-create", saleOf(receipt, { receipt_email: null })),
      ]);
      expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
      // One that was made while the sale arrived finds it a minute later.
      world.setClock(addMs(NOW, 61_000));
      await sweep();
      world.setClock(NOW);
      const { data } = (await world.ask(`GET /transactions/external/sale ${receipt}`)).body;
      expect(profiles).toContain(data.profile_id);
      const claims = (await Promise.all(profiles.map(claimsOf))).flat();
      const own = claims.filter((each) => each.transaction_receipt_ref === receipt);
      const winners = own.filter((each) => each.status === "claimed");
      expect(winners).toMatchObject([{ profile_id: data.profile_id }]);
      expect(own.filter((each) => each.status === "pending")).toEqual([]);
    }
    const totals = await Promise.all(profiles.map(pointsOf));
    expect(totals.reduce((sum, each) => sum + each, 0)).toBe(320);
  });

  it("[J3] refuse a sale too long before joining, and one of tomorrow (T39)", async () => {
    const profileId = await newProfile({ joined_at: "2026-05-09 02:00:00" });
    const on = (transaction_transacted_at: string) =>
      claim(profileId, claimOf(newReceipt(), { transaction_transacted_at }));
    for (const [day, status] of [
      ["2026-05-01", 422],
      ["2026-05-02", 201],
      ["2026-12-01", 201],
      ["2026-12-02", 422],
    ] as const) {
      expect((await on(day)).status, day).toBe(status);
    }
    const other = await claim(profileId, claimOf("1", { profile_id: await newProfile() }));
    expect(other.body.errors).toHaveProperty("profile_id");
  });

  it("[J4] are limited: those that wait, and those that found nothing", async () => {
    const policy = JSON.parse((await get("/settings/redemption_policy")).value);
    const claims = { openMax: 2, wrongPerDay: 4, wrongPerStaffDay: 5 };
    const value = JSON.stringify({ ...policy, claims });
    await world.ask("PUT /settings/redemption_policy", { body: { value } });
    const [profileId, other] = [await newProfile(), await newProfile()];
    const clerk = { full_name: "Kim", staff_number: "77", pin: "135790" };
    const { id: staff_id } = await post("/staff", clerk);
    const guess = (by: string) => claim(by, claimOf(newReceipt(), { staff_id }));
    const first = await guess(profileId);
    const second = await guess(profileId);
    expect((await guess(profileId)).status).toBe(409);
    for (const { body } of [first, second]) {
      await world.ask(`DELETE /profiles/${profileId}/transactions/claims/${body.data.id}`);
    }
    const third = await guess(profileId);
    await world.ask(`DELETE /profiles/${profileId}/transactions/claims/${third.body.data.id}`);
    expect((await guess(profileId)).status).toBe(201);
    // Deleting them doesn't give the tries back, and the clerk can't go on with another profile.
    expect((await guess(profileId)).status).toBe(409);
    expect((await guess(other)).status).toBe(201);
    const asked = {
      body: claimOf(newReceipt(), { staff_id }),
      headers: { "idempotency-key": crypto.randomUUID() },
    };
    const repeated = () => world.ask(`POST /profiles/${other}/transactions/claims`, asked);
    expect((await repeated()).status).toBe(409);
    expect((await claim(other, claimOf(newReceipt()))).status).toBe(201);
    world.setClock(addMs(NOW, DAY_MS + 1));
    await world.ask("PUT /settings/redemption_policy", {
      body: { value: JSON.stringify({ ...policy, claims: { ...claims, openMax: 9 } }) },
    });
    expect((await guess(profileId)).status).toBe(201);
    // The refusal said to try again, so it isn't kept under its key.
    expect((await repeated()).status).toBe(201);
    world.setClock(NOW);
    await world.ask("PUT /settings/redemption_policy", {
      body: { value: JSON.stringify({ ...policy, claims: undefined }) },
    });
  });

  it("[J4] that are repeated are answered with the first, and don't count as wrong", async () => {
    const policy = JSON.parse((await get("/settings/redemption_policy")).value);
    const put = (claims: object | undefined) =>
      world.ask("PUT /settings/redemption_policy", {
        body: { value: JSON.stringify({ ...policy, claims }) },
      });
    await put({ openMax: 1, wrongPerDay: 2, wrongPerStaffDay: 2 });
    const profileId = await newProfile();
    const [receipt, missing] = [newReceipt(), newReceipt()];
    await post("/transactions", saleOf(receipt));
    const first = await claim(profileId, claimOf(receipt));
    expect([first.status, first.body.data.status]).toEqual([201, "claimed"]);
    const waiting = await claim(profileId, claimOf(missing));
    const typed = (text: string) => text.toLowerCase().replace("-", " ");
    for (let i = 0; i < 3; i += 1) {
      for (const [body, made] of [
        [claimOf(receipt), first],
        [claimOf(typed(receipt)), first],
        [claimOf(missing, { transaction_location_external_code: "car" }), waiting],
      ] as const) {
        const again = await claim(profileId, body);
        expect([again.status, again.body.data]).toEqual([200, made.body.data]);
      }
    }
    expect(await claimsOf(profileId)).toHaveLength(2);
    expect(await pointsOf(profileId)).toBe(160);
    // Another day, total or profile is another claim, and so is one that was taken back.
    expect((await claim(profileId, claimOf(missing, { transaction_total: 81 }))).status).toBe(409);
    expect((await claim(await newProfile(), claimOf(receipt))).status).toBe(422);
    const path = `/profiles/${profileId}/transactions/claims/${waiting.body.data.id}`;
    expect((await world.ask(`DELETE ${path}`)).status).toBe(204);
    expect((await claim(profileId, claimOf(missing))).status).toBe(201);
    // The same request under the same key gets the first answer, status and all.
    const asked = { body: claimOf(receipt), headers: { "idempotency-key": crypto.randomUUID() } };
    const repeated = () => world.ask(`POST /profiles/${profileId}/transactions/claims`, asked);
    expect([(await repeated()).status, (await repeated()).status]).toEqual([200, 200]);
    // Sixteen taps on a button at once make one claim.
    const hasty = await newProfile();
    const tapped = claimOf(newReceipt());
    const taps = Array.from({ length: 16 }, () => claim(hasty, tapped));
    const statuses = (await Promise.all(taps)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([...Array.from({ length: 15 }, () => 200), 201]);
    await put(undefined);
  });

  it("[J5] wait until the end of their last day, at read time and durably", async () => {
    const [profileId, prompt] = [await newProfile(), await newProfile()];
    const [missed, met] = [newReceipt(), newReceipt()];
    const { body } = await claim(profileId, claimOf(missed));
    expect(body.data.expires_at).toBe("2026-12-31 12:59:59");
    await claim(prompt, claimOf(met));
    world.setClock(instant(Date.parse("2026-12-31T12:59:59Z")));
    expect(await post("/transactions", saleOf(met))).toMatchObject({ profile_id: prompt });
    world.setClock(instant(Date.parse("2026-12-31T13:00:00Z")));
    expect(await claimsOf(profileId)).toMatchObject([{ status: "expired" }]);
    // Before the job has written it, too.
    const having = (status: string) =>
      get(`/profiles/${profileId}/transactions/claims?filter[status]=${status}`);
    expect(await having("expired")).toHaveLength(1);
    expect(await having("pending")).toEqual([]);
    expect(await post("/transactions", saleOf(missed))).toMatchObject({ profile_id: null });
    expect(await claimsOf(profileId)).toMatchObject([{ status: "expired" }]);
    await sweep();
    expect(await claimsOf(profileId)).toMatchObject([{ status: "expired", claimed_at: null }]);
    const stored = await database.run(
      `select status from transaction_claims where receipt_ref = '${missed}'`,
    );
    expect(stored).toEqual([{ status: "expired" }]);
    const events = await get("/events?filter[event]=transaction-claim.updated&sort=-id");
    expect(events[0]).toMatchObject({ context: { status: "expired", transactionId: null } });
    world.setClock(NOW);
  });

  it("[J5] don't end twice if they are taken back at the same moment", async () => {
    const { body } = await claim(await newProfile(), claimOf(newReceipt()));
    const id = transactionClaimIdSchema.parse(body.data.id);
    const later = addMs(NOW, 40 * DAY_MS);
    await overlap(
      database,
      (deps) => takeBackClaim({ ...deps, now: NOW }, id),
      (deps) => checkClaim({ ...deps, now: later }, String(id)),
    );
    const events = await get("/events?filter[event]=transaction-claim.updated&page[size]=100");
    const claimIds = events.map((each: { context: { claimId: number } }) => each.context.claimId);
    expect(claimIds).not.toContain(id);
  });

  const anySale = fc.record({
    daysAgo: fc.integer({ min: 0, max: 9 }),
    dollars: fc.integer({ min: 1, max: 400 }),
    claimed: fc.constantFrom("before", "after", "later"),
    isReturned: fc.boolean(),
  });
  /** What somebody holds, bought and has reached. */
  const historyOf = async (profileId: string) => {
    const lots: readonly Record<string, unknown>[] = await get(`/profiles/${profileId}/points`);
    const held = lots
      .filter(({ value_remaining: left }) => left !== 0)
      .map(({ value_remaining, issued_at, expires_at }) =>
        JSON.stringify({ value_remaining, issued_at, expires_at }),
      );
    return {
      held: held.sort(),
      aggregations: { ...(await get(`/profiles/${profileId}/aggregations`)), profile_id: null },
      tiers: { ...(await get(`/profiles/${profileId}/tiers`)), id: null, profile_id: null },
    };
  };

  it("[J6] claimed late equals sold with the profile from the start", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anySale, { minLength: 1, maxLength: 4 }), async (sales) => {
        const joined = { joined_at: "2026-11-28 00:00:00" };
        const [known, claimant] = [await newProfile(joined), await newProfile(joined)];
        const later: (() => Promise<unknown>)[] = [];
        for (const { daysAgo, dollars, claimed, isReturned } of sales) {
          const at = new Date(addMs(NOW, -daysAgo * DAY_MS)).toISOString();
          for (const profileId of [known, claimant]) {
            const receipt = newReceipt();
            const sold = { transacted_at: at, total: dollars };
            const isKnown = profileId === known;
            const body = { transaction_transacted_at: at.slice(0, 10), transaction_total: dollars };
            const make = async () => {
              const answer = await claim(profileId, claimOf(receipt, body));
              expect(answer.status, JSON.stringify(answer.body)).toBe(201);
            };
            if (!isKnown && claimed === "before") await make();
            const own = isKnown ? { profile_id: profileId } : {};
            await post("/transactions", saleOf(receipt, { ...sold, ...own }));
            if (!isKnown && claimed === "after") await make();
            if (isReturned) {
              const back = { external_id: `back ${receipt}`, receipt_ref: null };
              const linked = { ...back, linked_receipt_ref: receipt, total: -dollars };
              await post("/transactions", saleOf(receipt, { ...sold, ...linked }));
            }
            if (!isKnown && claimed === "later") later.push(make);
          }
        }
        for (const make of later) await make();
        expect(await historyOf(claimant)).toEqual(await historyOf(known));
      }),
      { numRuns: 5 },
    );
  });
});
