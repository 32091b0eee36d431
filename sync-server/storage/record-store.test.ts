import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { tenantIdSchema } from "#shared/kernel/ids.ts";
import { instant } from "#shared/kernel/time.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { NOON } from "#sync-server/testing/seed.ts";
import { customFieldStore } from "./organisation/custom-field-store.ts";
import type { WriteDeps } from "./sql.ts";

const THEIRS = { tenantId: tenantIdSchema.parse("other") };
const NAME = { namespace: "shop", handle: "size" };
const FIELD = { ...NAME, name: "Size", type: "string", value: "M" } as const;

describe.for(databases)("the store of a table on $name", ({ create }) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await create();
  });
  afterEach(() => database.drop());

  const within = <T>(run: (deps: WriteDeps) => Promise<T>, other: Partial<WriteDeps> = {}) =>
    database.transact((deps) => run({ ...deps, ...other }), NOON, other.tenantId);

  test("reads, changes and deletes nothing of another tenant", async () => {
    const { id } = await within((deps) => customFieldStore.append(deps, FIELD), THEIRS);
    await within(async (deps) => {
      expect(await customFieldStore.read(deps, id)).toBeNull();
      expect(await customFieldStore.readAll(deps, [id])).toEqual([]);
      expect(await customFieldStore.find(deps, { id })).toBeNull();
      expect(await customFieldStore.lock(deps, NAME)).toBeNull();
      await customFieldStore.update(deps, id, { value: "L" });
      await customFieldStore.remove(deps, id);
    });
    const theirs = await within((deps) => customFieldStore.read(deps, id), THEIRS);
    expect(theirs).toMatchObject(FIELD);
  });

  test("finds nothing by a field that is missing, instead of any record", async () => {
    await within((deps) => customFieldStore.append(deps, FIELD));
    const dropped: object = { ...NAME, handle: undefined };
    for (const fields of [{}, dropped]) {
      await expect(within((deps) => customFieldStore.find(deps, fields))).rejects.toThrow(
        "custom_fields has to be searched by fields that it has and that are set",
      );
    }
  });

  test("fills in when a record was written and last changed", async () => {
    const at = (milliseconds: number) => ({ now: instant(milliseconds) });
    const { id } = await within((deps) => customFieldStore.append(deps, FIELD), at(1000));
    await within((deps) => customFieldStore.update(deps, id, { value: "L" }), at(2000));
    const found = await within((deps) => customFieldStore.find(deps, NAME));
    expect(found).toEqual({ ...FIELD, id, value: "L", createdAt: 1000, updatedAt: 2000 });
  });

  test("a change waits for one that has locked the record", async () => {
    await within((deps) => customFieldStore.append(deps, FIELD));
    const append = (letter: string) =>
      within(async (deps) => {
        const found = await customFieldStore.lock(deps, NAME);
        const value = `${found?.value}${letter}`;
        if (found) await customFieldStore.update(deps, found.id, { value });
      });
    await Promise.all(["a", "b", "c"].map(append));
    const found = await within((deps) => customFieldStore.find(deps, NAME));
    expect([...String(found?.value)].sort()).toEqual(["M", "a", "b", "c"]);
  });
});
