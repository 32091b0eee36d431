import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { killsOf } from "#ci/kills.ts";
import type { AppWindow } from "./chromium.ts";
import type { Person } from "./head-office.ts";
import { type AppHome, findBrowserProgram, findDesktopProgram } from "./programs.ts";
import { openShop, type Shop } from "./shop.ts";
import { type StoreApp, storeApp } from "./store-app.ts";

/**
 * When each kill comes: after a share of the time that a redemption takes here from Enter to slip,
 * or, for every third, at the moment the slip appears. So before, between and after all of its
 * steps.
 */
type Kill = number | "slip";
const KILL_COUNT = killsOf(3);
const KILLS = Array.from(
  { length: KILL_COUNT },
  (_, place): Kill => (place % 3 === 2 ? "slip" : place / KILL_COUNT),
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
              mobile: `+4477009600${String(place).padStart(2, "0")}`,
              rewards: ["thank-you-20"],
            },
            shop.locationId,
          ),
        ),
      );
      home = await shop.newDevice();
      window = await program.open(home);
      const app = storeApp(window.page);
      await app.enrol("Till 1");
      await app.waitForConnection("Online");
      await app.waitUntilInstalled();
      await window.close();
    });
    afterAll(async () => {
      await window?.kill();
      await shop?.close();
    });

    const open = async (): Promise<StoreApp> => {
      window = await program.open({ userData: home.userData, serverUrl: home.serverUrl });
      const app = storeApp(window.page);
      await app.signIn();
      return app;
    };

    /** Requests a redemption of a unique amount. Resolves before the answer. */
    const ask = async (
      app: StoreApp,
      place: number,
    ): Promise<{ readonly slip: Promise<unknown> }> => {
      const cents = 100 + place;
      await app.home();
      await app.scan(people[place]?.card ?? "");
      await app.startRedeem(pounds(cents));
      await app
        .button(`Redeem £${pounds(cents)}`)
        .and(app.page.locator(":enabled"))
        .waitFor();
      const slip = app.page
        .waitForEvent("console", (message) => message.text() === SLIP_SHOWN)
        .then(() => acknowledged.add(cents))
        // The app was killed first.
        .catch(() => undefined);
      await app.page.evaluate(logWhenSlipAppears, SLIP_SHOWN);
      asked.push(cents);
      // Not awaited: the app may be gone before it handles the key.
      app.page.keyboard.press("Enter").catch(() => undefined);
      return { slip };
    };

    /** How long a redemption takes from Enter to its slip, in ms. */
    const measure = async (place: number): Promise<number> => {
      const app = await open();
      const { slip } = await ask(app, place);
      const startedAt = performance.now();
      await slip;
      const tookMs = performance.now() - startedAt;
      await window?.close();
      return tookMs;
    };

    /** Starts the app, runs `check`, redeems and kills it. */
    const redeemAndKill = async (
      place: number,
      kill: Kill,
      tookMs: number,
      check: (app: StoreApp) => Promise<void>,
    ) => {
      const app = await open();
      await check(app);
      const { slip } = await ask(app, place);
      await (kill === "slip" ? slip : sleep(kill * tookMs));
      await window?.kill();
      await slip;
    };

    test(
      "offline: everything acknowledged on the screen is in the outbox after a restart",
      async () => {
        await shop.server.kill();
        const tookMs = await measure(0);
        for (const [place, kill] of KILLS.entries()) {
          await redeemAndKill(1 + place, kill, tookMs, seeAcknowledged);
        }
        await seeAcknowledged(await open());
        await window?.close();
      },
      ALL_KILLS_MS,
    );

    test(
      "online: the same, with the server involved",
      async () => {
        await shop.server.start();
        const isOnline = (app: StoreApp) => app.waitForConnection("Online");
        const tookMs = await measure(KILLS.length + 1);
        for (const [place, kill] of KILLS.entries()) {
          await redeemAndKill(KILLS.length + 2 + place, kill, tookMs, isOnline);
        }
      },
      ALL_KILLS_MS,
    );

    test("the server has everything acknowledged once, and nothing twice", async () => {
      const app = await open();
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

    /** Checks that every acknowledged redemption is on the sync page. */
    const seeAcknowledged = async (app: StoreApp) => {
      await app.syncButton.click();
      const waiting = app.page.getByRole("region", { name: "Waiting for an answer" });
      for (const cents of acknowledged) {
        await waiting.getByText(`Redeem £${pounds(cents)}`).waitFor();
      }
    };
  });
}

const pounds = (cents: number): string => (cents / 100).toFixed(2);

const SLIP_SHOWN = "the slip is shown";

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
