import { expect, test } from "vitest";
import { desktopVerbs, journalForgetMax } from "./bridge.ts";
import { desktopChannel } from "./channel.ts";

const id = "01890000-0000-7000-8000-000000000001";
const SHOWN = { lang: "en", dir: "ltr", brand: "Harbour", title: "Welcome", lines: [], qr: null };

test("each verb has its own channel", () => {
  expect(desktopChannel("journalAppend")).toBe("desktop:journalAppend");
});

test.each([
  ["appInfo", {}],
  ["journalAppend", { line: "text" }],
  ["journalAppend", { line: new Uint8Array(1), path: "/etc/passwd" }],
  ["journalCompact", { forget: ["not an id"] }],
  ["journalCompact", { forget: Array.from({ length: journalForgetMax + 1 }, () => id) }],
  ["secretGet", { key: "../token" }],
  ["secretGet", { key: "" }],
  ["secretSet", { key: "device-token", value: "x".repeat(16_385) }],
  ["secretSet", { key: "device-token", value: 1 }],
  ["displayOpen", { place: "everywhere" }],
  ["displayShow", { ...SHOWN, email: "anna@example.com" }],
  [
    "displayShow",
    { ...SHOWN, lines: Array.from({ length: 4 }, () => ({ name: "a", value: "b" })) },
  ],
] as const)("%s refuses %j", (verb, argument) => {
  expect(desktopVerbs[verb].argument.safeParse(argument).success).toBe(false);
});

test.each([
  ["appInfo", undefined],
  ["journalAppend", { line: new Uint8Array(1) }],
  ["journalCompact", { forget: [id] }],
  ["secretSet", { key: "device-token", value: "rg_device_…" }],
  ["displayShow", SHOWN],
] as const)("%s accepts its argument unchanged", (verb, argument) => {
  expect(desktopVerbs[verb].argument.parse(argument)).toEqual(argument);
});

test("a result outside the contract is rejected", () => {
  const { result } = desktopVerbs.journalAppend;
  expect(result.safeParse({ ok: true, value: null }).success).toBe(true);
  expect(result.safeParse({ ok: false, error: { reason: "disk_full" } }).success).toBe(true);
  expect(result.safeParse({ ok: false, error: { reason: "tired" } }).success).toBe(false);
});
