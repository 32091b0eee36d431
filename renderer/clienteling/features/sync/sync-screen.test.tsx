// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import {
  createSampleDevice,
  type SampleDevice,
} from "#renderer/clienteling/test-support/sample-device.ts";
import type { QuarantinedFact } from "#renderer/data/quarantine.ts";
import { button, click, draw, settle } from "#renderer/ui/test-support/draw.tsx";
import { instant } from "#shared/kernel/time.ts";
import { SyncScreen } from "./sync-screen.tsx";

let device: SampleDevice;
let clipboard: string[];

beforeEach(() => {
  device = createSampleDevice();
  clipboard = [];
  vi.stubGlobal("__APP_VERSION__", "1.2.3");
  // What jsdom lacks.
  Object.assign(navigator, {
    clipboard: {
      writeText: async (text: string) => {
        clipboard.push(text);
      },
    },
  });
});

const open = () =>
  draw(
    <DeviceProvider device={device}>
      <SyncScreen onOpen={() => {}} onEnrol={() => {}} onBack={() => {}} />
    </DeviceProvider>,
  );

const unreadable = (count: number): readonly QuarantinedFact[] =>
  Array.from({ length: count }, (_, index) => ({
    collection: "profiles",
    id: `profile-${index}`,
    reason: "firstName: expected string",
  }));

test("what support asks for stands on the page", async () => {
  const { text } = await open();
  expect(text()).toMatch(/Device id019700ee-0000-7000-8000-000000000001Device epoch1/);
  expect(text()).toMatch(/Server epoche5f0c1Protocol version1App version1\.2\.3/);
});

test("what cannot be read is listed with its reason, the first ten of many", async () => {
  const { text } = await open();
  expect(text()).not.toContain("Not readable here");
  device.quarantine(unreadable(12));
  await settle();
  expect(text()).toContain("Not readable here (12)");
  expect(text()).toContain("profiles profile-9firstName: expected string");
  expect(text()).not.toContain("profile-10");
  expect(text()).toContain("And 2 more.");
});

test("one press copies all of it, without anything about a person", async () => {
  device.quarantine(unreadable(1));
  const { text } = await open();
  await click(button("Copy for support"));
  await settle();
  expect(text()).toContain("Copied");
  expect(clipboard).toHaveLength(1);
  const lines = clipboard[0]?.split("\n") ?? [];
  expect(lines).toEqual([
    "Name: Till 1",
    expect.stringMatching(/^Location: /),
    "Server: https://sync.example.com",
    "Device id: 019700ee-0000-7000-8000-000000000001",
    "Device epoch: 1",
    "Server epoch: e5f0c1",
    "Protocol version: 1",
    "App version: 1.2.3",
    "Storage: Protected, with journal",
    "Connection: Online",
    expect.stringMatching(/^Last contact: \d{4}-\d\d-\d\dT/),
    "Pending: 0",
    "Oldest pending: none",
    "Parked by the server: 0",
    "Not readable here: 1",
    "- profiles profile-0: firstName: expected string",
  ]);
});

test("a press of Sync now shows until the server is heard", async () => {
  device.set({ lastContactAt: instant(1000) });
  await open();
  await click(button("Sync now"));
  await settle(600);
  expect(button("Sync now").dataset["loading"]).toBe("true");
  device.set({ lastContactAt: instant(2000) });
  await settle();
  await settle(600);
  expect(button("Sync now").dataset["loading"]).toBeUndefined();
});

test("a clipboard that is not allowed is said, not passed over", async () => {
  Object.assign(navigator, { clipboard: { writeText: () => Promise.reject(new Error("no")) } });
  const { text } = await open();
  await click(button("Copy for support"));
  await settle();
  expect(text()).toContain("Could not be copied");
});
