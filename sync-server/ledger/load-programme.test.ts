import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { groupDefinitions } from "#shared/incentive/definition.ts";
import { DEFAULT_REDEMPTION_POLICY } from "#shared/redemption/policy.ts";
import { POLICY_HANDLE, upsertSetting } from "#sync-server/storage/organisation/settings-store.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { insertDefinitions, POINT, REWARD } from "#sync-server/testing/ledger-fixtures.ts";
import { loadProgramme } from "./load-programme.ts";

describe.for(databases)("the programme on $name", ({ create }) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await create();
  });
  afterAll(() => database.drop());

  const load = () => database.transact(loadProgramme);

  test("is empty, with the default policy, before anything is defined", async () => {
    expect(await load()).toEqual({
      definitions: groupDefinitions([]),
      policy: DEFAULT_REDEMPTION_POLICY,
    });
  });

  test("is cached until someone changes it, by whatever means", async () => {
    await database.transact(insertDefinitions);
    const first = await load();
    expect(first).toMatchObject({ definitions: { reward: [REWARD], point: [POINT] } });
    expect(await load()).toBe(first);
    await database.run("update definitions set version = 2 where kind = 'point'");
    expect((await load()).definitions.point[0]?.version).toBe(2);
    const policy = { ...DEFAULT_REDEMPTION_POLICY, version: 7 };
    await database.transact((deps) =>
      upsertSetting(deps, { handle: POLICY_HANDLE, value: JSON.stringify(policy) }),
    );
    expect((await load()).policy.version).toBe(7);
  });

  test("includes deleted definitions, because their lots are still held", async () => {
    await database.run("update definitions set deleted_at = 5 where kind = 'reward'");
    expect((await load()).definitions.reward).toHaveLength(1);
  });

  test("a change that was rolled back isn't cached", async () => {
    const before = await load();
    const failing = database.transact(async (deps) => {
      await upsertSetting(deps, {
        handle: POLICY_HANDLE,
        value: JSON.stringify({ ...DEFAULT_REDEMPTION_POLICY, version: 99 }),
      });
      expect((await loadProgramme(deps)).policy.version).toBe(99);
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect((await load()).policy.version).toBe(before.policy.version);
  });
});
