import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ElectronApplication, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { killsOf } from "#ci/kills.ts";
import { type DesktopBridge, desktopVerbs } from "#shared/desktop/bridge.ts";
import { decodeJournal, encodeRecord, recordCommandId } from "#shared/journal/record.ts";
import { type CommandId, commandIdSchema } from "#shared/kernel/ids.ts";
import {
  desktopEnvironment,
  desktopMissing,
  launchDesktop,
  root,
  type StagedDesktop,
  stageDesktop,
  testArguments,
} from "./desktop.ts";
import { openDisplay } from "./display.ts";

declare global {
  interface Window {
    readonly desktop?: DesktopBridge;
  }
}

const display = await openDisplay();
afterAll(() => display?.close());
const missing = await desktopMissing(display?.name);
if (missing !== undefined) {
  if (process.env["REGULARS_REQUIRE_ALL"] === "1") throw new Error(`Desktop tests: ${missing}`);
  console.warn(`Desktop tests are skipped: ${missing}.`);
}

const KILLS = killsOf(6);

// Uses its own page, to test the shell rather than the store app.
describe.runIf(missing === undefined)("the desktop shell in a real Electron", () => {
  let staged: StagedDesktop;
  let userData: string;
  let app: ElectronApplication;
  let page: Page;
  let otherSite: { readonly server: Server; readonly origin: string; requests: number };

  const launch = (args: readonly string[] = []) =>
    launchDesktop(staged, { userData, display: display?.name ?? "", args });

  beforeAll(async () => {
    otherSite = await startOtherSite();
    staged = await stageDesktop(fileURLToPath(new URL("./desktop-page", import.meta.url)));
    // The customer display is the built one, which needs little of what is built.
    const built = join(root, "dist/renderer/clienteling");
    const placed = join(staged.folder, "dist/renderer/clienteling");
    await cp(join(built, "display.html"), join(placed, "display.html"));
    await cp(join(built, "assets"), join(placed, "assets"), { recursive: true });
    userData = await mkdtemp(join(tmpdir(), "regulars-desktop-"));
    ({ app, page } = await launch([
      "--server-url=http://10.9.8.7:8787",
      "--enrol-code=AB12-CD34",
      "--use-fake-device-for-media-stream",
    ]));
  });
  afterAll(async () => {
    await app?.close();
    otherSite?.server.close();
    await staged?.remove();
    if (userData) await rm(userData, { recursive: true, force: true });
  });

  test("serves the page from app://regulars under a policy that the browser enforces", async () => {
    await page.waitForFunction(() => document.title === "ready");
    expect(page.url()).toBe("app://regulars/");
    const found = await page.evaluate(async () => {
      const answer = await fetch("/");
      const blocked = new Set<string>();
      const allBlocked = new Promise<void>((resolve) =>
        document.addEventListener("securitypolicyviolation", (event) => {
          blocked.add(event.effectiveDirective);
          if (blocked.size === 5) resolve();
        }),
      );
      const image = document.createElement("img");
      image.src = "https://example.com/a.png";
      const frame = document.createElement("iframe");
      frame.src = "https://example.com/";
      const script = document.createElement("script");
      script.src = "https://example.com/a.js";
      document.body.append(image, frame, script);
      await fetch("http://example.com/").catch(() => undefined);
      let evaluated = true;
      try {
        new Function("return 1")();
      } catch {
        evaluated = false;
      }
      await allBlocked;
      for (const element of [image, frame, script]) element.remove();
      return {
        policy: answer.headers.get("content-security-policy"),
        inline: document.documentElement.dataset["inline"] ?? "stopped",
        evaluated,
        blocked: [...blocked].sort(),
        secure: isSecureContext,
        origin: location.origin,
      };
    });
    expect(found.policy).toContain("default-src 'none'");
    expect(found.policy).toContain("http://10.9.8.7:8787");
    expect(found).toMatchObject({
      inline: "stopped",
      evaluated: false,
      blocked: ["connect-src", "frame-src", "img-src", "script-src", "script-src-elem"],
      secure: true,
      origin: "app://regulars",
    });
  });

  test("the page is sandboxed and sees nothing of Node or Electron", async () => {
    const globals = await page.evaluate(() =>
      ["require", "process", "module", "Buffer", "global", "ipcRenderer", "electron"].filter(
        (name) => name in globalThis,
      ),
    );
    expect(globals).toEqual([]);
    expect(await page.evaluate(() => customElements.get("webview"))).toBeUndefined();
    const preferences = await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      // No longer in the newest Electron's types.
      const read: unknown = contents && Reflect.get(contents, "getLastWebPreferences");
      return typeof read === "function" ? Reflect.apply(read, contents, []) : null;
    });
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
    });
  });

  test("workers, WebAssembly and durable storage are available to the store app", async () => {
    const found = await page.evaluate(async () => {
      const worker = new Worker("/worker.js", { type: "module" });
      const inWorker = await new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message));
      });
      worker.terminate();
      const opened = indexedDB.open("probe");
      const indexed = await new Promise((resolve) => {
        opened.onsuccess = () => resolve(true);
        opened.onerror = () => resolve(false);
      });
      return { inWorker, indexed, persisted: await navigator.storage.persist() };
    });
    const inWorker = { wasm: true, opfs: true, node: false };
    expect(found).toEqual({ inWorker, indexed: true, persisted: true });
  });

  test("window.desktop has the verbs of the contract and nothing else", async () => {
    const found = await page.evaluate(() => ({
      names: Object.keys(window.desktop ?? {}).sort(),
      version: window.desktop?.bridgeVersion,
    }));
    expect(found.names).toEqual(["bridgeVersion", ...Object.keys(desktopVerbs)].sort());
    expect(found.version).toBe(2);
  });

  test("appInfo returns the launch settings", async () => {
    const info = await page.evaluate(() => window.desktop?.appInfo());
    expect(info).toMatchObject({
      platform: process.platform === "linux" ? "linux" : expect.any(String),
      serverUrl: "http://10.9.8.7:8787",
      enrolCode: "AB12-CD34",
    });
  });

  test("the page can call a sync server on this machine, which sees the page's origin", async () => {
    const answer = await page.evaluate(
      (origin) => fetch(`${origin}api`).then((response) => response.text()),
      otherSite.origin,
    );
    expect(answer).toBe("asked by app://regulars");
  });

  test("the page can't navigate to another site", async () => {
    const { origin } = otherSite;
    await app.evaluate(({ BrowserWindow }) => {
      const attempts: unknown[] = [];
      Object.assign(globalThis, { attempts });
      // After the shell's own listener.
      BrowserWindow.getAllWindows()[0]?.webContents.on("will-navigate", (event, url) =>
        attempts.push({ url, isPrevented: event.defaultPrevented }),
      );
    });
    const attempts = () => app.evaluate(() => Reflect.get(globalThis, "attempts"));
    const prevented = (...urls: readonly string[]) =>
      expect.poll(attempts).toEqual(urls.map((url) => ({ url, isPrevented: true })));

    await page.evaluate((url) => {
      const link = document.createElement("a");
      link.href = url;
      document.body.append(link);
      link.click();
    }, origin);
    await prevented(origin);
    // The page's policy stops a form.
    const stoppedBy = await page.evaluate(
      (url) =>
        new Promise((resolve) => {
          document.addEventListener(
            "securitypolicyviolation",
            ({ effectiveDirective }) => resolve(effectiveDirective),
            { once: true },
          );
          const form = document.createElement("form");
          form.action = url;
          document.body.append(form);
          form.submit();
        }),
      origin,
    );
    expect(stoppedBy).toBe("form-action");
    const goTo = (url: string) => page.evaluate((to) => location.assign(to), url);
    await goTo(origin);
    await prevented(origin, origin);
    // The browser itself refuses these, before the shell is asked.
    for (const url of ["file:///etc/passwd", "data:text/html,hello"]) {
      const refused = page.waitForEvent("console", (message) =>
        /^Not allowed/.test(message.text()),
      );
      await goTo(url);
      await refused;
    }
    expect(page.url()).toBe("app://regulars/");
    expect(otherSite.requests).toBe(0);
  });

  test("the page may reload itself", async () => {
    await page.reload();
    await page.waitForFunction(() => document.title === "ready");
    expect(page.url()).toBe("app://regulars/");
  });

  test("no second window opens", async () => {
    const opened = await page.evaluate((origin) => {
      const link = document.createElement("a");
      link.href = origin;
      link.target = "_blank";
      document.body.append(link);
      link.click();
      return [window.open(origin), window.open("app://regulars/"), window.open("about:blank")].map(
        (child) => child === null,
      );
    }, otherSite.origin);
    expect(opened).toEqual([true, true, true]);
    expect(app.windows()).toHaveLength(1);
    expect(otherSite.requests).toBe(0);
  });

  test("[X53] the customer display shows what it is told and no more, and blanks with its page", async () => {
    const content = {
      lang: "en",
      dir: "ltr" as const,
      brand: "Harbour",
      title: "Hello Anna",
      lines: [{ name: "Your balance", value: "£102.00" }],
      qr: null,
    };
    // There is one screen here, which is the staff's.
    const onScreen = () => window.desktop?.displayOpen({ place: "screen" });
    expect(await page.evaluate(onScreen)).toEqual({ state: "no_screen" });
    expect(app.windows()).toHaveLength(1);

    const opening = app.waitForEvent("window");
    const inWindow = () => window.desktop?.displayOpen({ place: "window" });
    expect(await page.evaluate(inWindow)).toEqual({ state: "open" });
    const customer = await opening;
    const tell = () => page.evaluate((what) => window.desktop?.displayShow(what), content);
    const shown = () => customer.evaluate(() => document.body.textContent);
    await tell();
    await expect.poll(shown).toContain("Hello Anna");
    expect(await shown()).toContain("£102.00");
    const reach = await customer.evaluate(() => ({
      origin: location.origin,
      names: Object.keys(Reflect.get(window, "customerDisplay")),
      bridge: typeof Reflect.get(window, "desktop"),
    }));
    expect(reach).toEqual({ origin: "app://display", names: ["onShow"], bridge: "undefined" });

    await page.reload();
    await expect.poll(shown).toBe("");
    await page.waitForFunction(() => document.title === "ready");
    const closed = customer.waitForEvent("close");
    await page.evaluate(() => window.desktop?.displayClose());
    await closed;
  });

  test("permissions are denied, but for the camera, which may be missing", async () => {
    const found = await page.evaluate(async () => ({
      notification: await Notification.requestPermission(),
      geolocation: await new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve("granted"),
          (error) => resolve(error.code === error.PERMISSION_DENIED ? "denied" : error.code),
        ),
      ),
      camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(
        () => "granted",
        (error: Error) => error.name,
      ),
      microphone: await navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => "granted",
        (error: Error) => error.name,
      ),
      clipboardState: (
        await Promise.all(
          ["clipboard-read", "clipboard-write"].map((name) =>
            // These names are Chromium's own.
            Reflect.apply(navigator.permissions.query, navigator.permissions, [{ name }]),
          ),
        )
      ).map(({ state }) => state),
      clipboard: await navigator.clipboard.readText().then(
        () => "granted",
        (error: Error) => error.name,
      ),
    }));
    expect(found).toEqual({
      notification: "denied",
      geolocation: "denied",
      camera: expect.stringMatching(/^(granted|NotFoundError)$/),
      microphone: "NotAllowedError",
      clipboard: "NotAllowedError",
      clipboardState: ["denied", "granted"],
    });
  });

  test("IPC from another origin is refused, and its page gets no bridge", async () => {
    const preload = join(staged.folder, "dist/electron/preload.cjs");
    const found = await app.evaluate(
      async ({ BrowserWindow }, { origin, preloadPath }) => {
        const runIn = async (
          webPreferences: Electron.WebPreferences,
          url: string,
          script: string,
        ): Promise<unknown> => {
          const window = new BrowserWindow({ show: false, webPreferences });
          await window.loadURL(url);
          const answer: unknown = await window.webContents.executeJavaScript(script);
          window.destroy();
          return answer;
        };
        const invoke = `require("electron").ipcRenderer.invoke("desktop:appInfo")
          .then(() => "answered", (error) => error.message)`;
        // The worst case: a page that has Electron itself.
        const open = { nodeIntegration: true, contextIsolation: false, sandbox: false };
        return {
          site: await runIn(open, origin, invoke),
          data: await runIn(open, "data:text/html,x", invoke),
          own: await runIn(open, "app://regulars/", invoke),
          bridge: await runIn({ preload: preloadPath }, origin, "typeof window.desktop"),
        };
      },
      { origin: otherSite.origin, preloadPath: preload },
    );
    expect(found).toEqual({
      site: expect.stringContaining("not a page of this app"),
      data: expect.stringContaining("not a page of this app"),
      own: "answered",
      bridge: "undefined",
    });
  });

  test("an argument that breaks the contract is refused", async () => {
    const messages = await page.evaluate(async () => {
      const desktop: unknown = window.desktop;
      const call = (verb: string, argument: unknown) =>
        Promise.resolve(
          Reflect.apply(Reflect.get(Object(desktop), verb), desktop, [argument]),
        ).then(
          () => "answered",
          (error: Error) => error.message,
        );
      return [
        await call("secretGet", { key: "../../etc/passwd" }),
        await call("journalAppend", { line: "text" }),
        await call("journalCompact", { forget: ["x"] }),
      ];
    });
    expect(messages).toEqual([
      expect.stringContaining("secretGet: key"),
      expect.stringContaining("journalAppend: line"),
      expect.stringContaining("journalCompact: forget.0"),
    ]);
  });

  test("secrets survive a restart, and are gone once deleted", async () => {
    const set = await page.evaluate(() =>
      window.desktop?.secretSet({ key: "device-token", value: "tökén 🙂" }),
    );
    expect(set?.protection).toMatch(/^(os|none)$/);
    await app.close();
    ({ app, page } = await launch());
    const found = await page.evaluate(async () => {
      const before = await window.desktop?.secretGet({ key: "device-token" });
      await window.desktop?.secretDelete({ key: "device-token" });
      return { before, after: await window.desktop?.secretGet({ key: "device-token" }) };
    });
    expect(found.before).toEqual({ state: "present", value: "tökén 🙂", ...set });
    expect(found.after).toEqual({ state: "absent" });
  });

  test(`killing the app ${KILLS} times with -9 loses no acknowledged record`, async () => {
    const acknowledged: CommandId[] = [];
    for (let round = 0; round < KILLS; round += 1) {
      const gone = once(app.process(), "exit");
      for (let n = 0; n < 3; n += 1) {
        const commandId = idOf(acknowledged.length);
        expect(await appendInPage(page, commandId)).toEqual({ ok: true, value: null });
        acknowledged.push(commandId);
      }
      // One more is in progress when the process dies.
      appendInPage(page, idOf(900_000 + round)).catch(() => undefined);
      app.process().kill("SIGKILL");
      await gone;
      ({ app, page } = await launch());
    }
    const read = await page.evaluate(async () => {
      const answer = await window.desktop?.journalRead();
      return answer?.ok ? [...answer.value.bytes] : null;
    });
    const found = decodeJournal(Uint8Array.from(read ?? [])).records.map(recordCommandId);
    expect(found.filter((item) => item !== undefined && item < idOf(900_000))).toEqual(
      acknowledged,
    );

    await page.evaluate((forget) => window.desktop?.journalCompact({ forget }), acknowledged);
    const file = await readFile(join(userData, "journal/commands.journal"));
    const left = decodeJournal(file).records.map(recordCommandId);
    expect(left.filter((item) => item !== undefined && item < idOf(900_000))).toEqual([]);
  });

  test("an append is durable within 25 ms", async () => {
    const lines = Array.from({ length: 200 }, (_, n) => [...lineOf(idOf(500_000 + n))]);
    const took = await page.evaluate(async (all) => {
      const times: number[] = [];
      for (const line of all) {
        const before = performance.now();
        await window.desktop?.journalAppend({ line: Uint8Array.from(line) });
        times.push(performance.now() - before);
      }
      return times.sort((a, b) => a - b);
    }, lines);
    const [p50, p99] = [took[100] ?? 0, took[198] ?? 0];
    console.info(`journalAppend: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`);
    expect(p50).toBeLessThan(25);
  });

  test("a crashed page restarts", async () => {
    const title = await app.evaluate(
      ({ BrowserWindow }) =>
        new Promise<string>((resolve) => {
          const contents = BrowserWindow.getAllWindows()[0]?.webContents;
          contents?.once("did-finish-load", () => resolve(contents.getTitle()));
          contents?.forcefullyCrashRenderer();
        }),
    );
    expect(title).toBe("ready");
    await app.close();
    ({ app, page } = await launch());
  });

  test("a second instance leaves the folder to the first and brings its window to the front", async () => {
    const called = app.evaluate(
      ({ BrowserWindow }) =>
        new Promise<string>((resolve) => {
          const window = BrowserWindow.getAllWindows()[0];
          // Without a window manager no window gets the focus, so watch for the call itself.
          if (window) window.focus = () => resolve("called to the front");
        }),
    );
    const second = spawn(
      staged.executable,
      [staged.folder, ...testArguments, `--user-data=${userData}`],
      { env: desktopEnvironment(display?.name ?? ""), stdio: ["ignore", "ignore", "pipe"] },
    );
    let said = "";
    second.stderr.on("data", (text) => {
      said += String(text);
    });
    const [code] = await once(second, "exit");
    expect(code).toBe(0);
    expect(said).toContain("already running");
    expect(await called).toBe("called to the front");
    expect(await page.title()).toBe("ready");
  });

  test("an invalid setting prints one line and opens no window", async () => {
    const bad = spawn(
      staged.executable,
      [staged.folder, ...testArguments, "--server-url=loyalty.example.com"],
      { env: desktopEnvironment(display?.name ?? ""), stdio: ["ignore", "ignore", "pipe"] },
    );
    let said = "";
    bad.stderr.on("data", (text) => {
      said += String(text);
    });
    const [code] = await once(bad, "exit");
    expect(code).toBe(1);
    expect(said).toContain("Regulars can't start: --server-url:");
  });
});

const startOtherSite = async () => {
  const server = createServer((request, response) => {
    if (request.url === "/api") {
      response.setHeader("access-control-allow-origin", "app://regulars");
      response.end(`asked by ${request.headers.origin}`);
      return;
    }
    site.requests += 1;
    response.setHeader("content-type", "text/html").end("<title>elsewhere</title>");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const site = { server, origin: `http://127.0.0.1:${port}/`, requests: 0 };
  return site;
};

const idOf = (n: number): CommandId =>
  commandIdSchema.parse(`01890000-0000-7000-8000-${String(n).padStart(12, "0")}`);

const lineOf = (commandId: CommandId) =>
  encodeRecord({ v: 1, type: "command", command: { commandId, amountCents: 2000 } });

const appendInPage = (page: Page, commandId: CommandId) =>
  page.evaluate(
    (line) => window.desktop?.journalAppend({ line: Uint8Array.from(line) }),
    [...lineOf(commandId)],
  );
