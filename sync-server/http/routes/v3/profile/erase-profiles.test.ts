import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { entriesOf } from "#shared/kernel/object.ts";
import { DATABASE_FILE } from "#sync-server/open-store.ts";
import { PERSONAL } from "#sync-server/storage/profile/personal-rows.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { NOON } from "#sync-server/testing/seed.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";
import { verifyLedger } from "#sync-server/verify/verify.ts";

type Body = Readonly<Record<string, unknown>>;

/** What nobody else is called: found in any spelling. */
const CANARY = /zebulonia|quackenbush|canary|491570156/i;
const EMAIL = "zebulonia.q@canary.example";
const MOBILE = "+61491570156";

/** Every row of every table, as text. */
const everyRow = async (database: TestDatabase): Promise<readonly string[]> => {
  const rows: string[] = [];
  const tables = {
    sqlite: "select name from sqlite_master where type = 'table' and name not like 'sqlite%'",
    postgres:
      "select table_name as name from information_schema.tables where table_schema = 'public'",
  };
  for (const { name: table } of await database.run(tables[database.name])) {
    for (const row of await database.run(`select * from ${table}`)) {
      rows.push(`${table} ${JSON.stringify(row)}`);
    }
  }
  return rows;
};

const namesCanary = (rows: readonly string[]) => rows.filter((row) => CANARY.test(row));

/** The rows of a table that a column gives to a profile. */
const rowsAbout = async (database: TestDatabase, table: keyof typeof PERSONAL, id: string) => {
  const of = PERSONAL[table]?.of;
  return typeof of === "string" ? database.run(`select * from ${table} where ${of} = '${id}'`) : [];
};

const sameValue = (shown: unknown, stored: unknown): boolean =>
  shown === stored || JSON.stringify(shown) === stored || String(shown) === String(stored);

describe.for(databases)("erasing people over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let locationId: number;
  let statusId: number;
  let made = 0;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    locationId = (await post("/locations", { name: "Perth", external_id: "PER" })).id;
    await post("/rewards/definitions", { name: "Ten", handle: "ten", value: 10, type: "other" });
    await post("/points/definitions", { name: "Points", handle: "points" });
    const status = { name: "Status", handle: "status", use: "tier" };
    statusId = (await post("/points/definitions", status)).id;
    await post("/rates", { name: "Points", handle: "points", rate: 1 });
    await post("/credits/definitions", { name: "C", handle: "c", value: 10, type: "store_credit" });
    await post("/benefits/definitions", {
      ...{ name: "B", handle: "b", type: "competition", period: 30, max_redemptions: 9 },
    });
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const post = (path: string, body: object) => world.post(path, body, [200, 201]);
  const ask = (request: string, body?: object) =>
    world.ask(request, body === undefined ? {} : { body });
  const person = (more: Body = {}) =>
    post("/profiles", { first_name: "Ada", email: `erased${made++}@example.com`, ...more });
  const sale = (profileId: string, total: number, more: Body = {}) =>
    post("/transactions", {
      ...{ profile_id: profileId, external_id: `sale-${made++}`, total, location_id: locationId },
      transacted_at: "2026-02-03 02:00:00",
      items: [{ name: "Thing", quantity: Math.sign(total), price_sell: Math.abs(total) }],
      ...more,
    });
  const expectWhole = async () =>
    expect(await database.transact((deps) => verifyLedger({ ...deps, now: NOON }))).toMatchObject({
      brokenLinks: [],
      differences: [],
      isWhole: true,
    });

  /** Somebody whose name is everywhere that a name can be. */
  const canary = async () => {
    const meta = { note: "canary" };
    // What is written on a line.
    const note = "canary in free JSON";
    const free = {
      ...{ meta: { note }, discounts: [{ note }], department: "Canary department" },
      product_variant: { brand: "Canary brand", meta: { note }, whatever: note },
    };
    const profile = await post("/profiles", {
      ...{ first_name: "Zebulonia", last_name: "Quackenbush", email: EMAIL, title: "Canary" },
      ...{ mobile_phone: MOBILE, secondary_phone: MOBILE, birth_date: "1980-02-03" },
      joined_at: "2025-01-01 00:00:00",
      ...{ tags: ["canary"], company: "Canary Ltd", occupation: "Canary", meta },
      identities: [{ handle: "card", identifier: "CANARY-1" }],
      addresses: [
        {
          address_line_1: "1 Canary Way",
          city: "Perth",
          state: "WA",
          country: "AU",
          postcode: "1",
        },
      ],
      custom_attributes: [{ namespace: "a", handle: "b", type: "string", value: "canary" }],
      dates_attributes: [{ name: "Canary", date: "2020-01-01" }],
      appearance_attributes: { hair_colour: "canary" },
    });
    const { id } = profile;
    const by = { profile_id: id };
    await sale(id, 100, {
      ...{ receipt_email: EMAIL, meta, tags: ["canary"] },
      items: [{ name: "Canary shirt", quantity: 1, price_sell: 100, ...free }],
    });
    await post("/orders", {
      ...{ ...by, external_id: `O-${made++}`, total: 1, receipt_email: EMAIL, meta },
      items: [{ name: "Canary", price_sell: 1, ...free }],
    });
    await post("/interactions", {
      ...{ ...by, action: "view", channel: "app", signal: 1, name: "Canary", namespace: "shop" },
      ...{ identity: EMAIL, description: "canary", meta, tags: ["canary"] },
    });
    const list = await post(`/profiles/${id}/lists`, {
      name: "Canary",
      handle: `c${made++}`,
      meta,
    });
    await post(`/profiles/${id}/lists/${list.id}/items`, {
      ...{ quantity: 1, meta, custom_product: { title: "canary" } },
    });
    await post("/visits", { ...by, location_id: locationId, notes: "canary", meta });
    await post(`/profiles/${id}/transactions/claims`, {
      ...{ transaction_receipt_ref: "CANARY", transaction_transacted_at: "2026-02-03" },
      ...{ transaction_total: 1, transaction_location_external_code: "PER" },
    });
    await post("/rewards", { ...by, reward_definition_handle: "ten", meta, external_id: "canary" });
    await post("/points", { ...by, point_definition_handle: "points", value_initial: 5, meta });
    await post("/credits", { ...by, credit_definition_handle: "c", meta });
    await post("/benefits", { ...by, benefit_definition_handle: "b", meta });
    await post("/tier-points", {
      ...{ ...by, point_definition_id: statusId, value: 5, reference: "canary" },
    });
    await post(`/profiles/${id}/redeem`, { amount: 1, meta });
    const freeze = await post(`/profiles/${id}/freezes`, { reason: "review", reference: "canary" });
    await ask(`PUT /profiles/${id}/freezes/${freeze.id}`, {
      ...{ unfreeze_reason: "cleared", unfreeze_reference: "canary" },
    });
    // Not worked through yet, and refused with a reason.
    const queued = { email: EMAIL, first_name: "Zebulonia" };
    await world.ask("POST /profiles/batch", {
      body: { match_criteria: "email", profiles: [queued] },
      headers: { "idempotency-key": `canary ${made++}` },
    });
    return id;
  };

  it("[I15] a purge leaves nothing of a person in any table, and the ledger whole", async () => {
    const loser = await person({ last_name: "Quackenbush", secondary_phone: MOBILE });
    const id = await canary();
    await sale(loser.id, 30);
    await post("/profiles/merge", { source_profile_id: loser.id, destination_profile_id: id });
    const named = namesCanary(await everyRow(database));
    expect(named.length).toBeGreaterThan(15);
    // [E2] What has happened was told without her words in the first place.
    expect(named.filter((row) => row.startsWith("events "))).toEqual([]);
    const entries = "select * from ledger_entries order by seq";
    const before = await database.run(entries);

    expect(await ask(`DELETE /profiles/${id}/purge`)).toMatchObject({ status: 204 });

    expect(namesCanary(await everyRow(database))).toEqual([]);
    await expectWhole();
    // [I16] The ledger has its entries, and those that end what was held, with their reason.
    const after = await database.run(entries);
    expect(after.slice(0, before.length)).toEqual(before);
    const added = after.slice(before.length);
    expect(added.map((entry) => entry["source_type"])).toEqual(added.map(() => "erasure"));
    expect(added.length).toBeGreaterThanOrEqual(4);
    const left = "select coalesce(sum(remaining), 0) as n from lots where profile_id";
    expect(Number((await database.run(`${left} = '${id}'`))[0]?.["n"])).toBe(0);
    // Nobody finds it any more, and nothing is done to it.
    for (const gone of [id, loser.id]) {
      expect(await ask(`GET /profiles/${gone}`)).toMatchObject({ status: 404 });
      expect(await ask(`POST /profiles/${gone}/restore`)).not.toMatchObject({ status: 200 });
    }
    expect(await ask(`DELETE /profiles/${id}/purge`)).toMatchObject({ status: 404 });
    const { body } = await ask("GET /profiles?filter[profile_type]=purged");
    expect(JSON.stringify(body)).not.toContain(id);
    if (database.name === "sqlite") {
      const path = join(database.options.dataDir, DATABASE_FILE);
      for (const file of [path, `${path}-wal`]) {
        expect(CANARY.test(readFileSync(file, "latin1")), file).toBe(false);
      }
    }
  });

  it("[I19] an export has every column of every row about a person, as JSON and to read", async () => {
    const id = await canary();
    // What others have to do with them.
    const other = await person({ first_name: "Bystander", email: "bystander@example.com" });
    const theirs = { profile_id: other.id };
    await post("/connections/definitions", { name: "Family", handle: "family", type: "household" });
    await post("/connections", {
      ...{ name: "Sister", connection_definition_handle: "family", status: "accepted" },
      ...{ connector_id: id, connected_id: other.id },
    });
    await post("/shares", {
      profile_id: id,
      source_type: "profile",
      source_id: id,
      code: "FRIENDS",
    });
    await post("/shares/uses", { code: "FRIENDS", ...theirs });
    const registry = await post("/lists/definitions", {
      ...{ name: "Registry", handle: "registry", type: "registry", allow_share: true },
      ...{ allow_reserve: true, allow_custom_product: true },
    });
    const list = await post(`/profiles/${id}/lists`, {
      ...{ name: "Registry", list_definition_id: registry.id },
      items: [{ quantity: 1, custom_product: { title: "vase" } }],
    });
    await post(`/profiles/${id}/lists/${list.id}/shares`, {});
    await post(`/list/items/${list.items[0].id}/reservations`, theirs);
    // A batch changes the profile in the background.
    const queued = () => database.run("select id from batch_rows where body is not null");
    await expect.poll(queued).toEqual([]);
    const { body } = await ask(`GET /profiles/${id}/export`);
    const { records } = body.data;
    const text = JSON.stringify(records);
    let planted = 0;
    for (const [table, personal] of entriesOf(PERSONAL)) {
      const rows: readonly Body[] = personal ? await rowsAbout(database, table, id) : [];
      if (personal === undefined || personal.isDerived) {
        expect(records, table).not.toHaveProperty(table);
        continue;
      }
      // Those that a condition finds, such as lines of sales, are found by it here, too.
      const shown: readonly Body[] = records[table] ?? [];
      expect(shown.length, table).toBeGreaterThanOrEqual(rows.length);
      const hidden: readonly string[] = ["tenant_id", ...(personal.unshown ?? [])];
      for (const row of rows) {
        for (const [column, value] of Object.entries(row)) {
          if (hidden.includes(column)) continue;
          const isShown = shown.some((each) => sameValue(each[column], value));
          expect(isShown, `${table}.${column}`).toBe(true);
          if (CANARY.test(String(value))) planted += 1;
        }
      }
    }
    expect(planted).toBeGreaterThan(20);
    expect(text).toContain("Canary shirt");
    expect(text).not.toMatch(/_hash"|lock_token|pin_/);
    for (const table of ["connections", "share_uses", "list_reservations"]) {
      expect(JSON.stringify(records[table]), table).toContain(other.id);
    }
    expect(text).not.toMatch(/bystander/i);
    const page = await fetch(`${world.url}/profiles/${id}/export?format=html`, {
      headers: { authorization: `Bearer ${world.token}` },
    });
    expect(page.headers.get("content-type")).toContain("text/html");
    const html = await page.text();
    for (const said of ["Zebulonia", EMAIL, MOBILE, "1 Canary Way", "Canary shirt"]) {
      expect(html).toContain(said);
    }
    await ask(`DELETE /profiles/${id}/purge`);
    expect(await ask(`GET /profiles/${id}/export`)).toMatchObject({ status: 404 });
  });

  it("[I15] the same email makes a new person, with nothing of the old one", async () => {
    const id = await canary();
    await ask(`DELETE /profiles/${id}/purge`);
    // As a file of another system says it again each night.
    await world.ask("POST /profiles/batch", {
      body: { match_criteria: "email", profiles: [{ first_name: "Zoe", email: EMAIL }] },
      headers: { "idempotency-key": `nightly ${made++}` },
    });
    const found = async () => (await ask(`GET /profiles?filter[email]=${EMAIL}`)).body.data;
    await expect.poll(async () => (await found()).length).toBe(1);
    const [again] = await found();
    expect(again).toMatchObject({
      ...{ first_name: "Zoe", tags: [], addresses: [], reward_balance: 0, point_balance: 0 },
      ...{ identities: [], custom_attributes: [], company: null, mobile_phone_e164: null },
    });
    expect(again.id).not.toBe(id);
    expect(await ask(`GET /profiles/${id}`)).toMatchObject({ status: 404 });
    await ask(`DELETE /profiles/${again.id}/purge`);
  });

  it("[I15] a sale of somebody who was purged isn't written again", async () => {
    const { id } = await person();
    const sold = await sale(id, 40);
    await ask(`DELETE /profiles/${id}/purge`);
    const repeat = { profile_id: id, external_id: sold.external_id, total: 40 };
    const guest = { external_id: sold.external_id, total: 40, meta: { name: "canary" } };
    for (const body of [repeat, guest]) {
      const answer = await ask("POST /transactions/update-create", {
        ...{ ...body, transacted_at: "2026-02-03 02:00:00", location_id: locationId },
        items: [{ name: "Thing", quantity: 1, price_sell: 40 }],
      });
      expect(answer).toMatchObject({ status: 422 });
    }
    expect(await ask(`PUT /transactions/${sold.id}`, { meta: { name: "canary" } })).toMatchObject({
      status: 422,
    });
    expect(namesCanary(await everyRow(database))).toEqual([]);
    await expectWhole();
  });

  it("[I16] what a person owed is written off", async () => {
    const { id } = await person();
    const sold = await sale(id, 100);
    await post("/points/take", {
      ...{ profile_id: id, point_definition_handle: "points" },
      value: 100,
    });
    await sale(id, -100, { linked_receipt_ref: sold.receipt_ref });
    await sale(id, -50);
    await ask(`DELETE /profiles/${id}/purge`);
    const owed = `select outstanding from accounts where profile_id = '${id}'`;
    expect(await database.run(owed)).toEqual([{ outstanding: "[]" }]);
    await expectWhole();
  });

  it("[I15] the ledger stays whole if what a merged profile owed was paid since", async () => {
    for (const kind of ["personal-data", "purge"]) {
      const [winner, loser] = [await person(), await person({ last_name: "Quackenbush" })];
      await sale(loser.id, -100, { linked_receipt_ref: `unknown-${made++}` });
      const pair = { source_profile_id: loser.id, destination_profile_id: winner.id };
      await post("/profiles/merge", pair);
      await sale(winner.id, 40);
      await expectWhole();
      expect(await ask(`DELETE /profiles/${winner.id}/${kind}`)).toMatchObject({ status: 204 });
      await expectWhole();
    }
    expect(namesCanary(await everyRow(database))).toEqual([]);
  });

  it("[I15] a merge that was undone doesn't remember who was erased since", async () => {
    const [winner, loser] = [await person(), await person({ last_name: "Quackenbush" })];
    const pair = { source_profile_id: loser.id, destination_profile_id: winner.id };
    await post("/profiles/merge", pair);
    await post("/profiles/unmerge", { source_profile_id: loser.id });
    expect(namesCanary(await everyRow(database)).join()).toContain("profile_merges");
    await ask(`DELETE /profiles/${loser.id}/purge`);
    expect(namesCanary(await everyRow(database))).toEqual([]);
    const { body } = await ask(`GET /profiles/${winner.id}/merges`);
    expect(body.data).toMatchObject([{ source_profile_id: loser.id, why_not: "undone" }]);
  });

  it("[I14] depersonalising takes the person and keeps what happened", async () => {
    const id = await canary();
    const { body: before } = await ask(`GET /transactions?filter[profile_id]=${id}`);
    expect(await ask(`DELETE /profiles/${id}/personal-data`)).toMatchObject({ status: 204 });
    const left = namesCanary(await everyRow(database));
    // What was bought, said on a receipt and counted.
    expect(
      left.map((row) => row.split(" ")[0]).filter((table) => !STATISTICS.has(table ?? "")),
    ).toEqual([]);
    expect(left.join()).not.toMatch(/zebulonia|quackenbush|491570156|free JSON/i);
    for (const kept of ["Canary shirt", "Canary department", "Canary brand"]) {
      expect(left.join()).toContain(kept);
    }
    const { body: profile } = await ask(`GET /profiles/${id}`);
    expect(profile.data).toMatchObject({
      ...{ first_name: "Unknown", last_name: "Unknown", email: null, birth_date: null },
      ...{ profile_type: "depersonalised", mobile_phone_e164: null, addresses: [], identities: [] },
    });
    const { body: after } = await ask(`GET /transactions?filter[profile_id]=${id}`);
    expect(after.data.map(({ total }: Body) => total)).toEqual(
      before.data.map(({ total }: Body) => total),
    );
    const aggregations = await ask(`GET /profiles/${id}/aggregations`);
    expect(JSON.stringify(aggregations.body)).toContain("100");
    expect(await ask(`PUT /profiles/${id}`, { first_name: "Zebulonia" })).toMatchObject({
      status: 404,
    });
    await expectWhole();
    expect(await ask(`DELETE /profiles/${id}/purge`)).toMatchObject({ status: 204 });
    expect(namesCanary(await everyRow(database))).toEqual([]);
  });

  it("[I12] restoring brings a deleted profile back with everything", async () => {
    const profile = await person({ profile_type: "temporary", tags: ["vip"] });
    await sale(profile.id, 20);
    const { body: before } = await ask(`GET /profiles/${profile.id}`);
    await ask(`DELETE /profiles/${profile.id}`);
    expect(await ask(`GET /profiles/${profile.id}`)).toMatchObject({ status: 404 });
    const restored = await ask(`POST /profiles/${profile.id}/restore`);
    expect(restored).toMatchObject({ status: 200 });
    const { body: after } = await ask(`GET /profiles/${profile.id}`);
    const { updated_at: _b, ...was } = before.data;
    const { updated_at: _a, ...is } = after.data;
    expect(is).toEqual(was);
    expect(await ask(`POST /profiles/${profile.id}/restore`)).toMatchObject({ status: 404 });
    // Not while somebody else has its contact.
    await ask(`DELETE /profiles/${profile.id}`);
    const other = await post("/profiles", { first_name: "Ben", email: profile.email });
    expect(await ask(`POST /profiles/${profile.id}/restore`)).toMatchObject({
      ...{ status: 409, body: { profile: { id: other.id } } },
    });
    expect(await ask(`DELETE /profiles/${profile.id}/purge`)).toMatchObject({ status: 204 });
  });

  it("[I13] nobody is erased under the id of a profile that was merged away", async () => {
    const winner = await person();
    const loser = await person();
    const merged = { source_profile_id: loser.id, destination_profile_id: winner.id };
    await post("/profiles/merge", merged);
    for (const request of [
      `DELETE /profiles/${loser.id}`,
      `DELETE /profiles/${loser.id}/purge`,
      `DELETE /profiles/${loser.id}/personal-data`,
      `POST /profiles/${loser.id}/restore`,
    ]) {
      const body = { profile: { id: winner.id } };
      expect(await ask(request), request).toMatchObject({ status: 409, body });
    }
    expect(await ask(`GET /profiles/${winner.id}`)).toMatchObject({ status: 200 });
  });
});

const STATISTICS = new Set(["transaction_items", "transaction_claims", "orders", "interactions"]);
