import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pageOf } from "#shared/api/envelope.ts";
import { listedItemSchema } from "#shared/api/redemption/redemption-item.ts";
import { instant } from "#shared/kernel/time.ts";
import {
  listRedemptionItems,
  type RedemptionItem,
  readItemsOfSpan,
} from "#sync-server/storage/redemption/redemption-items.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { expectShape, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

/** Shortly before and after midnight in Melbourne, at the end of February 2026. */
const FEBRUARY = instant(Date.UTC(2026, 1, 28, 12, 50));
const MARCH = instant(Date.UTC(2026, 1, 28, 13, 10));

describe.for(databases)("reports of redemptions over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let buyer: string;
  const definitions: Record<string, number> = {};
  const redemptions: number[] = [];

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    world.setClock(instant(FEBRUARY - 1000));
    const kinds = {
      reward: { value: 20, type: "other", period: 30 },
      credit: { value: 30, type: "refund", period: 30 },
      point: { exchange_rate: 0.03 },
      benefit: { period: 30, max_redemptions: 2 },
    };
    buyer = (await world.post("/profiles", { email: "buyer@example.com" })).id;
    for (const [kind, fields] of Object.entries(kinds)) {
      const handle = `the-${kind}`;
      const defined = await world.post(`/${kind}s/definitions`, { name: kind, handle, ...fields });
      definitions[kind] = defined.id;
      const value = kind === "point" ? { value_initial: 1000 } : {};
      await world.post(`/${kind}s`, {
        ...{ profile_id: buyer, [`${kind}_definition_handle`]: handle, ...value },
      });
    }
    const redeem = async (body: object) => {
      const made = await world.post(`/profiles/${buyer}/redeem`, { strict: true, ...body });
      redemptions.push(made.id);
    };
    world.setClock(FEBRUARY);
    await redeem({
      ...{ amount: 30, strategies: ["rewards", "credits"] },
      ...{ benefits: [{ handle: "the-benefit" }], transaction_external_id: 'A "1", B' },
    });
    world.setClock(MARCH);
    await redeem({ amount: 3, strategies: ["points"] });
    await world.post(`/redemptions/${redemptions[1]}/reversal`, {});
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const listed = async (path: string) => {
    const { status, body } = await world.ask(`GET ${path}`);
    expect(status, JSON.stringify(body)).toBe(200);
    return body.data;
  };
  const idsWith = async (filter: string) =>
    (await listed(`/redemptions?${filter}`)).map(({ id }: { id: number }) => id);
  const groups = async (query: string) =>
    (await listed(`/redemptions/group-by?${query}`)).map(
      (each: { type: string; key: unknown; count: number; total: number }) =>
        `${each.type} ${each.key}: ${each.count}, ${each.total}`,
    );

  it("filters redemptions by what they have items of (DOMAIN §11.8)", async () => {
    const [first, second] = redemptions;
    expect(await idsWith("filter[has_reward]=true")).toEqual([first]);
    expect(await idsWith("filter[has_credit]=1&filter[has_benefit]=true")).toEqual([first]);
    expect(await idsWith("filter[has_point]=true")).toEqual([second, expect.any(Number)]);
    expect(await idsWith("filter[has_point]=false")).toEqual([first]);
    const sorted = await world.ask("GET /redemptions?sort=has_point");
    expect(sorted.status).toBe(422);
  });

  it("lists items, whoever's they are, by what they are of (DOMAIN §11.8)", async () => {
    const all = await world.ask("GET /redemptions/items?sort=id");
    expectShape(pageOf(listedItemSchema), all.body);
    const shown = all.body.data.map(
      (each: { redemption_type: string; type: string; value: number; count: number }) =>
        `${each.redemption_type} ${each.type} ${each.value} ${each.count}`,
    );
    expect(shown).toEqual([
      ...["redeem benefit 0 1", "redeem reward 20 1", "redeem credit 10 1"],
      ...["redeem point 3 100", "reversal point 3 100"],
    ]);
    const whole = await listed(`/redemptions/${redemptions[0]}`);
    const own = await listed(`/redemptions/items?filter[redemption_id]=${redemptions[0]}&sort=id`);
    expect(own.map(({ id }: { id: number }) => id)).toEqual(
      whole.items.map(({ id }: { id: number }) => id),
    );
    const points = `filter[definition_id]=${definitions["point"]}&filter[type]=point`;
    expect(await listed(`/redemptions/items?${points}`)).toHaveLength(2);
    const march = "filter[redeem_at]=2026-03-01&filter[redemption_type]=redeem";
    expect(await listed(`/redemptions/items?${march}`)).toMatchObject([{ type: "point" }]);
    expect(await listed("/redemptions/items?filter[type]=points")).toEqual([]);
  });

  it("adds them up by definition, unit, local day and month (DOMAIN §11.8)", async () => {
    const { reward, credit, point, benefit } = definitions;
    expect(await groups("by=definition_id")).toEqual([
      ...[`redeem ${reward}: 1, 20`, `redeem ${credit}: 1, 10`, `redeem ${point}: 1, 3`],
      ...[`redeem ${benefit}: 1, 0`, `reversal ${point}: 1, 3`],
    ]);
    expect(await groups("by=unit&to=2026-02-28")).toEqual([
      ...["redeem benefit: 1, 0", "redeem credit: 1, 10", "redeem reward: 1, 20"],
    ]);
    expect(await groups("by=day&from=2026-02-01")).toEqual([
      ...["redeem 2026-02-28: 1, 30", "redeem 2026-03-01: 1, 3", "reversal 2026-03-01: 1, 3"],
    ]);
    expect(await groups("by=month&from=2026-03-01&to=2026-03-31")).toEqual([
      ...["redeem 2026-03: 1, 3", "reversal 2026-03: 1, 3"],
    ]);
    for (const [by, from] of [
      ["day", null],
      ["day", "2025-02-28"],
      ["month", "2016-01-01"],
    ]) {
      const first = from === null ? "" : `&from=${from}`;
      const { status, body } = await world.ask(`GET /redemptions/group-by?by=${by}${first}`);
      expect([status, Object.keys(body.errors)]).toEqual([422, ["from"]]);
    }
  });

  it("exports the items of some days, also as CSV (DOMAIN §11.8)", async () => {
    const march = await listed("/redemptions/export?from=2026-03-01&to=2026-03-01");
    expect(march).toMatchObject([
      { redemption_type: "redeem", definition_handle: "the-point", count: 100, value: 3 },
      { redemption_type: "reversal", definition_handle: "the-point", count: 100, value: 3 },
    ]);
    expect(await listed("/redemptions/export")).toEqual(march);
    const path = `${world.url}/redemptions/export?from=2026-02-28&to=2026-02-28&format=csv`;
    const answer = await fetch(path, { headers: { authorization: `Bearer ${world.token}` } });
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    // It is sent in parts, so its length isn't known when it begins.
    expect(answer.headers.get("content-length")).toBeNull();
    const lines = (await answer.text()).split("\r\n");
    expect(lines[0]).toBe(
      "id,redemption_id,redemption_type,redeem_at,profile_id,location_id,transaction_external_id," +
        "type,definition_id,definition_handle,count,value,currency",
    );
    expect(lines.slice(1, 4).map((line) => line.split(`"A ""1"", B",`)[1])).toEqual([
      `benefit,${definitions["benefit"]},the-benefit,1,0,AUD`,
      `reward,${definitions["reward"]},the-reward,1,20,AUD`,
      `credit,${definitions["credit"]},the-credit,1,10,AUD`,
    ]);
    expect(lines.slice(4)).toEqual([""]);
    for (const days of ["from=2026-03-01&to=2026-02-28", "from=2026-01-01&to=2026-04-03"]) {
      const { status, body } = await world.ask(`GET /redemptions/export?${days}`);
      expect([status, Object.keys(body.errors)]).toEqual([422, ["to"]]);
    }
  });

  it("reads the export in pages, which neither skip nor repeat an item (DOMAIN §11.8)", async () => {
    const read = world.store.read(world.tenantId);
    const span = { from: FEBRUARY, until: instant(MARCH + 1) };
    const whole = await readItemsOfSpan(read, span, { after: null, limit: 100 });
    expect(whole).toHaveLength(5);
    const paged: RedemptionItem[] = [];
    for (let more = true; more; ) {
      const after = paged.at(-1) ?? null;
      const page = await readItemsOfSpan(read, span, { after, limit: 2 });
      paged.push(...page);
      more = page.length > 0;
    }
    expect(paged).toEqual(whole);
  });

  it("counts items up to a limit, and goes on beyond it (DOMAIN §11.8)", async () => {
    const read = world.store.read(world.tenantId);
    const page = async (offset: number, countMax: number) => {
      const query = { filters: [], search: null, sort: [], limit: 2, offset };
      const { rows, total, isCapped } = await listRedemptionItems(read, query, countMax);
      return [rows.length, total, isCapped];
    };
    expect(await page(0, 5)).toEqual([2, 5, false]);
    expect(await page(0, 2)).toEqual([2, 3, true]);
    expect(await page(2, 2)).toEqual([2, 5, true]);
    expect(await page(4, 2)).toEqual([1, 5, true]);
  });
});
