import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMs, DAY_MS } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { NOON } from "#sync-server/testing/seed.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

describe.for(databases)("people at locations over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let locationId: number;
  let profileId: string;
  let staffId: string;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    const perth = { name: "Perth", external_id: "P", timezone: "Australia/Perth" };
    locationId = (await world.post("/locations", perth)).id;
    profileId = (await world.post("/profiles", { email: "a@example.com" })).id;
    const sam = { full_name: "Sam", staff_number: "77", pin: "123456" };
    staffId = (await world.post("/staff", sam)).id;
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  it("DOMAIN §14.2 no. 1: the type says whether the id is of staff or of a profile", async () => {
    const path = `/locations/${locationId}/profiles`;
    const manager = await world.post(path, { profile_id: staffId, assignment_type: "manager" });
    expect(manager).toMatchObject({
      profile_id: staffId,
      is_active: true,
      location_id: locationId,
    });
    await world.post(path, { profile_id: profileId, assignment_type: "profile" });
    for (const [id, type] of [
      [profileId, "staff"],
      [staffId, "profile"],
    ] as const) {
      const answer = await world.ask(`POST ${path}`, {
        body: { profile_id: id, assignment_type: type },
      });
      expect([answer.status, Object.keys(answer.body.errors)]).toEqual([422, ["profile_id"]]);
    }
    const managers = await world.ask(`GET ${path}?filter[assignment_type]=manager`);
    expect(managers.body.data).toMatchObject([{ id: manager.id }]);
    const other = await world.post("/locations", { name: "Other" });
    const strange = `GET /locations/${other.id}/profiles/${manager.id}`;
    expect((await world.ask(strange)).status).toBe(404);
    expect((await world.ask(`DELETE /locations/${locationId}`)).status).toBe(409);
  });

  it("DOMAIN §14.2 no. 2: is active by the time at reading, a day as long as it is there", async () => {
    const path = `/locations/${locationId}/profiles`;
    const body = { profile_id: staffId, assignment_type: "staff", external_id: "SHIFT" };
    const days = { starts_at: "2026-03-05", ends_at: "2026-03-05" };
    const { id, ...shift } = await world.post(path, { ...body, ...days });
    expect(shift).toMatchObject({
      ...{ starts_at: "2026-03-04 16:00:00", ends_at: "2026-03-05 15:59:59", is_active: false },
    });
    const active = async () => {
      const found = await world.ask(`GET ${path}?filter[external_id]=SHIFT&filter[is_active]=true`);
      return found.body.data.length;
    };
    expect(await active()).toBe(0);
    world.setClock(addMs(NOON, 2 * DAY_MS));
    expect(formatV3(addMs(NOON, 2 * DAY_MS)).slice(0, 10)).toBe("2026-03-05");
    expect([await active(), (await world.ask(`GET ${path}/${id}`)).body.data.is_active]).toEqual([
      ...[1, true],
    ]);
    const wrong = { body: { ends_at: "2026-03-01" } };
    const refused = await world.ask(`PUT ${path}/${id}`, wrong);
    expect([refused.status, Object.keys(refused.body.errors)]).toEqual([422, ["ends_at"]]);
    await world.ask(`PUT ${path}/${id}`, { body: { is_active: false } });
    expect(await active()).toBe(0);
    world.setClock(NOON);
  });
});
