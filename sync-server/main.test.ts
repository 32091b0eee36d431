import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, test } from "vitest";
import { assertDefined } from "#shared/kernel/assert.ts";
import { bundledProgram } from "#sync-server/testing/bundled-program.ts";
import { databases } from "#sync-server/testing/databases.ts";
import { spawnServer, startServerProcess } from "#sync-server/testing/server-process.ts";
import { enrolTestDevice } from "#sync-server/testing/test-device.ts";
import { makeTestShop } from "#sync-server/testing/test-shop.ts";

describe.concurrent("the server as a program", { timeout: 180_000 }, () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "regulars-main-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const dataDir = (name: string) => join(folder, name);
  const modeOf = (path: string) => statSync(path).mode & 0o777;

  const refusedWith = async (args: readonly string[], env: Record<string, string> = {}) => {
    const server = spawnServer({ args, env, program: await bundledProgram("main") });
    const code = await server.ended;
    const { out, err } = server.output();
    if (code !== 1 || out !== "" || err.trim().includes("\n")) {
      throw new Error(`It should end with 1 and one line: ${JSON.stringify({ code, out, err })}`);
    }
    return err;
  };

  test("prints once where it listens, responds there, and stops when asked", async ({ expect }) => {
    const server = await startServerProcess({
      options: { databaseUrl: null, dataDir: dataDir("new/deep") },
    });
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await fetch(`${server.url}/ready`)).status).toBe(200);
    expect(existsSync(dataDir("new/deep"))).toBe(true);
    expect(await server.kill("SIGTERM")).toBe(0);
    expect(server.output()).toEqual({ out: `ready ${server.url}\n`, err: "" });
  });

  test("finishes running work before it stops, and accepts nothing new", async ({ expect }) => {
    const database = await assertDefined(databases[0], "SQLite").create();
    const store = await database.open();
    const shop = await makeTestShop(store);
    const profileId = await shop.addProfile();
    await shop.giveReward(profileId, 100_000);
    // Long enough to fail the test if the server waits for anything but the running work.
    const server = await startServerProcess(database, {
      env: { REGULARS_STOP_WITHIN_MS: "600000" },
    });
    const device = await enrolTestDevice(server.url, store, shop);
    await store.close();
    const commands = Array.from({ length: 60 }, () => device.redeem(profileId, 100));
    const pushing = device.push(...commands);
    const kept = () =>
      database.run("select count(*) as n from commands where device_id is not null");
    const soon = { timeout: 20_000 };
    await expect.poll(async () => (await kept())[0]?.["n"], soon).toBeGreaterThan(0);
    const ended = server.kill("SIGINT");
    const answer = await pushing;
    expect(answer.verdicts.every((verdict) => verdict.status === "accepted")).toBe(true);
    expect(answer.verdicts).toHaveLength(60);
    expect(await ended).toBe(0);
    await expect(fetch(`${server.url}/health`)).rejects.toThrow();
    expect((await kept())[0]?.["n"]).toBe(60);
    await database.drop();
  });

  test("refuses a port in use, a folder in use, and leaves the first server alone", async ({
    expect,
  }) => {
    const first = await startServerProcess({
      options: { databaseUrl: null, dataDir: dataDir("one") },
    });
    expect(await refusedWith(["--port", "0", "--data", dataDir("one")])).toMatch(
      /Another server uses the data folder .*one.*--data/,
    );
    const port = new URL(first.url).port;
    expect(await refusedWith(["--port", port, "--data", dataDir("two")])).toMatch(
      new RegExp(`Port ${port} is in use.*--port`),
    );
    expect((await fetch(`${first.url}/ready`)).status).toBe(200);
    await first.kill();
  });

  test("keeps the data folder and every file in it from other users of the machine", async ({
    expect,
  }) => {
    const server = await startServerProcess({
      options: { databaseUrl: null, dataDir: dataDir("private") },
    });
    const modes = readdirSync(dataDir("private")).map(
      (file) => [file, modeOf(join(dataDir("private"), file))] as const,
    );
    await server.kill();
    expect(modeOf(dataDir("private"))).toBe(0o700);
    expect(modes.map(([file]) => file)).toContain("regulars.sqlite-wal");
    expect(modes.filter(([, mode]) => mode !== 0o600)).toEqual([]);
  });

  test("closes a database that others could read, and refuses a folder that they can open", async ({
    expect,
  }) => {
    const left = dataDir("left-open");
    const options = { databaseUrl: null, dataDir: left };
    await (await startServerProcess({ options })).kill();
    chmodSync(join(left, "regulars.sqlite"), 0o644);
    const again = await startServerProcess({ options });
    expect(modeOf(join(left, "regulars.sqlite"))).toBe(0o600);
    await again.kill();
    chmodSync(left, 0o755);
    expect(await refusedWith(["--port", "0", "--data", left])).toMatch(/left-open.*chmod 700/);
  });

  test("ends quietly when nobody reads its help to the end", async ({ expect }) => {
    const server = spawnServer({ args: ["--help"], program: await bundledProgram("main") });
    server.process.stdout?.destroy();
    expect(await server.ended).toBe(0);
    expect(server.output().err).toBe("");
  });

  test("starts again after a kill -9: no lock outlives its process", async ({ expect }) => {
    const options = { databaseUrl: null, dataDir: dataDir("killed") };
    const first = await startServerProcess({ options });
    await first.kill("SIGKILL");
    const second = await startServerProcess({ options });
    expect((await fetch(`${second.url}/ready`)).status).toBe(200);
    await second.kill();
  });

  test("[I26] a bug ends it with a line in the log that quotes nothing", async ({ expect }) => {
    const bug = join(folder, "bug.mjs");
    const quoting = "throw new Error('canary@example.com is taken');";
    writeFileSync(bug, `process.on("SIGUSR2", () => { ${quoting} });`);
    const server = await startServerProcess(
      { options: { databaseUrl: null, dataDir: dataDir("bug") } },
      { nodeArgs: ["--import", bug] },
    );
    expect(await server.kill("SIGUSR2")).toBe(1);
    const { err } = server.output();
    expect(err).toMatch(
      /^\{"level":60,.*"kind":"Error".*"msg":"the server stopped unexpectedly"\}\n$/,
    );
    expect(err).not.toContain("canary");
  });

  test("refuses an impossible folder", async ({ expect }) => {
    const file = dataDir("file");
    writeFileSync(file, "");
    expect(await refusedWith(["--port", "0", "--data", file])).toMatch(
      /data folder .*file.*--data/,
    );
    for (const readOnly of ["/proc/regulars", "/sys/regulars"]) {
      expect(await refusedWith(["--port", "0", "--data", readOnly])).toMatch(
        /cannot be written.*--data/,
      );
    }
  });

  test("refuses a file that isn't a database", async ({ expect }) => {
    const broken = mkdtempSync(join(folder, "broken-"));
    writeFileSync(join(broken, "regulars.sqlite"), "this is not a database".repeat(100));
    expect(await refusedWith(["--port", "0", "--data", broken])).toMatch(/cannot be opened/);
  });

  test("refuses a PostgreSQL that doesn't respond, without showing the password", async ({
    expect,
  }) => {
    const unused = await freePort();
    const line = await refusedWith(["--port", "0"], {
      DATABASE_URL: `postgres://regulars:hunter2@127.0.0.1:${unused}/regulars`,
    });
    expect(line).toMatch(/DATABASE_URL cannot be used: .*ECONNREFUSED/);
    expect(line).not.toContain("hunter2");
  });

  test("refuses an invalid setting, by its name", async ({ expect }) => {
    expect(await refusedWith(["--port", "http"])).toMatch(/--port.*whole number/);
    expect(await refusedWith([], { REGULARS_LOG_LEVEL: "loud" })).toMatch(/REGULARS_LOG_LEVEL/);
    expect(await refusedWith(["--frob"])).toMatch(/--frob.*--port/);
  });

  test("refuses an address that this machine doesn't have", async ({ expect }) => {
    expect(
      await refusedWith(["--port", "0", "--host", "203.0.113.7", "--data", dataDir("far")]),
    ).toMatch(/no address 203\.0\.113\.7.*--host/);
  });
});

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
