import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AppWindow } from "./chromium.ts";
import type { Person } from "./head-office.ts";
import { type AppHome, findBrowserProgram, findDesktopProgram } from "./programs.ts";
import { openShop, type Shop } from "./shop.ts";
import { type StoreApp, storeApp } from "./store-app.ts";

/** How long after Enter each kill comes, in ms: before, between and after the steps of a redemption. */
const DELAYS_MS = [0, 3, 6, 10, 15, 20, 27, 36, 55, 120];

const programs = [findBrowserProgram(), await findDesktopProgram()];

for (const program of programs) {
  describe.runIf(program.missing === undefined)(`[S16] kill -9 of ${program.name}`, () => {
    let shop: Shop;
    let home: Required<AppHome>;
    let people: readonly Person[];
    let window: AppWindow | undefined;
    /** Cents of the redemptions that were asked for, and of those whose slip was on the screen. */
    const asked: number[] = [];
    const acknowledged = new Set<number>();

    beforeAll(async () => {
      shop = await openShop();
      people = await Promise.all(
        Array.from({ length: 2 * DELAYS_MS.length }, (_, place) =>
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

    /** Starts the app, redeems an amount that nobody else redeems, and kills the app after `delayMs`. */
    const redeemAndKill = async (
      place: number,
      delayMs: number,
      look: (app: StoreApp) => Promise<void>,
    ) => {
      const cents = 100 + place;
      const app = await open();
      await look(app);
      await app.home();
      await app.scan(people[place]?.card ?? "");
      await app.startRedeem((cents / 100).toFixed(2));
      await app
        .button(`Redeem £${(cents / 100).toFixed(2)}`)
        .and(app.page.locator(":enabled"))
        .waitFor();
      app.page.on("console", (message) => {
        if (message.text() === SLIP_SHOWN) acknowledged.add(cents);
      });
      await app.page.evaluate(tellWhenSlipIsShown, SLIP_SHOWN);
      asked.push(cents);
      const pressed = app.page.keyboard.press("Enter").catch(() => undefined);
      await sleep(delayMs);
      await window?.kill();
      await pressed;
    };

    test("while offline: whatever the screen acknowledged waits in the outbox after the restart", async () => {
      await shop.server.kill();
      for (const [place, delayMs] of DELAYS_MS.entries()) {
        await redeemAndKill(place, delayMs, seeAcknowledged);
      }
      const app = await open();
      await seeAcknowledged(app);
      await window?.close();
      // Otherwise nothing was tried: kills came before every slip, or after.
      expect(acknowledged.size).toBeGreaterThan(0);
    });

    test("while online: the same, with the server in the middle of it", async () => {
      await shop.server.start();
      for (const [place, delayMs] of DELAYS_MS.entries()) {
        await redeemAndKill(DELAYS_MS.length + place, delayMs, (app) =>
          app.waitForConnection("Online"),
        );
      }
    });

    test("the server holds what was acknowledged once, and nothing twice", async () => {
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
        `${program.name}: ${asked.length} kills, ${acknowledged.size} acknowledged, ${held.length} in the ledger.`,
      );
    });

    /** Every acknowledged redemption is on the sync page. */
    const seeAcknowledged = async (app: StoreApp) => {
      await app.syncButton.click();
      const waiting = app.page.getByRole("region", { name: "Waiting for an answer" });
      for (const cents of acknowledged) {
        await waiting.getByText(`Redeem £${(cents / 100).toFixed(2)}`).waitFor();
      }
    };
  });
}

const SLIP_SHOWN = "the slip is shown";

/** Runs in the page: says so in the moment in which the slip is drawn. */
const tellWhenSlipIsShown = (words: string) => {
  const look = () => {
    if (document.querySelector('[aria-label="Redemption slip"]') === null) return;
    watcher.disconnect();
    console.info(words);
  };
  const watcher = new MutationObserver(look);
  watcher.observe(document.body, { childList: true, subtree: true });
};
