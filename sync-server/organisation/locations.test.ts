import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { assert } from "#shared/kernel/assert.ts";
import { createProfileRecord } from "#sync-server/profile/create-profile.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { overlap } from "#sync-server/testing/overlap.ts";
import { newProfileId } from "#sync-server/testing/seed.ts";
import { blankDetails } from "#sync-server/testing/test-shop.ts";
import { createLocation, deleteLocation, updateLocation } from "./locations.ts";
import { createTerm, deleteTerm } from "./terms.ts";

const DETAILS = { ...blankDetails, firstName: "Ada", email: "ada@example.com" };
const IN_USE = { ok: false, error: { reason: "region_in_use" } };

describe.for(databases)("[S13] the locations of a region on $name", ({ create }) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await create();
  });
  afterEach(() => database.drop());

  const newLocation = (name: string) =>
    database.transact(async (deps) => {
      const made = await createLocation(deps, { name, region: "north" });
      assert(made.ok, "a location");
      return made.value.id;
    });
  const addProfile = async (deps: WriteDeps) => {
    const made = await createProfileRecord(deps, {
      ...{ profileId: newProfileId(), details: DETAILS, identities: [] },
      ...{ joinedAt: null, joinedLocationId: null, joinedStaffId: null },
    });
    assert(made.ok, JSON.stringify(made));
    return made.value.region;
  };
  const goSouth = (id: Awaited<ReturnType<typeof newLocation>>) => (deps: WriteDeps) =>
    updateLocation(deps, { id, changes: { region: "south" } });

  test("the last two of one with profiles don't leave it at once", async () => {
    const [first, second] = [await newLocation("First"), await newLocation("Second")];
    await database.transact(addProfile);
    const [moved, stays] = await overlap(database, goSouth(first), goSouth(second));
    expect([moved.ok, stays]).toEqual([true, IN_USE]);
    const deleted = await database.transact((deps) => deleteLocation(deps, { id: second }));
    expect(deleted).toEqual({ ok: false, error: { reason: "in_use" } });
  });

  test("the last one waits for a new profile", async () => {
    const last = await newLocation("Last");
    const [, stays] = await overlap(database, addProfile, goSouth(last));
    expect(stays).toEqual(IN_USE);
  });

  test("a new profile waits for the last one, and goes where that goes", async () => {
    const last = await newLocation("Last");
    const [moved, added] = await overlap(database, goSouth(last), addProfile);
    expect([moved.ok, added]).toEqual([true, "south"]);
  });

  test("a region isn't deleted while a location is put into it", async () => {
    const region = { kind: "region", handle: "north", fields: {}, body: {} } as const;
    const term = await database.transact((deps) => createTerm(deps, region));
    assert(term.ok, "a region");
    const [made, deleted] = await overlap(
      database,
      (deps) => createLocation(deps, { name: "New", region: "north" }),
      (deps) => deleteTerm(deps, { kind: "region", id: term.value.id }),
    );
    expect([made.ok, deleted]).toEqual([true, { ok: false, error: { reason: "in_use" } }]);
  });
});
