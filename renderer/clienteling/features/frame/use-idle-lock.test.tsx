// @vitest-environment jsdom
import { afterEach, expect, test, vi } from "vitest";
import { draw, eventually, press, settle } from "#renderer/ui/test-support/draw.tsx";
import { useIdleLock } from "./use-idle-lock.ts";

const HOUR_MS = 3_600_000;

let locks = 0;
afterEach(() => vi.restoreAllMocks());

const Screen = ({ limitMs }: { readonly limitMs: number | null }) => {
  useIdleLock(limitMs, () => locks++);
  return <button type="button">Redeem</button>;
};
const open = (limitMs: number | null) => {
  locks = 0;
  return draw(<Screen limitMs={limitMs} />);
};

test("locks when nobody has used the app for that long, and not while somebody does", async () => {
  await open(1500);
  for (let count = 0; count < 8; count += 1) {
    await press(document.body, "a");
    await settle(300);
  }
  expect(locks).toBe(0);
  await eventually(() => expect(locks).toBe(1));
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
  await open(1200);
  vi.spyOn(Date, "now").mockReturnValue(0);
  await eventually(() => expect(locks).toBeGreaterThan(0));
});

test("a locked app doesn't lock again", async () => {
  await open(null);
  await settle(1200);
  expect(locks).toBe(0);
});
