import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeCameraPicture } from "./camera-picture.ts";
import type { AppWindow } from "./chromium.ts";
import type { Person } from "./head-office.ts";
import { findBrowserProgram } from "./programs.ts";
import { openShop, type Shop, STAFF } from "./shop.ts";
import { type StoreApp, storeApp } from "./store-app.ts";

const program = findBrowserProgram();

describe.runIf(program.missing === undefined)("a scan, whatever has the focus", () => {
  let shop: Shop;
  let window: AppWindow;
  let app: StoreApp;
  let paula: Person;
  let cora: Person;

  beforeAll(async () => {
    shop = await openShop();
    const person = (firstName: string, card: string, mobile: string) =>
      shop.office.createPerson(
        { firstName, lastName: "Scanwell", card, mobile, rewards: ["thank-you-20"] },
        shop.locationId,
      );
    paula = await person("Paula", "C-0010", "+447700950810");
    cora = await person("Cora", "C-0011", "+447700950811");
    const home = await shop.newDevice();
    const camera = `${home.userData}.y4m`;
    await writeCameraPicture(camera, cora.card);
    window = await program.open(home, camera);
    app = storeApp(window.page);
    await app.enrol("Till 1");
    await app.signIn();
  });
  afterAll(async () => {
    await window?.kill();
    await shop?.close();
  });

  const heading = (name: string) => app.page.getByRole("heading", { level: 1, name }).waitFor();

  test("on every screen a burst of keys is a scan and never lands in a field as an amount", async () => {
    const { page } = app;
    await app.open(paula.name);
    await app.startRedeem("");
    await app.scan(cora.card);
    await heading(cora.name);
    expect(await shop.office.redemptions(paula.id)).toEqual([]);
    expect(await shop.office.redemptions(cora.id)).toEqual([]);

    // Nothing focused, a button focused, the sync page, and the form of another customer.
    await app.scan(paula.card);
    await heading(paula.name);
    await app.button(/^Redeem/).focus();
    await app.scan(cora.card);
    await heading(cora.name);
    await app.toSync();
    await page.getByRole("heading", { level: 1, name: "Sync" }).waitFor();
    await app.scan(paula.card);
    await heading(paula.name);
    await page.keyboard.press("e");
    await heading(`Edit ${paula.name}`);
    await app.scan(cora.card);
    await heading(cora.name);
  });

  test("on Android a scan works with no field focused too", async () => {
    const { page } = app;
    await app.open(paula.name);
    await app.scanOnAndroid("R-01190");
    await page.getByText("Card R-01190 isn't linked to anyone").first().waitFor();
    await app.open(paula.name);
    await app.scanOnAndroid(cora.card);
    await heading(cora.name);
    await app.button(/^Redeem/).focus();
    await app.scanOnAndroid(paula.card);
    await heading(paula.name);
    await app.startRedeem("");
    await app.scanOnAndroid(cora.card);
    await heading(cora.name);
    expect(await shop.office.redemptions(paula.id)).toEqual([]);
  });

  test("the scanned person is offered first where an amount has been typed", async () => {
    await app.open(paula.name);
    await app.startRedeem("20");
    await app.scan(cora.card);
    await app.page.getByText(`You scanned ${cora.name}'s card.`).waitFor();
    expect(await app.amountField.inputValue()).toBe("20");
    expect(await shop.office.redemptions(paula.id)).toEqual([]);
    await app.button(`Open ${cora.name}`).click();
    await heading(cora.name);
  });

  test("a scan chooses nothing from a list, presses nothing and fires no shortcut", async () => {
    const { page } = app;
    await app.open(paula.name);
    await app.scan("R-01190");
    await page.getByText("Card R-01190 isn't linked to anyone").first().waitFor();
    await app.open(paula.name);
    await app.edit();
    await heading(`Edit ${paula.name}`);
    await page.getByLabel("First name").fill("Pauline");
    const gender = page.getByLabel("Gender");
    await gender.focus();
    await app.scan("MF-90001");
    await page.getByText("You scanned the card MF-90001.").waitFor();
    expect(await gender.inputValue()).toBe("");
    await app.button("Stay here").click();
    await app.button("Back").focus();
    await app.scan("AB 1234 567");
    await page.getByText("You scanned the card AB 1234 567.").waitFor();
    await heading(`Edit ${paula.name}`);
  });

  test("the camera reads a card like a scanner, and stops however its sheet goes", async () => {
    const { page } = app;
    // Every camera that is asked for, to see that none is left on.
    await page.evaluate(() => {
      const devices = navigator.mediaDevices;
      const open = devices.getUserMedia.bind(devices);
      const opened: MediaStream[] = [];
      Object.assign(globalThis, { opened });
      devices.getUserMedia = async (asked) => {
        const stream = await open(asked);
        opened.push(stream);
        if (Reflect.get(globalThis, "isHeld")) {
          await new Promise((go) => addEventListener("release", go, { once: true }));
        }
        return stream;
      };
    });
    const cameras = () =>
      page.evaluate(() => {
        const opened: readonly MediaStream[] = Reflect.get(globalThis, "opened");
        return opened.flatMap((stream) => stream.getTracks().map(({ readyState }) => readyState));
      });
    await app.toPlace("Customers");
    await app.button("Scan with the camera").click();
    await heading(cora.name);
    expect(await cameras()).toEqual(["ended"]);

    // While it starts, and by typing.
    const hold = (isHeld: boolean) =>
      page.evaluate((held) => {
        Object.assign(globalThis, { isHeld: held });
        if (!held) dispatchEvent(new Event("release"));
      }, isHeld);
    await hold(true);
    await app.toPlace("Catalogue");
    await app.button("Scan with the camera").click();
    const sheet = page.getByRole("dialog", { name: "Scan a code" });
    await sheet.getByRole("button", { name: "Close" }).click();
    await sheet.waitFor({ state: "detached" });
    await app.button("Scan with the camera").click();
    await sheet.getByLabel("Type the number").fill(paula.card);
    await page.keyboard.press("Enter");
    await heading(paula.name);
    await hold(false);
    await expect.poll(cameras).not.toContain("live");
  });

  test("a card scanned at the PIN pad is no wrong PIN", async () => {
    const { page } = app;
    await app.button(/^Signed in: /).click();
    await page.getByRole("menuitem", { name: "Lock or switch staff" }).click();
    await app
      .button(new RegExp(`^${STAFF[0]}`))
      .first()
      .click();
    await page.getByText("Enter your PIN").waitFor();
    await app.scan("2950700000048");
    // biome-ignore lint/plugin: longer than it takes to check one, which mustn't happen.
    await page.waitForTimeout(1500);
    expect(await page.getByText("Wrong PIN.").count()).toBe(0);
    expect(await page.getByLabel("PIN", { exact: true }).inputValue()).toBe("");
  });
});
