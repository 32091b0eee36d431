import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

const LINE = { address_line_1: "1 Way", city: "City" };
const SYDNEY = { ...LINE, postcode: "2000", state: "NSW", country: "Australia" };

describe.for(databases)("addresses of a profile over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let path: string;
  let made = 0;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const newProfile = async () => {
    made += 1;
    const { id } = await world.post("/profiles", { email: `p${made}@example.com` });
    path = `/profiles/${id}`;
    return id;
  };
  const errorsOf = async (request: string, body: object) => {
    const answer = await world.ask(request, { body });
    return [answer.status, Object.keys(answer.body.errors ?? {})];
  };
  const defaultsIn = async () => {
    const { address, addresses } = (await world.ask(`GET ${path}`)).body.data;
    const { data } = (await world.ask(`GET ${path}/addresses`)).body;
    expect(addresses).toEqual(data);
    const marked = data.filter((each: { is_default: boolean }) => each.is_default);
    expect(marked).toEqual(address ? [address] : []);
    return address?.address_line_1;
  };

  it("one is the default, and the profile shows it", async () => {
    await newProfile();
    const first = await world.post(`${path}/addresses`, SYDNEY);
    expect(first).toMatchObject({ address_line_1: "1 Way", is_default: true });
    expect((await world.ask(`GET ${path}/addresses/${first.id}`)).body.data).toEqual(first);
    const second = await world.post(`${path}/addresses`, { ...SYDNEY, address_line_1: "2 Way" });
    expect(second.is_default).toBe(false);
    await world.post(`${path}/addresses`, { ...SYDNEY, address_line_1: "3 Way", is_default: true });
    expect(await defaultsIn()).toBe("3 Way");
    const back = await world.ask(`PUT ${path}/addresses/${second.id}`, {
      body: { is_default: true },
    });
    expect(back.body.data).toMatchObject({ address_line_1: "2 Way", is_default: true });
    expect(await defaultsIn()).toBe("2 Way");
    // Somebody has to be it.
    await world.ask(`PUT ${path}/addresses/${second.id}`, { body: { is_default: false } });
    expect(await defaultsIn()).toBeDefined();
    await world.ask(`PUT ${path}/addresses/${second.id}`, { body: { is_default: true } });
    expect((await world.ask(`DELETE ${path}/addresses/${second.id}`)).status).toBe(204);
    expect(await defaultsIn()).toBe("1 Way");
    expect((await world.ask(`GET ${path}/addresses/${second.id}`)).status).toBe(404);
    expect((await world.ask(`DELETE ${path}/addresses/${second.id}`)).status).toBe(404);
  });

  it("a repeat adds nothing, and nobody sees another's", async () => {
    await newProfile();
    const first = await world.post(`${path}/addresses`, SYDNEY);
    expect(await world.post(`${path}/addresses`, SYDNEY)).toEqual(first);
    const own = path;
    await newProfile();
    expect((await world.ask(`GET ${path}/addresses/${first.id}`)).status).toBe(404);
    expect(await errorsOf(`PUT ${path}/addresses/${first.id}`, { city: "X" })).toEqual([404, []]);
    expect((await world.ask(`DELETE ${path}/addresses/${first.id}`)).status).toBe(404);
    expect((await world.ask(`GET ${own}/addresses`)).body.data).toEqual([first]);
  });

  it("T20 a change leaves what it doesn't say, null clears, and what must be stays", async () => {
    await newProfile();
    const { id } = await world.post(`${path}/addresses`, { ...SYDNEY, company: "Hart" });
    const one = `${path}/addresses/${id}`;
    const changed = await world.ask(`PUT ${one}`, { body: { company: null, notes: "" } });
    expect(changed.body.data).toMatchObject({ company: null, notes: null, postcode: "2000" });
    expect(await errorsOf(`PUT ${one}`, { city: null })).toEqual([422, ["city"]]);
    expect(await errorsOf(`PUT ${one}`, { postcode: null })).toEqual([422, ["postcode"]]);
    expect(await errorsOf(`PUT ${one}`, { country: "Singapore" })).toEqual([200, []]);
  });

  it("T26 a postcode and a state are asked for only where the country has them", async () => {
    await newProfile();
    const send = (more: object) => errorsOf(`POST ${path}/addresses`, { ...LINE, ...more });
    expect(await send({ country: "HK", state: "Kowloon" })).toEqual([201, []]);
    expect(await send({ country: "Hong Kong", state: "Kowloon", postcode: "" })).toEqual([201, []]);
    expect(await send({ country: "Singapore", postcode: "018956" })).toEqual([201, []]);
    expect(await send({ country: "Singapore", state: null })).toEqual([422, ["postcode"]]);
    expect(await send({ country: "AU" })).toEqual([422, ["postcode", "state"]]);
    expect(await send({ country: "Ruritania", state: "X" })).toEqual([422, ["postcode"]]);
    expect(await send({ country: "Ruritania", state: "X", postcode: "1" })).toEqual([201, []]);
    const inProfile = { addresses: [{ ...LINE, country: "AU", state: "NSW" }] };
    expect(await errorsOf(`PUT ${path}`, inProfile)).toEqual([422, ["addresses.0.postcode"]]);
    const shop = { name: "Shop", address: { ...LINE, country: "HK", state: "Kowloon" } };
    expect(await errorsOf("POST /locations", shop)).toEqual([201, []]);
    const lacking = { name: "Shop", address: { ...LINE, country: "AU", state: "NSW" } };
    expect(await errorsOf("POST /locations", lacking)).toEqual([422, ["address.postcode"]]);
  });

  it("T26 one state is kept however it was spelt", async () => {
    await newProfile();
    const kept = { state: "New South Wales", iso_state: "AU-NSW", iso: "AU" };
    const spellings = [
      { state: "NSW" },
      { state: "AU-NSW" },
      { state: "new south wales" },
      { state: "", iso_state: "AU-NSW" },
      { state: "NSW", iso: "AUS" },
    ];
    for (const [index, spelling] of spellings.entries()) {
      const body = { ...SYDNEY, address_line_1: `${index} Way`, ...spelling };
      expect(await world.post(`${path}/addresses`, body)).toMatchObject(kept);
    }
    const { id } = await world.post(`${path}/addresses`, SYDNEY);
    const one = `PUT ${path}/addresses/${id}`;
    const moved = await world.ask(one, { body: { iso_state: "AU-VIC" } });
    expect(moved.body.data).toMatchObject({ state: "Victoria", iso_state: "AU-VIC" });
    const again = await world.ask(one, { body: { state: "Tasmania" } });
    expect(again.body.data).toMatchObject({ state: "Tasmania", iso_state: "AU-TAS" });
    const away = await world.ask(one, { body: { country: "New Zealand", state: "Auckland" } });
    expect(away.body.data).toMatchObject({ iso: "NZ", iso_state: "NZ-AUK" });
    expect((await world.ask(one, { body: away.body.data })).body.data).toEqual(away.body.data);
  });

  it("T26 what contradicts the rest of an address is refused, not dropped", async () => {
    await newProfile();
    const send = (more: object) => errorsOf(`POST ${path}/addresses`, { ...SYDNEY, ...more });
    expect(await send({ iso: 0.07 })).toEqual([422, ["iso"]]);
    expect(await send({ iso: "NZ" })).toEqual([422, ["iso"]]);
    expect(await send({ iso_state: "AU-VIC" })).toEqual([422, ["iso_state"]]);
    expect(await send({ iso_state: "AU-ZZ" })).toEqual([422, ["iso_state"]]);
    const { id } = await world.post(`${path}/addresses`, { ...SYDNEY, meta: [] });
    const one = `${path}/addresses/${id}`;
    expect((await world.ask(`GET ${one}`)).body.data).toMatchObject({ iso: "AU", meta: [] });
    expect(await errorsOf(`PUT ${one}`, { iso: "NZ" })).toEqual([422, ["iso"]]);
    expect(await errorsOf(`PUT ${one}`, { iso: 0.07 })).toEqual([422, ["iso"]]);
    const shop = { name: "Shop", address: { ...SYDNEY, iso: "NZ" } };
    expect(await errorsOf("POST /locations", shop)).toEqual([422, ["address.iso"]]);
  });

  it("each write is an event, which says nothing of where somebody lives", async () => {
    const profileId = await newProfile();
    const { id } = await world.post(`${path}/addresses`, { ...SYDNEY, city: "Zetland" });
    await world.ask(`PUT ${path}/addresses/${id}`, { body: { notes: "Ring" } });
    await world.ask(`DELETE ${path}/addresses/${id}`);
    const { data } = (await world.ask("GET /events?page[size]=100")).body;
    const own = data.filter(
      (each: { profile_id: string; event: string }) =>
        each.profile_id === profileId && each.event.startsWith("profile.address"),
    );
    expect(own.map((each: { event: string }) => each.event).sort()).toEqual([
      "profile.address.created",
      "profile.address.deleted",
      "profile.address.updated",
    ]);
    expect(JSON.stringify(own)).not.toContain("Zetland");
  });
});
