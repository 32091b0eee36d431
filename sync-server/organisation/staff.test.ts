import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { overlap } from "#sync-server/testing/overlap.ts";
import { newStaffId } from "#sync-server/testing/seed.ts";
import { createStaff, updateStaff } from "./staff.ts";

describe.for(databases)("staff on $name", ({ create }) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await create();
  });
  afterEach(() => database.drop());

  test("two concurrent changes don't undo each other", async () => {
    const id = newStaffId();
    const sam = {
      name: "Sam",
      staffNumber: "1",
      locationIds: [],
      isActive: true,
      role: "associate" as const,
      pinHash: "old",
    };
    await database.transact((deps) => createStaff(deps, { id, ...sam }));
    const [, renamed] = await overlap(
      database,
      (deps) => updateStaff(deps, { id, changes: { isActive: false, pinHash: "new" } }),
      (deps) => updateStaff(deps, { id, changes: { name: "Samantha" } }),
    );
    expect(renamed).toMatchObject({
      ok: true,
      value: { ...sam, name: "Samantha", isActive: false, pinHash: "new" },
    });
  });

  test("returns the record as stored", async () => {
    const id = newStaffId();
    const sam = {
      name: "Sam",
      staffNumber: "1",
      locationIds: [],
      isActive: true,
      role: "associate" as const,
      pinHash: "old",
    };
    const made = await database.transact((deps) => createStaff(deps, { id, ...sam }));
    const [row] = await database.run(`select created_at from staff where id = '${id}'`);
    expect(made).toMatchObject({ value: { createdAt: Number(row?.["created_at"]) } });
  });

  test("refuses to change someone who doesn't exist", async () => {
    const changed = await database.transact((deps) =>
      updateStaff(deps, { id: newStaffId(), changes: { name: "Nobody" } }),
    );
    expect(changed).toEqual({ ok: false, error: { reason: "staff_unknown" } });
  });
});
