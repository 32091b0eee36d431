import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, test } from "vitest";
import { addMs } from "#shared/kernel/time.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { NOON } from "#sync-server/testing/seed.ts";
import { mustHaveAll } from "#sync-server/testing/shared-postgres.ts";
import { enrolTestDevice } from "#sync-server/testing/test-device.ts";
import { startTestServer } from "#sync-server/testing/test-server.ts";
import { makeTestShop } from "#sync-server/testing/test-shop.ts";

const run = promisify(execFile);

/** A database that refuses every write from `fill` to `empty`, and still answers every read. */
type SmallDisk = {
  readonly database: Pick<TestDatabase, "options">;
  readonly fill: () => Promise<void>;
  readonly empty: () => Promise<void>;
  readonly drop: () => Promise<void>;
};

/** SQLite on a file system of 8 MB. Undefined if this process isn't allowed to make one. */
const mountSmallDisk = async (): Promise<SmallDisk | undefined> => {
  const dataDir = mkdtempSync(join(tmpdir(), "regulars-small-disk-"));
  try {
    const options = ["-t", "tmpfs", "-o", "size=8m,mode=0700", "none", dataDir];
    await run("mount", options);
  } catch {
    return undefined;
  }
  const filler = join(dataDir, "filler");
  return {
    database: { options: { databaseUrl: null, dataDir } },
    fill: async () => {
      const { bavail, bsize } = statfsSync(dataDir);
      writeFileSync(filler, Buffer.alloc(bavail * bsize));
    },
    empty: async () => rmSync(filler),
    drop: async () => {
      await run("umount", [dataDir]);
      rmSync(dataDir, { recursive: true });
    },
  };
};

/** What hosted PostgreSQL does when its disk is full: no new transaction may write. */
const refuseWrites = async (): Promise<SmallDisk> => {
  const kind = databases.find(({ name }) => name === "postgres");
  if (!kind) throw new Error("PostgreSQL is missing");
  const database = await kind.create();
  const [row] = await database.run("select current_database() as name");
  const alter = async (setting: string) => {
    await database.run(`begin read write; alter database ${row?.["name"]} ${setting}; commit`);
    await database.run(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
  };
  return {
    database,
    fill: () => alter("set default_transaction_read_only = on"),
    empty: () => alter("reset default_transaction_read_only"),
    drop: database.drop,
  };
};

const SOON = { interval: 20, timeout: 20_000 } as const;

const disk = await mountSmallDisk();
await disk?.drop();
if (disk === undefined) {
  const reason = "a full disk needs root";
  if (mustHaveAll()) throw new Error(reason);
  console.warn(`Tests of a full disk on SQLite are skipped: ${reason}.`);
}

const kinds = [
  ...(disk ? [{ name: "sqlite", create: mountSmallDisk }] : []),
  ...(databases.length > 1 ? [{ name: "postgres", create: refuseWrites }] : []),
];

describe.concurrent.for(kinds)("when $name can't write because its disk is full", ({ create }) => {
  test("bookkeeping never fails a request, readiness tries a write, and the log gets one line a minute", async ({
    expect,
  }) => {
    const full = await create();
    if (!full) throw new Error("the disk could be made a moment ago");
    let at = NOON;
    const server = await startTestServer(full.database, { clock: () => at });
    const shop = await makeTestShop(server.store);
    const profileId = await shop.addProfile();
    const device = await enrolTestDevice(server.url, server.store, shop);
    const { token } = await server.store.write("createApiToken", TEST_TENANT, {
      name: "test",
      scopes: ["*"],
      expiresAt: null,
    });
    const get = (path: string) =>
      fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
    let posted = 0;
    const postLocation = () =>
      fetch(`${server.url}/api/v3/locations`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify({ name: "Carlton", external_id: `C${posted++}` }),
      });
    const waitAMinute = () => {
      at = addMs(at, 61_000);
    };
    const lines = () =>
      server
        .logged()
        .split("\n")
        .filter((line) => /"level":(?:40|50|60)/.test(line));
    expect((await get("/ready")).status).toBe(200);
    expect((await postLocation()).status).toBe(201);

    await full.fill();
    // What is left in the files that exist may be enough for some more.
    await expect.poll(async () => (await postLocation()).status, SOON).toBe(503);
    waitAMinute();
    await expect.poll(async () => (await get("/ready")).status, SOON).toBe(503);
    const command = device.redeem(profileId, 100);
    const before = lines().length;
    for (let minute = 1; minute <= 2; minute++) {
      // The use of the token and the contact of the device are worth recording again.
      waitAMinute();
      expect((await get(`/api/v3/profiles/${profileId}`)).status).toBe(200);
      expect((await device.pull("profiles")).documents).toHaveLength(1);
      expect((await device.request("status")).status).toBe(200);
      for (let n = 0; n < 5; n++) {
        const refused = await postLocation();
        expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "2"]);
        expect(await refused.json()).toMatchObject({ code: "unavailable" });
        const pushed = await device.post("push", { commands: [command] });
        expect(pushed.status).toBe(503);
        const ready = await get("/ready");
        expect(ready.status).toBe(503);
        expect(await ready.json()).toMatchObject({ message: expect.stringMatching(/written/) });
      }
      expect((await get("/health")).status).toBe(200);
      expect(lines().slice(before)).toHaveLength(minute);
    }
    for (const line of lines().slice(before)) expect(line).not.toMatch(/frames|\.ts:\d/);

    await full.empty();
    waitAMinute();
    await expect.poll(async () => (await get("/ready")).status, SOON).toBe(200);
    expect((await postLocation()).status).toBe(201);
    expect((await device.push(command)).verdicts).toHaveLength(1);
    await server.stop();
    await full.drop();
  });

  test("readiness writes at most once in five seconds, however often it's asked", async ({
    expect,
  }) => {
    const full = await create();
    if (!full) throw new Error("the disk could be made a moment ago");
    const server = await startTestServer(full.database);
    const writes = async () => {
      const text = await server.metrics();
      return Number(/^regulars_write_seconds_count\{write="tryWrite"\} (\d+)$/m.exec(text)?.[1]);
    };
    const ask = () => Promise.all(Array.from({ length: 20 }, () => fetch(`${server.url}/ready`)));
    await ask();
    await ask();
    expect(await writes()).toBe(1);
    await server.stop();
    await full.drop();
  });
});
