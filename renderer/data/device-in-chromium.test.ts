import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type AppWindow, findChromium, openChromium } from "#renderer/e2e/chromium.ts";
import { type DevicePage, serveDevicePage } from "#renderer/testing/device-page.ts";
import { type FeedServer, startFeedServer } from "#renderer/testing/feed-server.ts";
import {
  accountFact,
  configFacts,
  profileFact,
  profileIdOf,
  STAFF_ID,
} from "#renderer/testing/sample-facts.ts";

let page: DevicePage;
let feed: FeedServer;
let userData: string;
let window: AppWindow;

beforeAll(async () => {
  page = await serveDevicePage();
}, 120_000);
afterAll(() => page.close());

beforeEach(async () => {
  feed = await startFeedServer();
  feed.put("config", configFacts());
  feed.put(
    "profiles",
    Array.from({ length: 50 }, (_, n) => profileFact(n)),
  );
  feed.put(
    "accounts",
    Array.from({ length: 50 }, (_, n) => accountFact(n)),
  );
  userData = await mkdtemp(join(tmpdir(), "regulars-chromium-"));
});
afterEach(async () => {
  await window?.kill();
  await feed.close();
  await rm(userData, { recursive: true, force: true });
});

const open = async () => {
  window = await openChromium(userData, page.url);
  window.page.on("console", (m) => console.log("page:", m.text()));
  expect(await window.page.evaluate(() => globalThis.window.opened)).toBe("open");
};

test("opens, pulls, searches, redeems, and finds it all again", async () => {
  await open();
  const enrolled = await window.page.evaluate(async (serverUrl) => {
    const result = await globalThis.window.till.enrol({
      serverUrl,
      code: "ABCDEF",
      deviceName: "Till",
    });
    const { till, rxjs } = globalThis.window;
    const status = await rxjs.firstValueFrom(
      till.status$.pipe(rxjs.filter(({ phase }) => phase === "ready")),
    );
    return { result, status };
  }, feed.url);
  console.log(JSON.stringify(enrolled));
  console.log(
    await window.page.evaluate(
      async () => (await globalThis.window.till.search("anna", 3)).hits.length,
    ),
  );
}, 60_000);
