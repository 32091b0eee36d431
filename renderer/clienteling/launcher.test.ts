// @vitest-environment jsdom
import { beforeEach, expect, test } from "vitest";
import { readLaunch, readShellVersion } from "./launcher.ts";
import { NO_TILL } from "./till-launch.ts";

beforeEach(() => {
  Reflect.deleteProperty(window, "desktop");
  window.history.replaceState(null, "", "/");
});

test("reads the code from the address and removes it from the address bar", async () => {
  window.history.replaceState(
    null,
    "",
    "/#enrol=AB12CD34&server=https%3A%2F%2Fsync.example.com&name=Till%201",
  );
  expect(await readLaunch(window)).toEqual({
    serverUrl: "https://sync.example.com",
    isServerFixed: false,
    enrolCode: "AB12CD34",
    deviceName: "Till 1",
    till: NO_TILL,
  });
  expect(window.location.hash).toBe("");
});

test("leaves the app's own address alone, and uses the server that sent the page", async () => {
  window.history.replaceState(null, "", "/#/sync");
  expect(await readLaunch(window)).toEqual({
    serverUrl: window.location.origin,
    isServerFixed: false,
    enrolCode: null,
    deviceName: null,
    till: NO_TILL,
  });
  expect(window.location.hash).toBe("#/sync");
});

test("(DOMAIN §20.3) the customer whom a till names becomes the first screen", async () => {
  const id = "0193ae80-0000-7000-8000-000000000001";
  window.history.replaceState(null, "", `/profile/${id}?staffId=7&max_redeem=12.50`);
  const { till } = await readLaunch(window);
  expect(till).toMatchObject({ staffId: "7", maxRedeem: "12.50", profileId: id });
  const { pathname, search, hash } = window.location;
  expect(pathname + search + hash).toBe(`/?staffId=7&max_redeem=12.50#/customers/${id}`);
  // A reload is a new start for the same sale, but its first screen is where staff were.
  expect((await readLaunch(window)).till).toEqual({ ...till, profileId: null });
});

test("asks the desktop shell, and ignores a nonsense answer", async () => {
  const info = {
    appVersion: "1.2.3",
    platform: "linux",
    serverUrl: "http://127.0.0.1:8080",
    enrolCode: "ZZ99",
  };
  Object.assign(window, { desktop: { appInfo: async () => info } });
  expect(await readLaunch(window)).toMatchObject({
    serverUrl: "http://127.0.0.1:8080",
    enrolCode: "ZZ99",
  });
  expect(await readShellVersion(window)).toBe("1.2.3");
  Object.assign(window, { desktop: { appInfo: async () => "nonsense" } });
  expect(await readLaunch(window)).toMatchObject({ enrolCode: null });
});

test("a page that a server sent enrols with that server, whatever its address says", async () => {
  window.history.replaceState(null, "", "/#enrol=AB12CD34&server=https%3A%2F%2Felsewhere.example");
  expect(await readLaunch(window, false)).toMatchObject({
    serverUrl: window.location.origin,
    isServerFixed: true,
  });
  Object.assign(window, {
    desktop: {
      appInfo: async () => ({
        appVersion: "1.2.3",
        platform: "linux",
        serverUrl: "https://sync.example.com",
        enrolCode: null,
      }),
    },
  });
  expect(await readLaunch(window, false)).toMatchObject({
    serverUrl: "https://sync.example.com",
    isServerFixed: false,
  });
});
