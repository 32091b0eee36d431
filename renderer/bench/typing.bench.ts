import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { argon2id } from "hash-wasm";
import type { Page } from "playwright-core";
import { openChromium } from "#renderer/e2e/chromium.ts";
import { serveAppPage } from "#renderer/testing/app-page.ts";
import { startFeedServer } from "#renderer/testing/feed-server.ts";
import { accountFact, configFacts, profileFact, STAFF_ID } from "#renderer/testing/sample-facts.ts";
import { type BenchResult, benchTable, reachesTarget } from "#shared/testing/bench-result.ts";
import { believableRows } from "./believable-rows.ts";

const PROFILES = Number(process.env["REGULARS_BENCH_PROFILES"] ?? 100_000);
const SEARCHES = 40;
const PIN = "246810";
const STAFF = "Ada Bench";

/** A frame, and what nobody notices. */
const KEY_P50_MS = 17;
const KEY_P95_MS = 50;
const OPEN_MS = 150;

/**
 * Measures the real store app with many customers on the device, in Chromium: from a key in the
 * search box until what it changes is on screen, and from the choice of a customer until their
 * screen is there. The feed comes from this process.
 */
const runTypingBench = async (): Promise<readonly BenchResult[]> => {
  const rows = believableRows(PROFILES, 7);
  const feed = await startFeedServer();
  const app = await serveAppPage(feed.url);
  const folder = await mkdtemp(join(tmpdir(), "regulars-typing-"));
  try {
    feed.put("config", await shopFacts());
    feed.put(
      "profiles",
      rows.map(({ firstName, lastName, email, phone }, n) =>
        profileFact(n, { firstName, lastName, email, mobilePhone: phone }),
      ),
    );
    feed.put(
      "accounts",
      rows.map((_, n) => accountFact(n)),
    );
    const window = await openChromium(folder, `${app.url}#enrol=BENCH1`);
    try {
      return await measure(window.page, rows);
    } finally {
      await window.kill();
    }
  } finally {
    await app.close();
    await feed.close();
    await rm(folder, { recursive: true, force: true });
  }
};

/** The sample shop with somebody who can sign in. */
const shopFacts = async (): Promise<readonly object[]> => {
  const pinHash = await argon2id({
    ...{ password: PIN, salt: "a salt for benches", outputType: "encoded" },
    ...{ parallelism: 1, iterations: 2, memorySize: 512, hashLength: 32 },
  });
  return configFacts().map((fact) =>
    fact.id === `staff:${STAFF_ID}`
      ? { ...fact, value: { ...fact.value, name: STAFF, pinHash } }
      : fact,
  );
};

const measure = async (
  page: Page,
  rows: ReturnType<typeof believableRows>,
): Promise<readonly BenchResult[]> => {
  page.setDefaultTimeout(120_000);
  await page.getByRole("textbox", { name: /name/i }).fill("Till 1");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: STAFF }).click();
  await page.keyboard.type(PIN);
  await page.getByRole("button", { name: `Signed in: ${STAFF}` }).waitFor();
  await page.getByRole("button", { name: /^Sync\. Online\. All synced/ }).waitFor();
  await page.getByRole("link", { name: "Customers" }).click();
  const box = page.getByRole("combobox");

  const keys: number[] = [];
  const opens: number[] = [];
  for (let n = 0; n < SEARCHES; n++) {
    const at = Math.floor(((n + 0.5) / SEARCHES) * rows.length);
    const { firstName, lastName } = rows[at] ?? {};
    const text = n % 2 === 0 ? `${firstName} ${lastName}` : `${lastName}`;
    await box.fill("");
    await page.evaluate(timeChanges, "keydown");
    await box.pressSequentially(text.slice(0, 14), { delay: 120 });
    keys.push(...(await page.evaluate(timesOf)));
    if ((await page.getByRole("option").count()) === 0) continue;
    await page.evaluate(timeChanges, "pointerdown");
    await page.getByRole("option").first().click();
    await page.getByRole("navigation", { name: "About this customer" }).waitFor();
    opens.push(...(await page.evaluate(timesOf)));
    await page.getByRole("link", { name: "Customers" }).click();
    await box.waitFor();
  }
  const count = PROFILES.toLocaleString("en");
  return [
    figure(`a key in the search box, ${count} customers, p50`, quantile(keys, 0.5), KEY_P50_MS, {
      note: `${keys.length} keys`,
    }),
    figure("the same, p95", quantile(keys, 0.95), KEY_P95_MS),
    figure("opening a customer, p50", quantile(opens, 0.5), OPEN_MS, {
      note: `${opens.length} customers`,
    }),
    figure("the same, p95", quantile(opens, 0.95), null),
  ];
};

type Watch = { readonly times: number[]; readonly stop: () => void };
declare global {
  interface Window {
    benchWatch?: Watch;
  }
}

/** In the page: measures from each event of a kind to the next frame after the page changed. */
const timeChanges = (kind: string): void => {
  globalThis.window.benchWatch?.stop();
  const times: number[] = [];
  let startedMs: number | null = null;
  const start = () => {
    startedMs = performance.now();
  };
  const isResult = ({ target }: MutationRecord) =>
    target instanceof Element &&
    target.closest(kind === "keydown" ? "[role=listbox]" : "main") !== null;
  const observer = new MutationObserver((records) => {
    const ms = startedMs;
    if (ms === null || !records.some(isResult)) return;
    startedMs = null;
    requestAnimationFrame(() => times.push(performance.now() - ms));
  });
  addEventListener(kind, start, true);
  observer.observe(document.body, { childList: true, subtree: true, characterData: true });
  globalThis.window.benchWatch = {
    times,
    stop: () => {
      removeEventListener(kind, start, true);
      observer.disconnect();
    },
  };
};

const timesOf = (): readonly number[] => globalThis.window.benchWatch?.times ?? [];

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;

const figure = (
  name: string,
  value: number,
  target: number | null,
  more: { readonly note?: string } = {},
): BenchResult => ({ name, value, unit: "ms", target, better: "lower", ...more });

if (import.meta.main) {
  const results = await runTypingBench();
  console.log(benchTable(results));
  process.exitCode = results.every(reachesTarget) ? 0 : 1;
}
