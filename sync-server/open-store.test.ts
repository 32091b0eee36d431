import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readAccount } from "#sync-server/ledger/load-account.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { insertDefinitions, issueReward, redemption } from "#sync-server/testing/ledger-acts.ts";
import { insertBareProfile, NOON } from "#sync-server/testing/seed.ts";

const KILLED_PROGRAM = fileURLToPath(new URL("./testing/redeem-until-killed.ts", import.meta.url));

describe.for(databases)("a store on $name", ({ create }) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await create();
    await database.transact(insertDefinitions);
  });
  afterEach(() => database.drop());

  test("answers a write after it can be read, by this store and by another", async () => {
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

  test("finishes what waits when it closes, and takes no more", async () => {
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
    // A second redemption under one command is stopped by the table's own key.
    await expect(store.write("redeem", TEST_TENANT, twice)).rejects.toThrow(/unique/i);
    expect((await store.write("redeem", TEST_TENANT, redemption(profileId, 100))).ok).toBe(true);
  });

  test("tells of its own writes, and of another process's", async () => {
    const profileId = await insertBareProfile(database);
    await database.transact((deps) => issueReward(deps, profileId, 500));
    const [one, other] = await Promise.all([database.open(), database.open()]);
    let heard = 0;
    const stop = other.onChange(() => {
      heard += 1;
    });
    // Listening takes a moment on PostgreSQL, and then tells once.
    await pause(300);
    heard = 0;
    await one.write("redeem", TEST_TENANT, redemption(profileId, 100));
    for (let waitedMs = 0; heard === 0 && waitedMs < 5_000; waitedMs += 20) await pause(20);
    expect(heard).toBeGreaterThan(0);
    stop();
    await pause(100);
    heard = 0;
    await one.write("redeem", TEST_TENANT, redemption(profileId, 100));
    await pause(1_200);
    expect(heard).toBe(0);
  });

  test("a killed process leaves every answered write, and no half of one", async () => {
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
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
      while (!output.includes("\n")) await pause(5);
      await pause(20 + kill * 61);
      child.kill("SIGKILL");
      await once(child, "exit");
      answered += output.split("\n").filter((line) => line === "ok").length;
    }
    await pause(database.name === "postgres" ? 200 : 0);
    const account = await database.transact((deps) => readAccount(deps, profileId));
    const redeemed = account.version - 1;
    expect(redeemed).toBeGreaterThanOrEqual(answered);
    expect(account.lots[0]?.remaining).toBe(1_000_000 - redeemed);
    const counts = await database.run("select count(*) as n from redemptions");
    expect(counts).toEqual([{ n: redeemed }]);
  }, 60_000);
});
