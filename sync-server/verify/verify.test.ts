import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { addMs, DAY_MS } from "#shared/kernel/time.ts";
import type { Difference } from "#sync-server/ledger/compare-projection.ts";
import { redeem } from "#sync-server/redemption/redeem.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import {
  earnPoints,
  insertDefinitions,
  issueReward,
  redemption,
} from "#sync-server/testing/ledger-fixtures.ts";
import { runCommand } from "#sync-server/testing/run-command.ts";
import { insertBareProfile } from "#sync-server/testing/seed.ts";
import { writeNamed } from "#sync-server/writes.ts";
import { rebuildAll } from "./rebuild-all.ts";
import { type Verification, verifyLedger } from "./verify.ts";

describe.for(databases)("verify and rebuild on $name", ({ create }) => {
  let database: TestDatabase;
  let profileId: ProfileId;
  beforeEach(async () => {
    database = await create();
    await database.transact(insertDefinitions);
    for (let n = 0; n < 3; n++) await chainOf(await insertBareProfile(database));
    profileId = await insertBareProfile(database);
    await chainOf(profileId);
  });
  afterEach(() => database.drop());

  /** Ten entries: rewards, points, redemptions and one with a shortfall. */
  const chainOf = async (id: ProfileId): Promise<void> => {
    await database.transact((deps) => issueReward(deps, id, 500));
    await database.transact((deps) => issueReward(deps, id, 700));
    await database.transact((deps) => earnPoints(deps, id, 400));
    await database.transact((deps) => redeem(deps, redemption(id, 600)));
    await database.transact((deps) => redeem(deps, redemption(id, 650)));
    await database.transact((deps) => redeem(deps, redemption(id, 900, { whenShort: "honour" })));
  };

  // In this thread: starting a store's own would be slow.
  const verify = (): Promise<Verification> => database.transact((deps) => verifyLedger(deps));
  const rebuild = (onDifferences: (some: readonly Difference[]) => void = () => {}) =>
    rebuildAll(
      {
        write: (name, _tenantId, input) =>
          database.transact((deps) => writeNamed(name, true)(deps, input)),
        snapshot: (_tenantId, read) => database.transact(read),
      },
      TEST_TENANT,
      onDifferences,
    );

  /** Does damage that the database itself would refuse. */
  const damage = async (...texts: readonly string[]): Promise<void> => {
    const [guardOff, guardOn] =
      database.name === "sqlite"
        ? [
            ["drop trigger ledger_entries_no_update", "drop trigger ledger_entries_no_delete"],
            [
              "create trigger ledger_entries_no_update before update on ledger_entries begin select raise(abort, 'no'); end",
              "create trigger ledger_entries_no_delete before delete on ledger_entries begin select raise(abort, 'no'); end",
            ],
          ]
        : [
            ["alter table ledger_entries disable trigger all"],
            ["alter table ledger_entries enable trigger all"],
          ];
    for (const text of [...guardOff, ...texts, ...guardOn]) await database.run(text);
  };

  const ofProfile = () => `profile_id = '${profileId}'`;

  test("[L6] an untouched ledger is whole", async () => {
    const found = await verify();
    expect(found).toMatchObject({ profiles: 4, brokenLinks: [], differences: [], isWhole: true });
    expect(found.entries).toBeGreaterThan(4 * 9);
  });

  test("[L6] a changed amount is reported", async () => {
    await damage(
      `update ledger_entries set amount = amount + 1 where ${ofProfile()} and sequence = 2`,
    );
    const { brokenLinks, isWhole } = await verify();
    expect(brokenLinks).toMatchObject([{ profileId, sequence: 2, reason: "hash_differs" }]);
    expect(isWhole).toBe(false);
  });

  test("[L6] one flipped digit of a hash is reported", async () => {
    const flipped = "case substr(hash, 1, 1) when 'a' then 'b' else 'a' end || substr(hash, 2)";
    await damage(
      `update ledger_entries set hash = ${flipped} where ${ofProfile()} and sequence = 3`,
    );
    expect((await verify()).brokenLinks).toMatchObject([{ profileId, sequence: 3 }]);
  });

  test("[L6] a change of any column is found", async () => {
    const changes = {
      kind: "'adjust'",
      definition_version: "9",
      value_cents: "value_cents + 1",
      timezone: "'UTC'",
      source_id: "'else'",
      source_version: "1",
      source_level: "1",
      source_transaction_id: "1",
      occurred_at: "occurred_at + 1",
      recorded_at: "recorded_at + 1",
      location_id: "7",
      staff_id: "'somebody'",
      expires_at: "1",
    };
    const damaged: ProfileId[] = [];
    const texts: string[] = [];
    for (const [column, value] of Object.entries(changes)) {
      const id = await insertBareProfile(database);
      await database.transact((deps) => issueReward(deps, id, 500));
      damaged.push(id);
      texts.push(`update ledger_entries set ${column} = ${value} where profile_id = '${id}'`);
    }
    await damage(...texts);
    const { brokenLinks } = await verify();
    expect(brokenLinks.map((link) => link.profileId).sort()).toEqual(damaged.sort());
  });

  test("[L6] a removed entry breaks the chain at the next one", async () => {
    await damage(`delete from ledger_entries where ${ofProfile()} and sequence = 4`);
    expect((await verify()).brokenLinks).toMatchObject([
      { profileId, sequence: 5, reason: "place_missing" },
    ]);
  });

  test("[L6] removing the last entry shows in the account", async () => {
    await damage(
      `delete from ledger_entries where ${ofProfile()} and sequence =
         (select max(sequence) from ledger_entries where ${ofProfile()})`,
    );
    const { brokenLinks, differences } = await verify();
    expect(brokenLinks).toEqual([]);
    expect(differences).toContainEqual(
      expect.objectContaining({ profileId, part: "account", field: "version" }),
    );
  });

  test("[L6] two swapped entries are found", async () => {
    await damage(
      `update ledger_entries set sequence = 1001 where ${ofProfile()} and sequence = 1`,
      `update ledger_entries set sequence = 1 where ${ofProfile()} and sequence = 2`,
      `update ledger_entries set sequence = 2 where ${ofProfile()} and sequence = 1001`,
    );
    expect((await verify()).brokenLinks).toMatchObject([{ profileId, sequence: 1 }]);
  });

  test("[L6] removing a whole chain shows in the account, and removing the account shows too", async () => {
    await damage(`delete from ledger_entries where ${ofProfile()}`);
    expect((await verify()).isWhole).toBe(false);
    await database.run("delete from lots");
    await database.run("delete from accounts");
    const { differences } = await verify();
    expect(differences).toContainEqual(
      expect.objectContaining({ part: "account", stored: "missing" }),
    );
  });

  test("[L4] a rebuild of a whole ledger finds no difference", async () => {
    const seen: unknown[] = [];
    const report = await rebuild((some) => seen.push(...some));
    expect(report).toEqual({ profiles: 4, differences: 0, requeued: 0 });
    expect(seen).toEqual([]);
  });

  test("[L4] a rebuild fixes damaged projections from the entries alone", async () => {
    const before = await readProjections();
    await database.run(
      `update lots set remaining = remaining + 5, expires_at = 99 where ${ofProfile()}`,
    );
    await database.run(
      `update accounts set version = 2, head_hash = 'x', outstanding = '[]' where ${ofProfile()}`,
    );
    expect((await verify()).differences.length).toBeGreaterThan(0);
    const report = await rebuild();
    expect(report.differences).toBeGreaterThan(0);
    expect(await readProjections()).toEqual(before);
    expect(await rebuild()).toMatchObject({ differences: 0 });
    expect((await verify()).isWhole).toBe(true);
  });

  test("[S23] names an account that isn't due to be sent to devices again in time", async () => {
    await database.transact(async (deps) => {
      for (let n = 1; n <= 30; n++) {
        const expiresAt = addMs(deps.now, (30 + n) * DAY_MS);
        await earnPoints(deps, profileId, 100, { expiresAt });
      }
    });
    expect((await verify()).isWhole).toBe(true);
    const row = `from due where kind = 'send_account' and key = '${profileId}'`;
    const [right] = await database.run(`select due_at ${row}`);
    const dueAt = Number(right?.["due_at"]);
    const change = (by: string) =>
      database.run(
        `update due set due_at = due_at ${by} where kind = 'send_account' and key = '${profileId}'`,
      );
    // Sooner than needed does no harm.
    await change("- 1");
    expect((await verify()).isWhole).toBe(true);

    const found = { profileId, part: "due", field: "sendAt", rebuilt: String(dueAt) };
    await change("+ 2");
    expect((await verify()).differences).toEqual([{ ...found, stored: String(dueAt + 1) }]);
    await database.run(`delete ${row}`);
    expect((await verify()).differences).toEqual([{ ...found, stored: "null" }]);
    expect(await rebuild()).toMatchObject({ differences: 1 });
    expect(await database.run(`select due_at ${row}`)).toEqual([right]);
    expect((await verify()).isWhole).toBe(true);
  });

  test("[L4] a rebuild restores missing projections, and removes what no entry created", async () => {
    const before = await readProjections();
    await database.run(
      `insert into lots (tenant_id, lot_id, profile_id, chain_id, unit, definition_id,
         definition_version, issued_at, active_at, timezone, initial, remaining, source_type, source_id, extra,
         created_at, updated_at)
       select tenant_id, 'made-up:0', profile_id, chain_id, unit, definition_id, definition_version, issued_at,
         active_at, timezone, 100, 100, source_type, source_id, extra, created_at, updated_at
       from lots where ${ofProfile()} limit 1`,
    );
    await database.run(
      "delete from lots where lot_id in (select max(lot_id) from lots where lot_id <> 'made-up:0')",
    );
    await database.run(`delete from accounts where ${ofProfile()}`);
    await rebuild();
    expect(await readProjections()).toEqual(before);
  });

  test("the command lines report the same, and exit with 0 or 1", async () => {
    const call = (program: string) => runCommand(program, database);
    expect((await call("verify")).stdout).toMatch(/4 profiles, \d+ entries: every chain holds/);
    expect((await call("rebuild")).stdout).toMatch(/4 profiles: no difference/);
    await damage(
      `update ledger_entries set amount = amount + 1 where ${ofProfile()} and sequence = 2`,
    );
    await expect(call("verify")).rejects.toMatchObject({
      code: 1,
      stdout: expect.stringContaining(`broken: profile ${profileId}, entry 2`),
    });
  });

  /** Everything that a rebuild creates; recreated lots get new numbers. */
  const readProjections = async () => ({
    accounts: await database.run("select * from accounts order by profile_id"),
    lots: (await database.run("select * from lots order by lot_id")).map(
      ({ number: _, updated_at: __, ...lot }) => lot,
    ),
  });
});
