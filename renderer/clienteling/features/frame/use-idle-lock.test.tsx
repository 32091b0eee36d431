// @vitest-environment jsdom
import { act } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { draw, press } from "#renderer/ui/test-support/draw.tsx";
import { useIdleLock } from "./use-idle-lock.ts";

const HOUR_MS = 3_600_000;

let locks = 0;
// Drawing needs `setTimeout` as it is.
beforeEach(() =>
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date", "performance"] }),
);
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const Screen = ({ limitMs }: { readonly limitMs: number | null }) => {
  useIdleLock(limitMs, () => locks++);
  return <button type="button">Redeem</button>;
};
const pass = (ms: number) => act(async () => vi.advanceTimersByTime(ms));
const open = (limitMs: number | null) => {
  locks = 0;
  return draw(<Screen limitMs={limitMs} />);
};

test("locks when nobody has used the app for that long, and not while somebody does", async () => {
  await open(3 * 60_000);
  for (let count = 0; count < 8; count += 1) {
    await press(document.body, "a");
    await pass(2 * 60_000);
  }
  expect(locks).toBe(0);
  await pass(59_000);
  expect(locks).toBe(0);
  await pass(1000);
  expect(locks).toBe(1);
});

test("time asleep counts: on waking it locks at once, and what woke it does nothing else", async () => {
  const first = await open(HOUR_MS);
  let pressed = 0;
  const count = () => pressed++;
  document.body.addEventListener("keydown", count);
  const asleep = vi.spyOn(Date, "now").mockReturnValue(Date.now() + HOUR_MS);
  await press(document.body, "Enter");
  expect([locks, pressed]).toEqual([1, 0]);
  asleep.mockRestore();
  document.body.removeEventListener("keydown", count);
  await first.close();

  await open(HOUR_MS);
  vi.spyOn(Date, "now").mockReturnValue(Date.now() + HOUR_MS);
  document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  expect(locks).toBe(1);
});

test("setting the clock back doesn't keep it open", async () => {
  await open(HOUR_MS);
  vi.spyOn(Date, "now").mockReturnValue(0);
  await pass(HOUR_MS);
  expect(locks).toBe(1);
});

test("a locked app doesn't lock again", async () => {
  await open(null);
  await pass(24 * HOUR_MS);
  expect(locks).toBe(0);
});
