import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DATABASE_FILE } from "#sync-server/open-store.ts";
import { bundledProgram } from "#sync-server/testing/bundled-program.ts";

const PROJECT_DIR = join(import.meta.dirname, "../..");

let dataDir: string;
let dev: ChildProcess;
let printed = "";

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "regulars-dev-"));
  // A small demo; the usual one takes long to make.
  const size = ["--profiles", "20", "--transactions", "20"];
  const demo = [await bundledProgram("demo"), "--data", dataDir, ...size];
  await promisify(execFile)(process.execPath, demo);
});
afterAll(() => {
  dev.kill("SIGKILL");
  rmSync(dataDir, { recursive: true, force: true });
});

it("npm run dev starts the server and the screens on the demo, and stops them", async () => {
  const [port, appPort] = [await freePort(), await freePorts(3)];
  const args = ["--port", port, "--app-port", appPort, "--data", dataDir];
  // There is no display, so no shell is opened.
  const { DISPLAY: _x, WAYLAND_DISPLAY: _wayland, ...inherited } = process.env;
  const env = { ...inherited, NO_COLOR: "1" };
  dev = spawn(process.execPath, ["sync-server/cli/dev.ts", ...args], { cwd: PROJECT_DIR, env });
  for (const stream of [dev.stdout, dev.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
  }
  await expect.poll(() => printed, { timeout: 150_000 }).toMatch(/ready http/);
  // One for each of the three apps.
  await expect.poll(() => printed.match(/Local: .*http/g), { timeout: 150_000 }).toHaveLength(3);
  expect(printed).toMatch(
    new RegExp(`http://localhost:${appPort}/#enrol=\\S+&server=\\S+:${port}`),
  );

  const ready = await fetch(`http://127.0.0.1:${port}/ready`);
  expect(ready.status).toBe(200);
  const screens = await fetch(`http://localhost:${appPort}/`);
  expect(await screens.text()).toContain("main.tsx");
  // Manager is on the next port, and its calls of the API reach the server.
  const manager = `http://localhost:${Number(appPort) + 1}`;
  expect(await (await fetch(`${manager}/manager/`)).text()).toContain("/manager/main.tsx");
  expect((await fetch(`${manager}/api/v3/auth/verify`)).status).toBe(401);
  // Writes go through the writer's thread, which must work in watch mode too.
  expect(printed).not.toMatch(/Error/);

  const ended = once(dev, "exit");
  dev.kill("SIGTERM");
  await ended;
  await expect(fetch(`http://127.0.0.1:${port}/ready`)).rejects.toThrow();
}, 300_000);

it("a stop while the demo is being made leaves no program behind", async () => {
  const folder = mkdtempSync(join(tmpdir(), "regulars-dev-"));
  const args = ["sync-server/cli/dev.ts", "--port", "0", "--app-port", "0", "--data", folder];
  const starting = spawn(process.execPath, args, { cwd: PROJECT_DIR });
  let said = "";
  starting.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  await expect.poll(() => existsSync(join(folder, DATABASE_FILE)), { timeout: 60_000 }).toBe(true);
  const exited = once(starting, "exit");
  // The demo writes to its parent's output, which closes when the last of the two has ended.
  const closed = once(starting, "close");
  starting.kill("SIGTERM");
  expect((await exited)[0]).toBe(1);
  await closed;
  // What the demo says when it is complete: it was stopped before that.
  expect(said).not.toContain("The demo tenant has");
  rmSync(folder, { recursive: true, force: true });
}, 120_000);

const freePort = async (): Promise<string> => {
  const server = await listen(0);
  const address = server?.address() ?? null;
  await close(server);
  return address !== null && typeof address === "object" ? String(address.port) : "";
};

/**
 * The first of so many free ports in a row. They are below the range that the system draws from, so
 * that no other test is given one of them meanwhile.
 */
const freePorts = async (count: number): Promise<string> => {
  for (;;) {
    const first = randomInt(15_000, 30_000);
    const held = await Promise.all(
      Array.from({ length: count }, (_, place) => listen(first + place)),
    );
    await Promise.all(held.map(close));
    if (!held.includes(null)) return String(first);
  }
};

/** On every address. Null if the port is taken. */
const listen = async (port: number): Promise<Server | null> => {
  const server = createServer().listen(port);
  try {
    await once(server, "listening");
    return server;
  } catch {
    return null;
  }
};

const close = async (server: Server | null): Promise<void> => {
  if (server) await once(server.close(), "close");
};
