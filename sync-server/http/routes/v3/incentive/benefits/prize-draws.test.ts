import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { one, pageOf } from "#shared/api/envelope.ts";
import { prizeDrawViewSchema } from "#shared/api/incentive/benefits/prize-draw.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { expectShape, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

describe.for(databases)("prize draws over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let definitionId: number;
  let made = 0;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
  });
  beforeEach(async () => {
    definitionId = await define();
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const post = (path: string, body: object) => world.post(path, body);
  const define = async (more: object = {}): Promise<number> => {
    const competition = { name: "Win a car", handle: `car-${made++}`, type: "competition" };
    const body = { ...competition, period: 30, is_claimable: true, max_redemptions: 2, ...more };
    return (await post("/benefits/definitions", body)).id;
  };
  const newProfile = async (): Promise<string> =>
    (await post("/profiles", { email: `p${made++}@example.com` })).id;
  const issue = async (profile_id: string) =>
    (await post("/benefits", { profile_id, benefit_definition_id: definitionId })).id;
  const holders = async (count: number): Promise<readonly string[]> => {
    const ids = await Promise.all(Array.from({ length: count }, newProfile));
    for (const id of ids) await issue(id);
    return ids;
  };
  const draw = (winners: number, more: object = {}, key?: string) =>
    world.ask("POST /prize-draws", {
      body: { benefit_definition_id: definitionId, entrants: "held", winners, ...more },
      ...(key === undefined ? {} : { headers: { "idempotency-key": key } }),
    });
  const winnersIn = (shown: { readonly winners: readonly { profile_id: string }[] }) =>
    shown.winners.map(({ profile_id }) => profile_id);

  it("[Y1] [Y3] name the winners, each once, and keep what proves it", async () => {
    const ids = await holders(6);
    await issue(ids[0] ?? "");
    const answer = await draw(3, { meta: { prize: "car" } });
    expectShape(one(prizeDrawViewSchema), answer.body);
    const drawn = answer.body.data;
    expect(drawn).toMatchObject({
      ...{ benefit_definition_id: definitionId, entrants: "held", total_entrants: 6 },
      meta: { prize: "car" },
    });
    const winners = winnersIn(drawn);
    expect(new Set(winners).size).toBe(3);
    expect(drawn.winners.map(({ position }: { position: number }) => position)).toEqual([1, 2, 3]);
    // Anybody can check it with the list that is kept.
    const listed: string[] = (await world.ask(`GET /prize-draws/${drawn.id}/entrants`)).body.data;
    expect(listed).toEqual([...ids].sort());
    expect(sha256(listed.join("\n"))).toBe(drawn.entrants_hash);
    const ranked = listed.toSorted((a, b) =>
      sha256(`${drawn.seed}:${a}`) < sha256(`${drawn.seed}:${b}`) ? -1 : 1,
    );
    expect(winners).toEqual(ranked.slice(0, 3));
    expect((await world.ask(`GET /prize-draws/${drawn.id}`)).body.data).toEqual(drawn);
    const page = await world.ask(`GET /prize-draws?filter[benefit_definition_id]=${definitionId}`);
    expectShape(pageOf(prizeDrawViewSchema), page.body);
    expect(page.body.data).toEqual([drawn]);
    const events = await database.run(
      "select kind, profile_id, context from events where kind like 'prize-draw.%' order by seq",
    );
    const own = events.filter(
      ({ context }) => JSON.parse(String(context)).prizeDrawId === drawn.id,
    );
    expect(own.map(({ kind, profile_id }) => [kind, profile_id])).toEqual([
      ["prize-draw.created", null],
      ...winners.map((id) => ["prize-draw.won", id]),
    ]);
  });

  it("[Y1] are among those who hold it, have used it, or claimed it", async () => {
    const [unused, used, givenBack, gone, ended] = await holders(5);
    const [usedBenefit, backBenefit, goneBenefit] = await Promise.all(
      [used, givenBack, gone].map(async (id) => {
        const { data } = (await world.ask(`GET /profiles/${id}/benefits`)).body;
        return data[0].id;
      }),
    );
    const claimer = await newProfile();
    await post(`/profiles/${claimer}/benefits/claim`, { definition: definitionId });
    await post(`/profiles/${used}/benefits/${usedBenefit}/redeem`, {});
    const { id } = await post(`/profiles/${givenBack}/benefits/${backBenefit}/redeem`, {});
    await post(`/redemptions/${id}/reversal`, {});
    expect((await world.ask(`DELETE /benefits/${goneBenefit}`)).status).toBe(204);
    expect((await world.ask(`DELETE /profiles/${ended}`)).status).toBe(204);
    const entrants = async (kind: string) => {
      const { data } = (await draw(1, { entrants: kind })).body;
      return (await world.ask(`GET /prize-draws/${data.id}/entrants`)).body.data;
    };
    expect(await entrants("used")).toEqual([used]);
    expect(await entrants("claimed")).toEqual([claimer]);
    // Those two have won.
    expect(await entrants("held")).toEqual([unused, givenBack].sort());
  });

  it("[Y3] once for a key, whatever has changed since, and 409 for another body under it", async () => {
    await holders(5);
    const key = `draw-${made}`;
    const first = await draw(2, {}, key);
    await holders(3);
    expect((await draw(2, {}, key)).body).toEqual(first.body);
    expect((await draw(3, {}, key)).status).toBe(409);
    const page = await world.ask(`GET /prize-draws?filter[benefit_definition_id]=${definitionId}`);
    expect(page.body.meta.total).toBe(1);
  });

  it("[Y3] sixteen callers with one key get one draw, and nobody wins in two", async () => {
    await holders(8);
    const rivals = await Promise.all(Array.from({ length: 16 }, () => draw(1, {}, `r-${made}`)));
    expect(new Set(rivals.map(({ body }) => JSON.stringify(body.data))).size).toBe(1);
    const more = await Promise.all(Array.from({ length: 16 }, () => draw(1)));
    const won = more.filter(({ status }) => status === 201).map(({ body }) => body.data);
    expect(won).toHaveLength(7);
    const all = [rivals[0]?.body.data, ...won].flatMap(winnersIn);
    expect(new Set(all).size).toBe(8);
    expect(more.filter(({ status }) => status === 422)).toHaveLength(9);
  });

  it("[Y1] are refused, naming the field, if they can't be held", async () => {
    await holders(2);
    const fields = async (winners: number, more: object = {}) => {
      const { status, body } = await draw(winners, more);
      return [status, Object.keys(body.errors ?? {})];
    };
    expect(await fields(3)).toEqual([422, ["winners"]]);
    expect(await fields(0)).toEqual([422, ["winners"]]);
    expect(await fields(1001)).toEqual([422, ["winners"]]);
    expect(await fields(1, { entrants: "everybody" })).toEqual([422, ["entrants"]]);
    const other = await define({ type: "gift" });
    expect(await fields(1, { benefit_definition_id: other })).toEqual([
      422,
      ["benefit_definition_id"],
    ]);
    expect(await fields(1, { benefit_definition_id: 999_999 })).toEqual([
      422,
      ["benefit_definition_id"],
    ]);
    expect((await world.ask("GET /prize-draws/999999/entrants")).status).toBe(404);
  });
});
