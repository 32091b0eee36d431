// @vitest-environment jsdom
import { beforeEach, expect, test } from "vitest";
import { readLaunch, readShellVersion } from "./launcher.ts";

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
  });
  expect(window.location.hash).toBe("#/sync");
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
