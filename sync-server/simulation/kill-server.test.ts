import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, test } from "vitest";
import { z } from "zod";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { MADE_HEADER, type PushResponse, pushResponseSchema } from "#shared/sync/protocol.ts";
import { systemClock } from "#sync-server/clock.ts";
import { readAccount } from "#sync-server/ledger/load-account.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { type ProcessOptions, startServerProcess } from "#sync-server/testing/server-process.ts";
import { type Body, enrolTestDevice, testDevice } from "#sync-server/testing/test-device.ts";
import { startTestServer } from "#sync-server/testing/test-server.ts";
import { makeTestShop, rewardsHeld, type TestShop } from "#sync-server/testing/test-shop.ts";
import { verifyLedger } from "#sync-server/verify/verify.ts";

/** Every how many statements a CI run kills: they are nearly the same on both databases. */
const STRIDES = { sqlite: 2, postgres: 5 };

/**
 * A device redeems and repeats the push until it is answered. The server is killed before the
 * statements of the redemption's transaction that write, after its commit, and after its answer. A
 * nightly run (REGULARS_KILLS) tries every statement, and every CI run the commit and some others.
 */
describe.concurrent.for(databases)("kill -9 of the server on $name", ({ name, create }) => {
  const stride = process.env["REGULARS_KILLS"] ? 1 : STRIDES[name];

  let database: TestDatabase;
  let shop: TestShop;
  let profileId: ProfileId;
  let identity: Parameters<typeof testDevice>[1];
  let folder: string;
  let killLog: string;

  const HELD_CENTS = 1_000_000;
  const AMOUNT_CENTS = 100;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "regulars-kill-"));
    killLog = join(folder, "killed");
    writeFileSync(killLog, "");
    database = await create();
    const server = await startTestServer(database);
    shop = await makeTestShop(server.store);
    profileId = await shop.addProfile();
    await shop.giveReward(profileId, HELD_CENTS);
    const { deviceId, token } = await enrolTestDevice(server.url, server.store, shop);
    identity = { deviceId, deviceEpoch: 1, token };
    await server.stop();
  });
  afterAll(async () => {
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  const start = (options: ProcessOptions = {}) => startServerProcess(database, options);
  const startAndKillAt = (point: string) =>
    start({
      nodeArgs: ["--import", pathToFileURL(join(import.meta.dirname, "kill-points.ts")).href],
      env: { REGULARS_TEST_KILL_AT: point, REGULARS_TEST_KILL_LOG: killLog },
    });
  const killed = () => readFileSync(killLog, "utf8").trim().split("\n").filter(Boolean);

  test("between any two steps of a redemption loses nothing acknowledged and repeats nothing", async ({
    expect,
  }) => {
    const sent: Body[] = [];
    const acknowledged = new Map<string, string>();
    let unanswered: Body[] = [];
    let nextSeq = 1;

    /** Pushes, and records what was acknowledged; null if the server died. */
    const push = async (url: string, commands: readonly Body[]): Promise<PushResponse | null> => {
      const device = testDevice(url, identity, shop);
      try {
        const response = await device.post("push", { commands }, MADE);
        const answer = pushResponseSchema.parse(await response.json());
        for (const verdict of answer.verdicts) {
          const text = JSON.stringify(verdict);
          expect(acknowledged.get(verdict.commandId) ?? text).toBe(text);
          acknowledged.set(verdict.commandId, text);
        }
        unanswered = unanswered.filter((body) => !acknowledged.has(commandIdOf(body)));
        return answer;
      } catch (error) {
        if (error instanceof TypeError || error instanceof SyntaxError) return null;
        throw error;
      }
    };

    const redeem = (url: string): Body => {
      const body = testDevice(url, identity, shop).redeem(profileId, AMOUNT_CENTS, {
        deviceSeq: nextSeq++,
      });
      sent.push(body);
      unanswered.push(body);
      return body;
    };

    // One start for each point. Whatever the last death left unanswered is pushed again first: that
    // is the first transaction, and the new redemption is the second.
    const die = async (point: (first: number) => string): Promise<boolean> => {
      const first = unanswered.length === 0 ? 1 : 2;
      const before = killed().length;
      const server = await startAndKillAt(point(first));
      const status = await testDevice(server.url, identity, shop).request("status", {
        headers: MADE,
      });
      expect(status.status).toBe(200);
      const again = unanswered.length > 0 ? await push(server.url, unanswered) : undefined;
      expect(again).not.toBeNull();
      redeem(server.url);
      const answer = await push(server.url, unanswered);
      // An answer may arrive shortly before the death that follows it.
      // biome-ignore lint/plugin: a limit to how long it may take.
      const patience = new Promise((resolve) => setTimeout(resolve, answer ? 5_000 : 60_000));
      await Promise.race([server.ended, patience]);
      if (killed().length === before) {
        expect(answer).not.toBeNull();
        await server.kill("SIGKILL");
        return false;
      }
      expect(await server.ended).toBeNull();
      return true;
    };

    let step = 1;
    for (; await die((first) => `${first}:${step}`); step += stride) expect(step).toBeLessThan(60);
    // Back to the last statement that there is, the commit, if that was left out.
    for (let last = step - 1; last > step - stride; last--)
      if (await die((first) => `${first}:${last}`)) break;
    expect(await die((first) => `${first}:committed`)).toBe(true);
    expect(await die((first) => `${first}:answered`)).toBe(true);

    const points = killed();
    expect(points.length).toBeGreaterThanOrEqual(12 / stride);
    expect(points.some((point) => /^\d+ commit/i.test(point))).toBe(true);
    expect(points).toEqual(expect.arrayContaining(["committed", "answered"]));

    const server = await start();
    if (unanswered.length > 0) await push(server.url, unanswered);
    expect(unanswered).toEqual([]);
    // Push everything again: each gets its first verdict, byte for byte (checked in push).
    for (const body of sent) await push(server.url, [body]);
    await server.kill();

    expect(acknowledged.size).toBe(sent.length);
    for (const text of acknowledged.values()) expect(text).toContain('"status":"accepted"');
    const entries = await database.run(
      "select command_id from ledger_entries where kind = 'redeem' order by seq",
    );
    expect(entries.map((row) => row["command_id"])).toEqual(sent.map(commandIdOf));
    const store = await database.open();
    const account = await readAccount(store.read(TEST_TENANT), profileId);
    expect(rewardsHeld(account)).toBe(HELD_CENTS - AMOUNT_CENTS * sent.length);
    expect(await verifyLedger({ ...store.read(TEST_TENANT), now: systemClock() })).toMatchObject({
      isWhole: true,
    });
    await store.close();
  });
});

/** Always the same number, so that a push within a minute of the status is no contact to record. */
const MADE = { [MADE_HEADER]: "1000000" };

const commandIdOf = (body: Body): string => z.string().parse(body["commandId"]);
