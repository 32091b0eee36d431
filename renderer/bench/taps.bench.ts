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

/** Taps at most, in the jobs that begin with a name after that was typed. */
const TAPS = { redeem: 4, add: 3, note: 3, followUp: 3, claim: 4 } as const;

/** The demo's first location, its staff and their PIN (`sync-server/demo/demo-chain.ts`). */
const LOCATION = "LDN-01";
const STAFF = "Anna Reid";
const PIN = "246810";

/**
 * Counts what staff tap, and how long it takes from the first key to the result, in the real app
 * against the real server: finding and redeeming, adding a customer, a note, something to do for a
 * customer, and a purchase by its receipt.
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
  const openTessa = async (tap: Tap) => {
    await page.getByRole("combobox").fill("tessa tap");
    await tap(page.getByRole("option", { name: "Tessa Tapworth" }));
  };
  const toCustomers = () => page.getByRole("link", { name: "Customers" }).click();
  await toCustomers();
  const noted = await timed(async (tap) => {
    await openTessa(tap);
    await tap(page.getByRole("textbox", { name: "New note" }));
    await page.keyboard.type("Looks for a camel coat");
    await tap(page.getByRole("button", { name: "Add note" }));
    await page.getByRole("listitem").filter({ hasText: "Looks for a camel coat" }).waitFor();
  });
  await toCustomers();
  const planned = await timed(async (tap) => {
    await openTessa(tap);
    const tasks = page.getByRole("region", { name: "Tasks" });
    await tap(tasks.getByRole("button", { name: "Add task" }));
    const form = page.getByRole("dialog", { name: "New task" });
    await form.getByLabel("What's to do?").fill("Call when the coat is back");
    await tap(form.getByRole("button", { name: "Add task" }));
    await tasks.getByText("Call when the coat is back").waitFor();
  });
  await toCustomers();
  const claimed = await timed(async (tap) => {
    await openTessa(tap);
    await tap(page.getByRole("link", { name: "Purchases" }));
    await tap(page.getByRole("button", { name: "Add a receipt" }));
    await page.getByLabel("Receipt number").fill("GUEST-7");
    await page.keyboard.press("Tab");
    await page.getByLabel("Total").fill("48");
    await tap(page.getByRole("button", { name: "Add receipt" }));
    await page.getByRole("region", { name: "Receipts added" }).getByText("GUEST-7").waitFor();
  });
  return [
    figure("find and redeem: taps after typing", redeemed.taps, "taps", TAPS.redeem),
    figure("find and redeem: from the first key to the slip", redeemed.ms, "ms", null),
    figure("add a customer: taps", added.taps, "taps", TAPS.add),
    figure("add a customer: from the first tap to the customer", added.ms, "ms", null),
    figure("note: taps after typing", noted.taps, "taps", TAPS.note),
    figure("note: from the first key to the note", noted.ms, "ms", null),
    figure("follow-up: taps after typing", planned.taps, "taps", TAPS.followUp),
    figure("follow-up: from the first key to the task", planned.ms, "ms", null),
    figure("claim: taps after typing", claimed.taps, "taps", TAPS.claim),
    figure("claim: from the first key to the receipt", claimed.ms, "ms", null),
  ];
};

type Tap = (on: Locator) => Promise<void>;

const timed = async (job: (tap: Tap) => Promise<void>) => {
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
