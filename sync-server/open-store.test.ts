import { spawn } from "node:child_process";
import { once } from "node:events";
import { statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { assertDefined } from "#shared/kernel/assert.ts";
import { readAccount } from "#sync-server/ledger/load-account.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import {
  insertDefinitions,
  issueReward,
  redemption,
} from "#sync-server/testing/ledger-fixtures.ts";
import { insertBareProfile, NOON } from "#sync-server/testing/seed.ts";
import { DATABASE_FILE } from "./open-store.ts";

const KILLED_PROGRAM = fileURLToPath(new URL("./testing/redeem-until-killed.ts", import.meta.url));

describe.for(databases)("a store on $name", ({ create }) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await create();
    await database.transact(insertDefinitions);
  });
  afterEach(() => database.drop());

  test("a write resolves once it can be read, by this store and by another", async () => {
    const profileId = await insertBareProfile(database);
    await database.transact((deps) => issueReward(deps, profileId, 500));
    const [one, other] = await Promise.all([database.open(), database.open()]);
    expect((await one.write("redeem", TEST_TENANT, redemption(profileId, 100))).ok).toBe(true);
    for (const store of [one, other]) {
      const account = await readAccount(store.read(TEST_TENANT), profileId);
      expect(account.lots[0]?.remaining).toBe(400);
    }
  });

  test("gives writes its clock's time", async () => {
    const profileId = await insertBareProfile(database);
    await database.transact((deps) => issueReward(deps, profileId, 500));
    const store = await database.open({ clock: () => NOON });
    const redeemed = await store.write("redeem", TEST_TENANT, redemption(profileId, 100));
    expect(redeemed.ok && redeemed.value.entries[0]?.recordedAt).toBe(NOON);
  });

  test("finishes waiting writes when it closes, and accepts no more", async () => {
    const profileId = await insertBareProfile(database);
    await database.transact((deps) => issueReward(deps, profileId, 5_000));
    const store = await database.open();
    const waiting = Array.from({ length: 40 }, () =>
      store.write("redeem", TEST_TENANT, redemption(profileId, 100)),
    );
    await store.close();
    expect((await Promise.all(waiting)).every((redeemed) => redeemed.ok)).toBe(true);
    await expect(store.write("redeem", TEST_TENANT, redemption(profileId, 100))).rejects.toThrow();
  });

  test("a write that throws fails alone", async () => {
    const profileId = await insertBareProfile(database);
    await database.transact((deps) => issueReward(deps, profileId, 500));
    const store = await database.open();
    const twice = redemption(profileId, 100);
    const settled = await Promise.allSettled([
      store.write("redeem", TEST_TENANT, twice),
      store.write("redeem", TEST_TENANT, redemption(profileId, 100)),
    ]);
    expect(settled.map((outcome) => outcome.status)).toEqual(["fulfilled", "fulfilled"]);
    // The table's own key stops a second redemption by one command.
    await expect(store.write("redeem", TEST_TENANT, twice)).rejects.toThrow(/unique/i);
    expect((await store.write("redeem", TEST_TENANT, redemption(profileId, 100))).ok).toBe(true);
  });

  test("notifies of its own writes, and of another process's", async () => {
    const profileId = await insertBareProfile(database);
    await database.transact((deps) => issueReward(deps, profileId, 500));
    const [one, other] = await Promise.all([database.open(), database.open()]);
    const heard = { stopped: 0, listening: 0 };
    const stop = other.onChange(() => {
      heard.stopped += 1;
    });
    other.onChange(() => {
      heard.listening += 1;
    });
    const untilHeard = (than: number) => expect.poll(() => heard.listening).toBeGreaterThan(than);
    // Listening takes a while to start on PostgreSQL, and then notifies once.
    if (database.name === "postgres") await untilHeard(0);
    const before = heard.listening;
    await one.write("redeem", TEST_TENANT, redemption(profileId, 100));
    await untilHeard(before);
    expect(heard.stopped).toBe(heard.listening);
    stop();
    const atStop = { ...heard };
    await one.write("redeem", TEST_TENANT, redemption(profileId, 100));
    await untilHeard(atStop.listening);
    expect(heard.stopped).toBe(atStop.stopped);
  });

  test("a killed process keeps every resolved write, and no half-finished one", async () => {
    const profileId = await insertBareProfile(database);
    await database.transact((deps) => issueReward(deps, profileId, 1_000_000));
    const { dataDir, databaseUrl } = database.options;
    let answered = 0;
    for (let kill = 0; kill < 3; kill++) {
      const args = [KILLED_PROGRAM, dataDir, databaseUrl ?? "", profileId];
      const child = spawn(process.execPath, args, {
        stdio: ["ignore", "pipe", "inherit"],
      });
      let output = "";
      const answers = () => output.split("\n").filter((line) => line === "ok").length;
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        output += text;
        if (answers() > kill * 31) child.kill("SIGKILL");
      });
      await once(child, "exit");
      answered += answers();
    }
    await untilNobodyWrites(database);
    const account = await database.transact((deps) => readAccount(deps, profileId));
    const redeemed = account.version - 1;
    expect(redeemed).toBeGreaterThanOrEqual(answered);
    expect(account.lots[0]?.remaining).toBe(1_000_000 - redeemed);
    const counts = await database.run("select count(*) as n from redemptions");
    expect(counts).toEqual([{ n: redeemed }]);
  });
});

test("SQLite's log is copied into its file while the writer goes on", async () => {
  const database = await assertDefined(databases[0], "SQLite").create();
  await database.transact(insertDefinitions);
  const profileId = await insertBareProfile(database);
  await database.transact((deps) => issueReward(deps, profileId, 50_000));
  const store = await database.open();
  const size = () => statSync(join(database.options.dataDir, DATABASE_FILE)).size;
  const before = size();
  for (let n = 0; n < 400; n++) {
    await store.write("redeem", TEST_TENANT, redemption(profileId, 100));
  }
  // Without the other thread, the log would be copied when it holds 64 MB, or at the end.
  await expect.poll(size).toBeGreaterThan(before);
  await store.close();
  await database.drop();
});

/**
 * PostgreSQL notices after a moment that a client was killed, and only then ends its transaction.
 */
const untilNobodyWrites = async (database: TestDatabase): Promise<void> => {
  if (database.name === "sqlite") return;
  const writing = () =>
    database.run(
      `select pid from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`,
    );
  await expect.poll(writing).toEqual([]);
};
