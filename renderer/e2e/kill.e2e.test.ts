// biome-ignore lint/plugin: each kill comes at a moment of its own.
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { killsOf } from "#ci/kills.ts";
import type { AppWindow } from "./chromium.ts";
import type { Person } from "./head-office.ts";
import { type AppHome, findBrowserProgram, findDesktopProgram } from "./programs.ts";
import { DEMO_CARD, openShop, type Shop } from "./shop.ts";
import { type StoreApp, storeApp } from "./store-app.ts";

/**
 * When each kill comes: after a share of the time that a redemption takes here from Enter to slip,
 * or, for every other one, at the moment the slip appears. So before, between and after all of its
 * steps.
 */
type Kill = number | "slip";
const KILL_COUNT = killsOf(2);
const KILLS = Array.from(
  { length: KILL_COUNT },
  (_, place): Kill => (place % 2 === 1 ? "slip" : (place + 1) / (KILL_COUNT + 1)),
);
const PEOPLE = 2 * (KILLS.length + 1);
/** Enough for every app start on a busy machine. */
const ALL_KILLS_MS = (KILLS.length + 2) * 40_000;

const programs = [findBrowserProgram(), await findDesktopProgram()];

for (const program of programs) {
  describe.runIf(program.missing === undefined)(`[S16] kill -9 of ${program.name}`, () => {
    let shop: Shop;
    let home: Required<AppHome>;
    let people: readonly Person[];
    let window: AppWindow | undefined;
    /** The app as it runs now. A start takes seconds, so a test goes on with what was left open. */
    let app: StoreApp;
    /** The cents of every redemption that was requested, and of those whose slip appeared. */
    const asked: number[] = [];
    const acknowledged = new Set<number>();

    beforeAll(async () => {
      shop = await openShop();
      people = await Promise.all(
        Array.from({ length: PEOPLE }, (_, place) =>
          shop.office.createPerson(
            {
              firstName: "Kit",
              lastName: `Number${String(place).padStart(2, "0")}`,
              card: `29508000${String(place).padStart(5, "0")}`,
              mobile: `+447700960${String(place).padStart(3, "0")}`,
              rewards: ["thank-you-20"],
            },
            shop.locationId,
          ),
        ),
      );
      home = await shop.newDevice();
      await openAs(home);
      await app.enrol("Till 1");
      await app.waitForConnection("Online");
      await app.waitUntilInstalled();
      await app.signIn();
    });
    afterAll(async () => {
      await window?.kill();
      await shop?.close();
    });

    const openAs = async (at: AppHome) => {
      window = await program.open(at);
      app = storeApp(window.page);
      window.page.on("console", (message) => {
        const [, cents] = SLIP_SHOWN.exec(message.text()) ?? [];
        if (cents !== undefined) acknowledged.add(Number(cents));
      });
    };
    const open = async () => {
      await openAs({ userData: home.userData, serverUrl: home.serverUrl });
      await app.signIn();
    };

    /** Requests a redemption of a unique amount, in cents. Resolves before the answer. */
    const ask = async (place: number): Promise<number> => {
      const cents = 100 + place;
      // By name: an Enter soon after a scan belongs to the scan, and presses nothing.
      await app.open(people[place]?.name ?? "");
      await app.startRedeem(pounds(cents));
      await app
        .button(`Redeem £${pounds(cents)}`)
        .and(app.page.locator(":enabled"))
        .waitFor();
      await app.page.evaluate(logWhenSlipAppears, `slip of ${cents}`);
      asked.push(cents);
      // Not awaited: the app may be gone before it handles the key.
      app.page.keyboard.press("Enter").catch(() => undefined);
      return cents;
    };
    const slipOf = (cents: number) =>
      expect.poll(() => acknowledged.has(cents), { interval: 5, timeout: 15_000 }).toBe(true);

    /** How long a redemption takes from Enter to its slip, in ms. */
    const measure = async (place: number): Promise<number> => {
      const cents = await ask(place);
      const startedAt = performance.now();
      await slipOf(cents);
      return performance.now() - startedAt;
    };

    /** Measures a redemption in the open app, then redeems and is killed, again and again. */
    const redeemAndKill = async (firstPlace: number, check: () => Promise<void>) => {
      const tookMs = await measure(firstPlace);
      for (const [index, kill] of KILLS.entries()) {
        if (index > 0) await open();
        await check();
        const cents = await ask(firstPlace + 1 + index);
        await (kill === "slip" ? slipOf(cents) : sleep(kill * tookMs));
        await window?.kill();
      }
    };

    test(
      "offline: everything acknowledged on the screen is in the outbox after a restart",
      async () => {
        await shop.server.kill();
        await app.waitForConnection("Offline");
        await redeemAndKill(0, seeAcknowledged);
        await open();
        await seeAcknowledged();
      },
      ALL_KILLS_MS,
    );

    test(
      "online: the same, with the server involved",
      async () => {
        await shop.server.start();
        // After so long without it, the app would wait before it tries again.
        await app.button("Sync now").click();
        await app.waitForConnection("Online");
        await redeemAndKill(KILLS.length + 1, () => app.waitForConnection("Online"));
      },
      ALL_KILLS_MS,
    );

    test("the server has everything acknowledged once, and nothing twice", async () => {
      await open();
      await app.waitForPending(0);
      const held: number[] = [];
      for (const person of people) {
        held.push(
          ...(await shop.office.redemptions(person.id)).map((pounds) => Math.round(pounds * 100)),
        );
      }
      expect([...acknowledged].filter((cents) => !held.includes(cents))).toEqual([]);
      expect(held).toEqual([...new Set(held)]);
      expect(held.filter((cents) => !asked.includes(cents))).toEqual([]);
      expect(await shop.verifyLedger()).toContain("every chain holds, accounts and lots agree");
      console.info(
        `${program.name}: ${2 * KILLS.length} kills in ${asked.length} redemptions, ${acknowledged.size} acknowledged, ${held.length} in the ledger.`,
      );
    });

    test.each(["the card has paid", "it hasn't"])(
      "[C11] a payment by gift card that was killed before its answer is settled: %s",
      async (outcome) => {
        const hasPaid = outcome === "the card has paid";
        const left = await lookUpCard();
        const isGone = new Promise<void>((resolve) => {
          void app.page.route("**/gift-cards/redeem", async (route) => {
            const request = route.request();
            const headers = request.headers();
            // The page gets no answer either way.
            if (hasPaid) {
              await fetch(request.url(), { method: "POST", headers, body: request.postData() });
            }
            resolve();
          });
        });
        await app.page.getByRole("textbox", { name: "Amount to take" }).fill("1.25");
        await app.button("Take £1.25").click();
        await isGone;
        await window?.kill();

        await open();
        await app.waitForConnection("Online");
        await app.toSync();
        await app.button("Open gift cards").click();
        if (hasPaid) {
          await app.page.getByText("£1.25 paid").waitFor();
          await app.button("Done").click();
        } else {
          await app.page.getByText(/^Nothing was taken from the card ending in/).waitFor();
          await app.button("Go on").click();
        }
        expect(await lookUpCard()).toBe(hasPaid ? left - 125 : left);
      },
      90_000,
    );

    /** Shows the demo's gift card, and returns what is on it, in cents. */
    const lookUpCard = async (): Promise<number> => {
      await app.open(people[0]?.name ?? "");
      await app.button(/^Redeem/).click();
      await app.button("Gift card").click();
      await app.page.getByLabel("Card number").fill(DEMO_CARD.number);
      await app.page.getByLabel("PIN").fill(DEMO_CARD.pin);
      await app.button("Look up the card").click();
      const all = await app.button(/^All £/).textContent();
      return Math.round(Number(all?.replace("All £", "")) * 100);
    };

    /** Checks that every acknowledged redemption is on the sync page. */
    const seeAcknowledged = async () => {
      await app.toSync();
      const waiting = app.page.getByRole("region", { name: "Waiting to sync" });
      for (const cents of acknowledged) {
        await waiting.getByText(`Redeem £${pounds(cents)}`).waitFor();
      }
    };
  });
}

const pounds = (cents: number): string => (cents / 100).toFixed(2);

const SLIP_SHOWN = /^slip of (\d+)$/;

/** Runs in the page. Logs `words` at the moment the slip appears. */
const logWhenSlipAppears = (words: string) => {
  const checkForSlip = () => {
    if (document.querySelector('[aria-label="Redemption slip"]') === null) return;
    watcher.disconnect();
    console.info(words);
  };
  const watcher = new MutationObserver(checkForSlip);
  watcher.observe(document.body, { childList: true, subtree: true });
};
