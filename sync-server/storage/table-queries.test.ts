import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { tenantIdSchema } from "#shared/kernel/ids.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { MELBOURNE, NOON } from "#sync-server/testing/seed.ts";
import { isLocationInUse, locationStore } from "./organisation/location-store.ts";
import { locationTable } from "./organisation/location-table.ts";
import { readPage, readRecords } from "./table-queries.ts";

const OTHER = tenantIdSchema.parse("other");

describe.for(databases)("queries of a table on $name", ({ create }) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await create();
  });
  afterEach(() => database.drop());

  const addLocation = (name: string, tenantId = TEST_TENANT) =>
    database.transact(
      (deps) =>
        locationStore.append(deps, {
          name,
          externalId: name,
          timezone: MELBOURNE,
          country: "AU",
          region: "AU",
          isPublished: true,
          isPermanentlyClosed: false,
          customFields: [],
          tags: [],
        }),
      NOON,
      tenantId,
    );

  test("stay within the tenant, whatever the condition", async () => {
    await addLocation("Ours");
    await addLocation("Theirs", OTHER);
    const either = sql<boolean>`name = 'Ours' or name = 'Theirs'`;
    const found = await database.transact((deps) => readRecords(deps, locationTable, either));
    expect(found.map(({ name }) => name)).toEqual(["Ours"]);
    const query = { filters: [], search: null, sort: [], limit: 10, offset: 0 };
    const page = await database.transact((deps) => readPage(deps, locationTable, query, [either]));
    expect([page.total, page.rows.map(({ name }) => name)]).toEqual([1, ["Ours"]]);
  });

  test("a location isn't in use because of another tenant's staff", async () => {
    const { id } = await addLocation("Ours");
    const isInUse = () => database.transact((deps) => isLocationInUse(deps, id));
    for (const [tenant, inUse] of [
      ["other", false],
      ["test", true],
    ] as const) {
      await database.run(
        `insert into staff (id, tenant_id, name, staff_number, is_active, role, pin_hash,
           created_at, updated_at)
         values ('one', '${tenant}', 'Sam', '1', 1, 'associate', '', 0, 0)`,
      );
      await database.run(
        `insert into staff_locations (tenant_id, staff_id, location_id)
         values ('${tenant}', 'one', ${id})`,
      );
      expect(await isInUse()).toBe(inUse);
    }
  });
});
