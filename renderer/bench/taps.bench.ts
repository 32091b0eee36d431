import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { openChromium } from "#renderer/e2e/chromium.ts";
import { root } from "#renderer/e2e/desktop.ts";
import { createHeadOffice } from "#renderer/e2e/head-office.ts";
import { runTool } from "#renderer/e2e/server-process.ts";
import { startDemoServer } from "#renderer/testing/demo-server.ts";
import { type BenchResult, benchTable, reachesTarget } from "#shared/testing/bench-result.ts";

/** Taps at most, after the name was typed, and to add a customer. */
const REDEEM_TAPS = 4;
const ADD_TAPS = 3;

/** The demo's first location, its staff and their PIN (`sync-server/demo/demo-chain.ts`). */
const LOCATION = "LDN-01";
const STAFF = "Anna Reid";
const PIN = "246810";

/**
 * Counts what staff tap, and how long it takes from the first key to the result, in the real app
 * against the real server: finding and redeeming, and adding a customer.
 */
export const runTapsBench = async (): Promise<readonly BenchResult[]> => {
  process.env["REGULARS_RENDERER"] = join(root, "dist/renderer");
  const server = await startDemoServer();
  const folder = await mkdtemp(join(tmpdir(), "regulars-taps-"));
  try {
    const printed = await runTool("token", [
      ...["--data", server.data, "--name", "taps", "--scope", "*"],
    ]);
    const office = createHeadOffice(server.url, /rg_api_\S+/.exec(printed)?.[0] ?? "");
    await office.createPerson(
      {
        ...{ firstName: "Tessa", lastName: "Tapworth", card: "2950700000017" },
        ...{ mobile: "+447700950010", rewards: ["birthday-10", "thank-you-20"] },
      },
      await office.locationId(LOCATION),
    );
    const code = await server.enrolCode();
    const window = await openChromium(folder, `${server.url}/#enrol=${code}`);
    try {
      return await measure(window.page);
    } finally {
      await window.kill();
    }
  } finally {
    await server.remove();
    await rm(folder, { recursive: true, force: true });
  }
};

const measure = async (page: Page): Promise<readonly BenchResult[]> => {
  await page.getByRole("textbox", { name: /name/i }).fill("Till 1");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: STAFF }).click();
  await page.keyboard.type(PIN);
  await page.getByRole("button", { name: `Signed in: ${STAFF}` }).waitFor();
  await page.getByRole("button", { name: /^Sync\. Online\. All synced/ }).waitFor();

  const redeemed = await timed(async (tap) => {
    await page.getByRole("combobox").fill("tessa tap");
    await tap(page.getByRole("option", { name: "Tessa Tapworth" }));
    await tap(page.getByRole("button", { name: /^Redeem/ }));
    await tap(page.getByRole("button", { name: "All £30" }));
    await tap(page.getByRole("button", { name: "Redeem £30.00" }));
    await page.getByRole("heading", { name: "£30.00 redeemed" }).waitFor();
  });
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("link", { name: "Customers" }).click();
  const added = await timed(async (tap) => {
    await tap(page.getByRole("button", { name: "New customer" }));
    await page.getByLabel("Mobile phone").waitFor();
    for (const text of ["07700 950020", "Nadia", "Newcombe", "nadia@example.com"]) {
      await page.keyboard.type(text);
      await page.keyboard.press("Tab");
    }
    await tap(page.getByRole("button", { name: "SMS" }));
    await tap(page.getByRole("button", { name: /^Create/ }));
    await page.getByRole("heading", { level: 1, name: "Nadia Newcombe" }).waitFor();
  });
  return [
    figure("find and redeem: taps after typing", redeemed.taps, "taps", REDEEM_TAPS),
    figure("find and redeem: from the first key to the slip", redeemed.ms, "ms", null),
    figure("add a customer: taps", added.taps, "taps", ADD_TAPS),
    figure("add a customer: from the first tap to the customer", added.ms, "ms", null),
  ];
};

const timed = async (job: (tap: (on: Locator) => Promise<void>) => Promise<void>) => {
  let taps = 0;
  const startedMs = performance.now();
  await job(async (on) => {
    taps += 1;
    await on.first().click();
  });
  return { taps, ms: performance.now() - startedMs };
};

const figure = (name: string, value: number, unit: string, target: number | null): BenchResult => ({
  ...{ name, value, unit, target },
  better: "lower",
});

if (import.meta.main) {
  const results = await runTapsBench();
  console.log(benchTable(results));
  process.exitCode = results.every(reachesTarget) ? 0 : 1;
}
