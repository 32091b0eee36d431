import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { killsOf } from "#ci/kills.ts";
import { type AppWindow, findChromium, openChromium } from "#renderer/e2e/chromium.ts";
import { countKept } from "#renderer/testing/count-kept.ts";
import { type DevicePage, serveDevicePage } from "#renderer/testing/device-page.ts";
import { type FeedServer, startFeedServer } from "#renderer/testing/feed-server.ts";
import {
  accountFact,
  configFacts,
  productFact,
  profileFact,
  profileIdOf,
  STAFF_ID,
  transactionFact,
} from "#renderer/testing/sample-facts.ts";

const isMissing = findChromium() === undefined;
if (isMissing && process.env["REGULARS_REQUIRE_ALL"] === "1") {
  throw new Error("Chromium not found. Set CHROMIUM_PATH.");
}
if (isMissing) console.warn("Skipping the data layer tests in Chromium: not found.");

const KILLS = killsOf(4);

describe.runIf(!isMissing)("in Chromium, under the policy of the desktop shell", () => {
  let page: DevicePage;
  let feed: FeedServer;
  let userData: string;
  let window: AppWindow;
  let complaints: string[];

  beforeAll(async () => {
    page = await serveDevicePage();
  }, 120_000);
  afterAll(() => page.close());

  beforeEach(async () => {
    feed = await startFeedServer();
    feed.put("config", configFacts({ maxCountPerProfile: 10_000, maxPerProfileCents: 1_000_000 }));
    feed.put(
      "profiles",
      Array.from({ length: 50 }, (_, n) => profileFact(n)),
    );
    feed.put(
      "accounts",
      Array.from({ length: 50 }, (_, n) => accountFact(n, 1_000_000)),
    );
    feed.put(
      "transactions",
      Array.from({ length: 50 }, (_, n) => transactionFact(n + 1, n)),
    );
    feed.put(
      "products",
      Array.from({ length: 10 }, (_, n) => productFact(n)),
    );
    userData = await mkdtemp(join(tmpdir(), "regulars-chromium-"));
    complaints = [];
  });
  afterEach(async () => {
    await window.kill();
    await feed.close();
    await rm(userData, { recursive: true, force: true });
  });

  const open = async (hash = "") => {
    window = await openChromium(userData, page.url + hash);
    window.page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    window.page.on("pageerror", (error) => complaints.push(String(error)));
  };
  const opened = () => window.page.evaluate(() => globalThis.window.opened);
  const enrol = () =>
    window.page.evaluate(async (serverUrl) => {
      const { till, rxjs } = globalThis.window;
      const enrolled = await till.enrol({ serverUrl, code: "ABCDEF", deviceName: "Till" });
      await rxjs.firstValueFrom(till.status$.pipe(rxjs.filter(({ phase }) => phase === "ready")));
      return enrolled.ok;
    }, feed.url);
  const status = () =>
    window.page.evaluate(() =>
      globalThis.window.rxjs.firstValueFrom(globalThis.window.till.status$),
    );
  const pendingIds = () =>
    window.page.evaluate(async () => {
      const { till, rxjs } = globalThis.window;
      return (await rxjs.firstValueFrom(till.pending$)).map(({ commandId }) => String(commandId));
    });
  const search = (text: string) =>
    window.page.evaluate(
      async (query) => (await globalThis.window.till.search(query, 5)).hits.length,
      text,
    );
  const loseServer = () => {
    feed.faults.pull = { status: 503, code: "unavailable" };
    feed.faults.push = { status: 503, code: "unavailable" };
    feed.cutStreams();
  };
  /** Redeems until the page is closed, logging each acknowledged redemption. */
  const startRedeeming = () =>
    window.page.evaluate(
      ([profileId, staffId]) => {
        const { till } = globalThis.window;
        const next = async (): Promise<void> => {
          const request = { profileId, staffId, amountCents: 1, receiptRef: null };
          const redeemed = await till.redeem(request as never);
          if (redeemed.ok) console.info(`acknowledged ${redeemed.value.commandId}`);
          else console.error(JSON.stringify(redeemed.error));
          return next();
        };
        void next();
      },
      [profileIdOf(1), STAFF_ID] as const,
    );

  test("pulls, searches and redeems; everything is still there after a restart offline", async () => {
    await open();
    expect(await opened()).toBe("open");
    expect(await enrol()).toBe(true);
    expect(await search("anna abbot")).toBe(1);
    await expect.poll(() => search("R-1031")).toBe(1);
    expect(await search("1031")).toBe(1);
    // [S30] In the index of IndexedDB that RxDB doesn't know of, the latest first.
    const found = await window.page.evaluate(async () => {
      const { till } = globalThis.window;
      const [byCode] = await till.findProductsByCode("09310072000010");
      const [byTitle] = await till.searchProducts("thimg 3", 1);
      const { bought } = await till.readProductPeople(4 as never);
      return [byCode?.title, byTitle?.title, ...bought.map(({ profile }) => String(profile.id))];
    });
    const buyers = [42, 32, 22, 12, 2].map(profileIdOf);
    expect(found).toEqual(["Thing 3", "Thing 3", ...buyers]);
    expect(await status()).toMatchObject({ phase: "ready", connection: "online", pendingCount: 0 });
    loseServer();
    await window.page.waitForFunction(async () => {
      const { till, rxjs } = globalThis.window;
      return (await rxjs.firstValueFrom(till.status$)).connection === "offline";
    });
    const redeemed = await window.page.evaluate(
      ([profileId, staffId]) =>
        globalThis.window.till.redeem({
          profileId,
          staffId,
          amountCents: 500,
          receiptRef: null,
        } as never),
      [profileIdOf(1), STAFF_ID] as const,
    );
    expect(redeemed).toMatchObject({ ok: true, value: { status: "at_risk" } });
    await window.close();

    await open();
    expect(await opened()).toBe("open");
    expect(await search("anna abbot")).toBe(1);
    expect(await search("R-1031")).toBe(1);
    expect(await status()).toMatchObject({
      phase: "ready",
      connection: "offline",
      pendingCount: 1,
    });
    expect(await pendingIds()).toEqual([redeemed.ok ? redeemed.value.commandId : ""]);
    feed.faults.pull = null;
    feed.faults.push = null;
    await window.page.evaluate(() => globalThis.window.till.syncNow());
    await expect.poll(async () => (await status()).pendingCount, { timeout: 10_000 }).toBe(0);
    expect(complaints.filter((text) => !text.includes("503") && !text.includes("ERR_"))).toEqual(
      [],
    );
  }, 60_000);

  test("after a kill, a stored search index includes what was written since it was built", async () => {
    feed.put(
      "profiles",
      Array.from({ length: 6000 }, (_, n) => profileFact(n)),
    );
    await open();
    await opened();
    await enrol();
    await expect.poll(() => countKept(window, "snapshots"), { timeout: 40_000 }).toBe(1);
    expect(await countKept(window, "marks")).toBe(0);
    feed.put("profiles", [
      profileFact(3, { lastName: "Quagga" }),
      profileFact(4, { _deleted: true }),
      profileFact(6001, { firstName: "Zebulon" }),
    ]);
    await expect.poll(() => search("zebulon"), { timeout: 10_000 }).toBe(1);
    await window.kill();
    loseServer();

    await open();
    expect(await opened()).toBe("open");
    expect(await countKept(window, "marks")).toBe(3);
    const found = await window.page.evaluate(async () => {
      const { till } = globalThis.window;
      const texts = ["person2@example.com", "quagga", "person4@example.com", "zebulon"];
      const answers = await Promise.all(texts.map((text) => till.search(text, 5)));
      return answers.map(({ hits }) =>
        hits.flatMap(({ id, exact }) => (exact ? [String(id)] : [])),
      );
    });
    expect(found).toEqual([[profileIdOf(2)], [profileIdOf(3)], [], [profileIdOf(6001)]]);
  }, 90_000);

  test("[S29] pictures are kept for offline, asked about when they are old, and go with the person", async () => {
    const pictures = [1, 2, 3].map((n) => `profile/${profileIdOf(n)}`);
    const [one = "", two = "", three = ""] = pictures;
    for (const ref of pictures) feed.faults.pictures[ref] = { bytes: PIXEL, etag: '"first"' };
    const typeOf = (ref: string) =>
      window.page.evaluate(
        async (of) => (await globalThis.window.till.picture(of as never))?.type ?? null,
        ref,
      );
    const bytes = () => window.page.evaluate(() => globalThis.window.till.pictureBytes());
    await open();
    await opened();
    await enrol();
    expect(await bytes()).toBe(0);
    expect([await typeOf(one), await typeOf(two)]).toEqual(["image/webp", "image/webp"]);
    expect(await typeOf("product/1")).toBeNull();
    expect(await typeOf("product/1")).toBeNull();
    expect(feed.seen.pictures, "that there is none is remembered").toEqual([one, two, "product/1"]);
    feed.seen.pictures.length = 0;
    feed.faults.pull = { status: 429, code: "too_many_requests" };
    expect([await typeOf("product/2"), await typeOf("product/2")]).toEqual([null, null]);
    expect(feed.seen.pictures, "a busy server has none for now").toHaveLength(2);
    feed.faults.pull = { status: 404, code: "picture_unreachable" };
    expect([await typeOf("product/3"), await typeOf("product/3")]).toEqual([null, null]);
    expect(feed.seen.pictures, "its host is given time").toHaveLength(3);
    feed.faults.pull = null;
    feed.faults.pictures["product/4"] = { bytes: Buffer.from("no picture"), etag: '"bad"' };
    expect([await typeOf("product/4"), await typeOf("product/4")]).toEqual([null, null]);
    expect(feed.seen.pictures, "what can't be drawn isn't fetched each time").toHaveLength(4);
    const both = Number(await bytes());
    expect(both).toBeGreaterThan(0);
    await window.close();

    loseServer();
    await open();
    await opened();
    expect([await typeOf(one), await typeOf(three)]).toEqual(["image/webp", null]);
    // As if two hours had passed.
    await window.page.evaluate(
      async ([ref, at]) => {
        const databases = await indexedDB.databases();
        const name = databases
          .map((each) => each.name ?? "")
          .find((each) => /--pictures/.test(each));
        const kept = globalThis.window.openKeptPictures(
          String(name).replace(/^rxdb-dexie-|--pictures$/g, ""),
        );
        const old = await kept.read(ref as never, at as never);
        if (old) await kept.keep(ref as never, { ...old, checkedAt: at as never }, 1_000_000);
        kept.close();
      },
      [one, Date.now() - 7_200_000] as const,
    );
    feed.seen.pictures.length = 0;
    feed.faults.pull = null;
    feed.faults.push = null;
    await window.page.evaluate(() => globalThis.window.till.syncNow());
    await expect.poll(async () => (await status()).connection, { timeout: 10_000 }).toBe("online");
    expect(await typeOf(one)).toBe("image/webp");
    await expect.poll(() => feed.seen.pictures).toEqual([`${one} "first"`]);
    await typeOf(one);
    expect(feed.seen.pictures).toHaveLength(1);

    const erased = { id: `erased:${profileIdOf(1)}`, kind: "erased" };
    feed.put("config", [{ ...erased, value: { profileId: profileIdOf(1) } }]);
    await expect.poll(bytes, { timeout: 10_000 }).toBe(both / 2);
    feed.put("profiles", [profileFact(2, { _deleted: true })]);
    await expect.poll(bytes, { timeout: 10_000 }).toBe(0);
  }, 60_000);

  test("[S29] pictures stay within their limit: those shown longest ago go first", async () => {
    await open("#closed");
    await opened();
    const kept = await window.page.evaluate(async () => {
      let pictures = globalThis.window.openKeptPictures("limit");
      const refs = [1, 2, 3, 4].map((n) => `product/${n}`);
      const keep = (n: number, at: number, size: number) =>
        pictures.keep(
          `product/${n}` as never,
          { picture: new Blob([new Uint8Array(size)]), etag: "", checkedAt: at as never },
          300,
        );
      const held = async () => {
        const found = await Promise.all(
          refs.map(async (ref) => (await pictures.read(ref as never, 0 as never)) !== null),
        );
        return found.map(Number).join("");
      };
      await keep(1, 1, 100);
      await keep(2, 2, 100);
      await keep(3, 3, 100);
      await pictures.read("product/1" as never, 4 as never);
      await keep(4, 5, 100);
      const oldestShownGone = `${await held()} ${await pictures.bytes()}`;
      await keep(2, 6, 250);
      const largeTakesAll = `${await held()} ${await pictures.bytes()}`;
      await keep(2, 7, 40);
      await keep(1, 8, 50);
      pictures.close();
      pictures = globalThis.window.openKeptPictures("limit");
      await pictures.forget(["product/1" as never, "product/4" as never]);
      const smallerCounts = `${await held()} ${await pictures.bytes()}`;
      await keep(3, 9, 301);
      const none = `${await held()} ${await pictures.bytes()}`;
      return [oldestShownGone, largeTakesAll, smallerCounts, none];
    });
    expect(kept).toEqual(["1011 300", "0100 250", "0100 40", "0000 0"]);
  }, 60_000);

  test("[S29] pictures are drawn one at a time; without their code all else works", async () => {
    const refs = [1, 2, 3, 4].map((n) => `product/${n}`);
    for (const ref of refs) feed.faults.pictures[ref] = { bytes: PIXEL, etag: '"first"' };
    const askAll = () =>
      window.page.evaluate(async (all) => {
        const { till } = globalThis.window;
        const pictures = await Promise.all(all.map((ref) => till.picture(ref as never)));
        return pictures.map((picture) => picture !== null);
      }, refs);
    await open();
    await opened();
    await enrol();
    await window.page.evaluate(() => {
      const draw = globalThis.createImageBitmap;
      const counting = { now: 0, most: 0 };
      const counted = async (blob: Blob) => {
        counting.now += 1;
        counting.most = Math.max(counting.most, counting.now);
        return draw(blob).finally(() => {
          counting.now -= 1;
        });
      };
      Object.assign(globalThis, { counting, createImageBitmap: counted });
    });
    expect(await askAll()).toEqual([true, true, true, true]);
    expect(await window.page.evaluate("counting.most")).toBe(1);

    await window.page.route("**/pictures-*.js", (route) => route.abort());
    complaints.length = 0;
    await window.page.reload();
    expect(await opened()).toBe("open");
    expect(await askAll()).toEqual([false, false, false, false]);
    await window.page.evaluate(() => globalThis.window.till.dispose());
    expect(complaints.filter((text) => text.includes("pictures-")).length).toBeGreaterThan(0);
    expect(complaints.filter((text) => text.includes("ncaught"))).toEqual([]);
  }, 60_000);

  test("checks a PIN offline", async () => {
    await open();
    await opened();
    await enrol();
    const checked = await window.page.evaluate(
      (staffId) => globalThis.window.till.verifyPin(staffId as never, "000000"),
      STAFF_ID,
    );
    expect(checked).toMatchObject({ ok: false, error: { reason: "wrong_pin" } });
  }, 60_000);

  test("refuses a second tab, while the first one carries on", async () => {
    await open();
    await opened();
    await enrol();
    const second = await window.page.context().newPage();
    await second.goto(page.url);
    expect(JSON.parse(await second.evaluate(() => globalThis.window.opened))).toEqual({
      reason: "open_elsewhere",
    });
    await second.close();
    await window.page.reload();
    expect(await opened()).toBe("open");
    expect(await search("anna abbot")).toBe(1);
  }, 60_000);

  test("[S16] losing the browser's database loses no command, because the journal has them", async () => {
    await open();
    await opened();
    await enrol();
    loseServer();
    const acknowledged = watchAcknowledged();
    await startRedeeming();
    await expect.poll(() => acknowledged.size, { timeout: 20_000 }).toBeGreaterThan(5);
    await window.kill();

    await open("#closed");
    await window.page.evaluate(async () => {
      for (const { name = "" } of await indexedDB.databases()) {
        await new Promise((resolve) => {
          indexedDB.deleteDatabase(name).onsuccess = resolve;
        });
      }
    });
    await window.close();
    await open();
    expect(await opened()).toBe("open");
    const held = new Set(await pendingIds());
    expect([...acknowledged].filter((id) => !held.has(id))).toEqual([]);
  }, 90_000);

  test(`[S16] kill -9 at any moment, ${KILLS} times: nothing acknowledged is lost`, async () => {
    await open();
    await opened();
    await enrol();
    await window.close();
    loseServer();
    const all = new Set<string>();
    for (let kill = 0; kill < KILLS; kill += 1) {
      await open();
      expect(await opened()).toBe("open");
      const held = new Set(await pendingIds());
      expect([...all].filter((id) => !held.has(id))).toEqual([]);
      const acknowledged = watchAcknowledged();
      await startRedeeming();
      // biome-ignore lint/plugin: each kill comes at a moment of its own.
      await new Promise((resolve) => setTimeout(resolve, 30 + (kill / KILLS) * 340));
      await window.kill();
      for (const id of acknowledged) all.add(id);
    }
    await open();
    await opened();
    const held = await pendingIds();
    expect([...all].filter((id) => !held.includes(id))).toEqual([]);
    expect(all.size).toBeGreaterThan(KILLS);
    console.info(`${KILLS} kills, ${all.size} acknowledged, ${held.length} held.`);
    // The server also gets each one once, in order, without gaps.
    feed.faults.pull = null;
    feed.faults.push = null;
    feed.seen.pushes.length = 0;
    await window.page.evaluate(() => globalThis.window.till.syncNow());
    await expect.poll(async () => (await status()).pendingCount, { timeout: 30_000 }).toBe(0);
    const places = feed.seen.pushes.flat().map(placeOf);
    expect(places).toEqual(Array.from({ length: held.length }, (_, n) => n + 1));
  }, 300_000);

  const watchAcknowledged = (): Set<string> => {
    const acknowledged = new Set<string>();
    window.page.on("console", (message) => {
      const id = /^acknowledged (\S+)$/.exec(message.text())?.[1];
      if (id !== undefined) acknowledged.add(id);
    });
    return acknowledged;
  };
});

const placeOf = (command: unknown): number =>
  typeof command === "object" && command !== null && "deviceSeq" in command
    ? Number(command.deviceSeq)
    : 0;

/** A PNG of one pixel. */
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
