import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pointDefaults } from "#shared/incentive/points/point.ts";
import { TIER_DEFAULTS } from "#shared/incentive/tiers/tier.ts";
import { assert } from "#shared/kernel/assert.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { addMs } from "#shared/kernel/time.ts";
import { loadProgramme } from "#sync-server/ledger/load-programme.ts";
import { readProfileRecords } from "#sync-server/storage/profile/profile-store.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { insertBareProfile, MELBOURNE, NOON } from "#sync-server/testing/seed.ts";
import { statementsOf } from "#sync-server/testing/statements.ts";
import { createPointTenant } from "#sync-server/testing/test-transaction.ts";
import { createDefinition } from "./definitions.ts";
import { type AskedConditions, readConditionData } from "./read-condition-data.ts";

describe.for(databases)("what conditions read on $name", ({ create }) => {
  let database: TestDatabase;
  let ids: readonly ProfileId[];
  beforeAll(async () => {
    database = await create();
    await createPointTenant(database, { earnRateMicro: 100, exchangeMilliCents: 500_000 });
    ids = [
      await insertBareProfile(database),
      await insertBareProfile(database),
      await insertBareProfile(database),
    ];
    const points = {
      ...pointDefaults({ digits: 2 }),
      use: "tier",
      name: "T",
      handle: "t",
    } as const;
    const tier = { ...TIER_DEFAULTS, programme: "t", name: "Base", handle: "base", valueMin: 0 };
    for (const definition of [
      { kind: "point", body: points, extra: {} },
      { kind: "tier", body: tier, extra: {} },
    ] as const) {
      const made = await database.transact((deps) => createDefinition(deps, definition), NOON);
      assert(made.ok, `a definition: ${JSON.stringify(made)}`);
    }
  });
  afterAll(() => database.drop());

  it("[Q11] takes as many statements for the tiers of many profiles as for those of one", async () => {
    const asked: AskedConditions = {
      conditions: [{ "==": [{ var: "tier_handle" }, "base"] }],
      on: "claim",
    };
    const at = addMs(NOON, 1000);
    const statementsFor = (count: number) =>
      database.transact(async (deps) => {
        const programme = await loadProgramme(deps);
        const profiles = await readProfileRecords(deps, ids.slice(0, count));
        const occasions = profiles.map((profile) => ({ profile, at, timezone: MELBOURNE }));
        const { sent, result } = await statementsOf(deps, (counted) =>
          readConditionData(counted, programme, asked, occasions),
        );
        expect(result).toHaveLength(count);
        return sent.length;
      }, at);
    // What tiers were is read once.
    await statementsFor(1);
    const forOne = await statementsFor(1);
    expect(forOne).toBeGreaterThan(0);
    expect(await statementsFor(3)).toBe(forOne);
  });
});
