import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { assert } from "#shared/kernel/assert.ts";
import { locationIdSchema, tenantIdSchema } from "#shared/kernel/ids.ts";
import { addMs, DAY_MS, type Instant, instant } from "#shared/kernel/time.ts";
import { lotsOfSent } from "#shared/sync/sent-lots.ts";
import { readAccount } from "#sync-server/ledger/load-account.ts";
import { redeem } from "#sync-server/redemption/redeem.ts";
import {
  type ClaimedDue,
  type Due,
  readDueAt,
  readTenantsWithDue,
  setDue,
} from "#sync-server/storage/due-store.ts";
import { readFacts } from "#sync-server/sync/read-facts.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import {
  earnPoints,
  insertDefinitions,
  issueReward,
  redemption,
} from "#sync-server/testing/ledger-fixtures.ts";
import { insertBareProfile, NOON } from "#sync-server/testing/seed.ts";
import { verifyLedger } from "#sync-server/verify/verify.ts";
import { writeNamed } from "#sync-server/writes.ts";
import { claimDue, noteDueFailure } from "./due-attempts.ts";
import { sweepDue } from "./sweep-due.ts";
import { sweepTenants } from "./sweep-tenants.ts";

const MINUTE_MS = 60_000;

describe.for(databases)("what falls due on $name", ({ create }) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await create();
    await database.transact(insertDefinitions);
  });
  afterEach(() => database.drop());

  const failures: ClaimedDue[] = [];
  const sweep = (at: Instant) => {
    failures.length = 0;
    return sweepDue({
      store: {
        write: (name, _tenantId, input) =>
          database.transact((deps) => writeNamed(name, true)(deps, input), at),
      },
      tenantId: TEST_TENANT,
      onFailure: (due) => failures.push(due),
    });
  };
  const dueAt = (due: Due) => database.transact((deps) => readDueAt(deps, due));
  const row = async (key: string) => {
    const [found] = await database.run(
      `select attempts, attempt_at, failure from due where key = '${key}'`,
    );
    return found;
  };
  const broken = { kind: "expire_lots", key: "not a profile" } as const;

  test("[D1] an account is due when the first of its lots expires", async () => {
    const profileId = await insertBareProfile(database);
    const due = { kind: "expire_lots", key: profileId } as const;
    await database.transact((deps) => issueReward(deps, profileId, 300));
    expect(await dueAt(due)).toBeNull();
    const late = addMs(NOON, 90 * MINUTE_MS);
    await database.transact((deps) => issueReward(deps, profileId, 400, { expiresAt: late }));
    expect(await dueAt(due)).toBe(late + 1_000);
    const soon = addMs(NOON, 30 * MINUTE_MS);
    await database.transact((deps) => issueReward(deps, profileId, 500, { expiresAt: soon }));
    expect(await dueAt(due)).toBe(soon + 1_000);
    await database.transact((deps) => redeem(deps, redemption(profileId, 200)));
    expect(await dueAt(due)).toBe(soon + 1_000);
    await database.transact((deps) => redeem(deps, redemption(profileId, 300)));
    expect(await dueAt(due)).toBe(late + 1_000);
    expect(await sweep(addMs(late, 999))).toEqual({ handled: 0, failed: 0 });
    expect(await sweep(addMs(late, 1_000))).toEqual({ handled: 1, failed: 0 });
    expect(await dueAt(due)).toBeNull();
    const account = await database.transact((deps) => readAccount(deps, profileId));
    expect(account.lots.map((lot) => lot.remaining)).toEqual([300]);
  });

  test("[S23] an account is sent again before points end that a device holds together", async () => {
    const profileId = await insertBareProfile(database);
    const due = { kind: "send_account", key: profileId } as const;
    const day = (n: number) => addMs(NOON, n * DAY_MS);
    const held = async (at: Instant) => {
      const scope = {
        collection: "accounts",
        deviceLocationId: locationIdSchema.parse(1),
      } as const;
      const row = { tx: "0", seq: 1, docId: profileId, locationId: null, isDeleted: false };
      const [fact] = await database.transact(
        (deps) => readFacts({ ...deps, now: at }, scope, [row]),
        at,
      );
      return fact && "lots" in fact ? lotsOfSent(fact.lots) : [];
    };
    await database.transact(async (deps) => {
      for (let n = 1; n <= 60; n++) {
        const expiresAt = day(30 + n);
        await earnPoints(deps, profileId, 100, { occurredAt: addMs(NOON, -2 * DAY_MS), expiresAt });
      }
    }, NOON);
    expect((await held(NOON)).length).toBeLessThan(5);
    const first = await dueAt(due);
    expect(first).toBe(day(31 - 3));
    const sent = () =>
      database.run("select max(seq) as last from feed where collection = 'accounts'");
    const before = await sent();
    await sweep(day(28));
    expect(await sent()).not.toEqual(before);
    // Those that end within four days are held one by one.
    expect((await held(day(28))).map(({ expiresAt }) => expiresAt)).toContain(day(32));
    expect(await dueAt(due)).toBe(day(33 - 3));

    // With too few lots it would never be sent again, so a rebuild that restores them sets when.
    await database.run(`update lots set remaining = 0 where expires_at > ${day(40)}`);
    await sweep(day(30));
    expect(await dueAt(due)).toBeNull();
    const all = { afterProfileId: null, profilesMax: 10 };
    await database.transact((deps) => writeNamed("rebuildAccounts", true)(deps, all), day(30));
    expect(await dueAt(due)).toBe(day(35 - 3));
  });

  test("[D2] two servers claim different things, and nothing twice", async () => {
    const keys = Array.from({ length: 20 }, (_, n) => `key ${n}`);
    await database.transact(async (deps) => {
      for (const key of keys) await setDue(deps, { kind: "expire_lots", key }, NOON);
    });
    const claims = await Promise.all(
      Array.from({ length: 6 }, () =>
        database.transact((deps) => claimDue(deps, { max: 4 }), instant(NOON)),
      ),
    );
    const claimed = claims.flat().map((due) => due.key);
    expect(claimed.length).toBeGreaterThan(0);
    expect(new Set(claimed).size).toBe(claimed.length);
    expect(claims.map((claim) => claim.length).filter((count) => count > 4)).toEqual([]);
    const rest = await database.transact((deps) => claimDue(deps, { max: 20 }), instant(NOON));
    expect([...claimed, ...rest.map((due) => due.key)].sort()).toEqual(keys.sort());
  });

  test("[D2] if a server dies before it handles a claim, it is claimed again later", async () => {
    await database.transact((deps) => setDue(deps, broken, NOON));
    const claimAt = (at: Instant) => database.transact((deps) => claimDue(deps, { max: 9 }), at);
    expect(await claimAt(instant(NOON))).toMatchObject([{ ...broken, attempts: 1, isLast: false }]);
    expect(await claimAt(addMs(NOON, 5 * MINUTE_MS - 1))).toEqual([]);
    expect(await claimAt(addMs(NOON, 5 * MINUTE_MS))).toMatchObject([{ ...broken, attempts: 2 }]);
    expect(await claimAt(addMs(NOON, 25 * MINUTE_MS - 1))).toEqual([]);
    expect(await claimAt(addMs(NOON, 25 * MINUTE_MS))).toMatchObject([{ ...broken, attempts: 3 }]);
  });

  test("[D2] a sweep acts for every tenant", async () => {
    const store = await database.open({ clock: () => NOON });
    const tenants = ["alpha", "beta", "gamma"].map((id) => tenantIdSchema.parse(id));
    for (const tenantId of tenants) {
      await database.transact((deps) => setDue(deps, broken, NOON), NOON, tenantId);
    }
    const onFailure = (due: ClaimedDue) => failures.push(due);
    failures.length = 0;
    const swept = await sweepTenants({ store, onFailure });
    expect(swept).toEqual({ handled: 0, failed: 3 });
    expect(failures).toHaveLength(3);
    await database.run("update due set attempt_at = null");
    expect(await readTenantsWithDue(store.readAcross())).toEqual([]);
  });

  test("[D2] a server that dies at the last attempt parks nothing", async () => {
    await database.transact((deps) => setDue(deps, broken, NOON));
    let at: Instant = instant(NOON);
    for (let attempt = 1; attempt <= 11; attempt++) {
      const claimed = await database.transact((deps) => claimDue(deps, { max: 9 }), at);
      expect(claimed).toMatchObject([{ attempts: attempt, isLast: attempt >= 10 }]);
      at = addMs(at, 15 * 60 * MINUTE_MS);
    }
    expect(await sweep(at)).toEqual({ handled: 0, failed: 1 });
    expect(await row(broken.key)).toMatchObject({ attempts: 12, attempt_at: null });
  });

  test("[D4] a failure that comes late overwrites nothing", async () => {
    await database.transact((deps) => setDue(deps, broken, NOON));
    const [slow] = await database.transact((deps) => claimDue(deps, { max: 9 }), instant(NOON));
    assert(slow !== undefined, "it is claimed");
    const last = { ...slow, isLast: true };
    const fail = (due: ClaimedDue) =>
      database.transact((deps) => noteDueFailure(deps, { due, failure: "late" }));
    const later = addMs(NOON, 5 * MINUTE_MS);
    await database.transact((deps) => claimDue(deps, { max: 9 }), later);
    await fail(last);
    expect(await row(broken.key)).toMatchObject({ attempts: 2, failure: null });
    expect(await row(broken.key)).not.toMatchObject({ attempt_at: null });
    await database.transact((deps) => setDue(deps, broken, later));
    await fail(last);
    expect(await row(broken.key)).toMatchObject({ attempt_at: later, attempts: 0, failure: null });
  });

  test("[D4] verify lists what is parked, and rebuild queues it again", async () => {
    await database.transact((deps) => setDue(deps, broken, NOON));
    const verify = () => database.transact((deps) => verifyLedger(deps));
    expect((await verify()).parked).toEqual([]);
    await database.run("update due set attempt_at = null, attempts = 10, failure = 'ZodError'");
    expect(await verify()).toMatchObject({
      isWhole: true,
      parked: [{ ...broken, attempts: 10, failure: "ZodError" }],
    });
    const rebuild = () =>
      database.transact((deps) =>
        writeNamed("rebuildAccounts", true)(deps, { afterProfileId: null, profilesMax: 10 }),
      );
    expect((await rebuild()).requeued).toBe(1);
    expect(await row(broken.key)).toMatchObject({ attempts: 0, attempt_at: NOON, failure: null });
    expect((await rebuild()).requeued).toBe(0);
  });

  test("[D3] a crash while a row is handled leaves both the lot and the row as they were", async () => {
    const expiresAt = addMs(NOON, MINUTE_MS);
    const profileId = await insertBareProfile(database);
    const due = { kind: "expire_lots", key: profileId } as const;
    await database.transact((deps) => issueReward(deps, profileId, 500, { expiresAt }));
    const remaining = async () => {
      const account = await database.transact((deps) => readAccount(deps, profileId));
      return account.lots.map((lot) => lot.remaining);
    };
    const at = addMs(expiresAt, 1_000);
    const crash = database.transact(async (deps) => {
      await writeNamed("handleDue", true)(deps, due);
      expect(await readDueAt(deps, due)).toBeNull();
      throw new Error("crash");
    }, at);
    await expect(crash).rejects.toThrow("crash");
    expect(await dueAt(due)).toBe(at);
    expect(await remaining()).toEqual([500]);
    expect(await sweep(at)).toEqual({ handled: 1, failed: 0 });
    expect(await dueAt(due)).toBeNull();
    expect(await remaining()).toEqual([]);
  });

  test("[D4] one that fails doesn't hold up the others, and is eventually parked with its reason", async () => {
    const expiresAt = addMs(NOON, MINUTE_MS);
    const profileId = await insertBareProfile(database);
    await database.transact((deps) => issueReward(deps, profileId, 500, { expiresAt }));
    await database.transact((deps) => setDue(deps, broken, NOON));
    let at = addMs(expiresAt, 1_000);
    expect(await sweep(at)).toEqual({ handled: 1, failed: 1 });
    expect(await row(broken.key)).toMatchObject({ attempts: 1, failure: "ZodError" });
    expect(failures).toMatchObject([{ ...broken, isLast: false }]);
    for (let attempt = 2; attempt <= 10; attempt++) {
      at = addMs(at, 10 * 60 * MINUTE_MS);
      expect(await sweep(at)).toEqual({ handled: 0, failed: 1 });
    }
    expect(failures).toMatchObject([{ ...broken, isLast: true }]);
    expect(await row(broken.key)).toMatchObject({ attempts: 10, attempt_at: null });
    expect(await sweep(addMs(at, 1_000 * 60 * MINUTE_MS))).toEqual({ handled: 0, failed: 0 });
    await database.transact((deps) => setDue(deps, broken, NOON));
    expect(await row(broken.key)).toMatchObject({ attempts: 0, attempt_at: NOON, failure: null });
  });

  test("[D4] more failing rows than one claim takes don't hold up the one behind them", async () => {
    const expiresAt = addMs(NOON, MINUTE_MS);
    const profileId = await insertBareProfile(database);
    await database.transact((deps) => issueReward(deps, profileId, 500, { expiresAt }));
    await database.transact(async (deps) => {
      for (let n = 0; n < 120; n++) await setDue(deps, { ...broken, key: `broken ${n}` }, NOON);
    });
    expect(await sweep(addMs(expiresAt, 1_000))).toEqual({ handled: 1, failed: 120 });
  });

  test("[D4] a row of a kind that this version doesn't know is left alone, and holds up nothing", async () => {
    const expiresAt = addMs(NOON, MINUTE_MS);
    const profileId = await insertBareProfile(database);
    await database.transact((deps) => issueReward(deps, profileId, 500, { expiresAt }));
    await database.run(
      `insert into due (tenant_id, kind, key, due_at, attempt_at, attempts)
       values ('${TEST_TENANT}', 'from_the_future', 'newer', 1, 1, 0)`,
    );
    expect(await sweep(addMs(expiresAt, 1_000))).toEqual({ handled: 1, failed: 0 });
    expect(await row("newer")).toMatchObject({ attempts: 0, attempt_at: 1 });
    await database.run("update due set attempt_at = null");
    const found = await database.transact((deps) => verifyLedger(deps));
    expect(found.parked).toMatchObject([{ kind: "from_the_future", key: "newer" }]);
  });

  test("[D1] verify reports a row that is missing, moved or superfluous, and rebuild fixes it", async () => {
    const verify = () => database.transact((deps) => verifyLedger(deps));
    const rebuild = () =>
      database.transact((deps) =>
        writeNamed("rebuildAccounts", true)(deps, { afterProfileId: null, profilesMax: 10 }),
      );
    const expiresAt = addMs(NOON, MINUTE_MS);
    const [expiring, lasting] = [
      await insertBareProfile(database),
      await insertBareProfile(database),
    ];
    await database.transact((deps) => issueReward(deps, expiring, 500, { expiresAt }));
    await database.transact((deps) => issueReward(deps, lasting, 500));
    expect((await verify()).isWhole).toBe(true);
    const right = String(expiresAt + 1_000);
    for (const [damage, stored] of [
      ["update due set due_at = due_at + 1", String(expiresAt + 1_001)],
      ["delete from due", "null"],
    ] as const) {
      await database.run(damage);
      expect((await verify()).differences).toEqual([
        { profileId: expiring, part: "due", field: "expireAt", stored, rebuilt: right },
      ]);
      expect((await rebuild()).differences).toHaveLength(1);
      expect((await verify()).isWhole).toBe(true);
      expect(await dueAt({ kind: "expire_lots", key: expiring })).toBe(expiresAt + 1_000);
    }
    await database.transact((deps) => setDue(deps, { kind: "expire_lots", key: lasting }, NOON));
    expect((await verify()).differences).toMatchObject([{ profileId: lasting, rebuilt: "null" }]);
    await rebuild();
    expect(await dueAt({ kind: "expire_lots", key: lasting })).toBeNull();
  });
});
