import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { FuseState, FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { desktopVerbs } from "#shared/desktop/bridge.ts";
import {
  desktopEnvironment,
  desktopMissing,
  findElectron,
  root,
  testArguments,
} from "./desktop.ts";
import { openDisplay } from "./display.ts";
import { evaluateInTarget } from "./evaluate-in-target.ts";

const run = promisify(execFile);
const display = await openDisplay();
afterAll(() => display?.close());
const missing =
  process.platform === "linux"
    ? await desktopMissing(display?.name)
    : "only the Linux package is tested";
if (missing !== undefined) {
  if (process.env["REGULARS_REQUIRE_ALL"] === "1") throw new Error(`Package tests: ${missing}`);
  console.warn(`Package tests are skipped: ${missing}.`);
}

describe.runIf(missing === undefined)("the packaged desktop app", () => {
  let output: string;
  let executable: string;
  let env: Record<string, string>;

  beforeAll(async () => {
    output = await mkdtemp(join(tmpdir(), "regulars-package-"));
    const args = [".ci/dist.ts", "--linux", "dir", `-c.directories.output=${output}`];
    await run(process.execPath, args, { cwd: root });
    executable = join(output, "linux-unpacked/regulars");
    env = desktopEnvironment(display?.name ?? "");
  });
  afterAll(() => rm(output, { recursive: true, force: true }));

  const startPackage = (...args: readonly string[]) =>
    spawn(executable, [...testArguments, `--user-data=${join(output, "data")}`, ...args], {
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });

  test("holds the bundles and nothing else", async () => {
    const resources = join(output, "linux-unpacked/resources");
    expect((await readdir(resources)).sort()).toEqual(["LICENSE.txt", "app.asar"]);
    const asar = join(root, "node_modules/.bin/asar");
    const { stdout } = await run(asar, ["list", join(resources, "app.asar")]);
    const files = stdout.trim().split("\n");
    expect(files).toContain("/dist/electron/main.cjs");
    expect(files).toContain("/dist/electron/preload.cjs");
    expect(files).toContain("/dist/renderer/clienteling/index.html");
    expect(
      files.filter(
        (file) =>
          file.endsWith(".map") ||
          !/^\/(package\.json|dist(\/(electron(\/.*)?|renderer(\/clienteling(\/.*)?)?))?)$/.test(
            file,
          ),
      ),
    ).toEqual([]);
  });

  test("has its fuses set", async () => {
    const wire = await getCurrentFuseWire(executable);
    expect(wire).toMatchObject({
      [FuseV1Options.RunAsNode]: FuseState.DISABLE,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: FuseState.DISABLE,
      [FuseV1Options.EnableNodeCliInspectArguments]: FuseState.DISABLE,
      [FuseV1Options.EnableCookieEncryption]: FuseState.ENABLE,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: FuseState.ENABLE,
      [FuseV1Options.OnlyLoadAppFromAsar]: FuseState.ENABLE,
    });
    // Electron 29 added this fuse. The substitute used without the real Electron may be older.
    const { version } = await findElectron();
    const hasFilesFuse = Number.parseInt(version, 10) >= 29;
    expect(wire[FuseV1Options.GrantFileProtocolExtraPrivileges]).toBe(
      hasFilesFuse ? FuseState.DISABLE : undefined,
    );
  });

  test("starts, shows the store app and keeps a journal", async () => {
    const app = startPackage("--remote-debugging-port=0", "--inspect=0");
    try {
      const said = await outputUntil(app, /DevTools listening on (ws:\S+)/);
      const port = new URL(said.match[1] ?? "").port;
      const found = await evaluateInTarget(
        port,
        "app://regulars/",
        `(async () => {
          const deadline = Date.now() + 20000;
          while (!document.body?.innerText.trim() && Date.now() < deadline)
            await new Promise((resolve) => setTimeout(resolve, 100));
          const read = await window.desktop.journalRead();
          return {
            url: location.href,
            text: document.body.innerText.trim(),
            verbs: Object.keys(window.desktop).sort(),
            info: await window.desktop.appInfo(),
            journal: read.ok,
          };
        })()`,
      );
      expect(found).toMatchObject({
        url: expect.stringMatching(/^app:\/\/regulars\//),
        text: expect.stringMatching(/\S/),
        verbs: ["bridgeVersion", ...Object.keys(desktopVerbs)].sort(),
        info: { platform: "linux", serverUrl: null, enrolCode: null },
        journal: true,
      });
      // The fuse is off, so nobody can attach to the main process.
      expect(said.text).not.toContain("Debugger listening");
    } finally {
      const gone = once(app, "exit");
      app.kill("SIGKILL");
      await gone;
    }
  });

  test("can't be used as Node", async () => {
    env = { ...env, ELECTRON_RUN_AS_NODE: "1", NODE_OPTIONS: "--title=taken" };
    const app = startPackage("-e", "console.log('I am Node'); process.exit(7)");
    let said = "";
    app.stdout?.on("data", (text) => {
      said += String(text);
    });
    const timer = setTimeout(() => app.kill("SIGKILL"), 3000);
    const [code] = await once(app, "exit");
    clearTimeout(timer);
    expect(code).not.toBe(7);
    expect(said).not.toContain("I am Node");
  });
});

const outputUntil = (child: ChildProcess, pattern: RegExp) =>
  new Promise<{ text: string; match: RegExpExecArray }>((resolve, reject) => {
    let text = "";
    child.once("exit", () => reject(new Error(`The app exited: ${text}`)));
    child.stderr?.on("data", (chunk) => {
      text += String(chunk);
      const match = pattern.exec(text);
      if (match) resolve({ text, match });
    });
  });
