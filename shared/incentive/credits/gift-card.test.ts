import { describe, expect, it } from "vitest";
import { addMs, instant } from "#shared/kernel/time.ts";
import {
  afterWrongPin,
  hasReverted,
  isHeldByAnother,
  isHeldWith,
  isPinBlocked,
  type PinTries,
} from "./gift-card.ts";

const NOON = instant(Date.UTC(2026, 2, 3, 12));
const MINUTE_MS = 60_000;
const wrongTimes = (times: number, tries: PinTries): PinTries =>
  times === 0 ? tries : wrongTimes(times - 1, afterWrongPin(tries, NOON));
const UNTRIED: PinTries = { wrongPins: 0, pinBlockedUntil: null };

describe("a gift card", () => {
  it("[C6] is blocked after five wrong PINs, and for twice as long after five more", () => {
    expect(isPinBlocked(wrongTimes(4, UNTRIED), NOON)).toBe(false);
    const five = wrongTimes(5, UNTRIED);
    expect(isPinBlocked(five, addMs(NOON, 15 * MINUTE_MS - 1))).toBe(true);
    expect(isPinBlocked(five, addMs(NOON, 15 * MINUTE_MS))).toBe(false);
    expect(wrongTimes(5, five).pinBlockedUntil).toBe(addMs(NOON, 30 * MINUTE_MS));
    expect(wrongTimes(10, five).pinBlockedUntil).toBe(addMs(NOON, 60 * MINUTE_MS));
    expect(wrongTimes(500, UNTRIED).pinBlockedUntil).toBe(addMs(NOON, 1024 * 15 * MINUTE_MS));
  });

  it("[C13] has gone back to its buyer from its time on, while it is good for something", () => {
    const card = { state: "active", revertsAt: NOON } as const;
    expect(hasReverted(card, addMs(NOON, -1))).toBe(false);
    expect(hasReverted(card, NOON)).toBe(true);
    expect(hasReverted({ ...card, revertsAt: null }, NOON)).toBe(false);
    expect(hasReverted({ ...card, state: "released" }, NOON)).toBe(false);
  });

  it("[C7] is held for one checkout until the hold ends", () => {
    const hold = { lockToken: "a", lockExpiresAt: addMs(NOON, MINUTE_MS) };
    expect(isHeldByAnother(hold, "a", NOON)).toBe(false);
    expect(isHeldByAnother(hold, "b", NOON)).toBe(true);
    expect(isHeldByAnother(hold, null, NOON)).toBe(true);
    expect(isHeldByAnother(hold, null, addMs(NOON, MINUTE_MS))).toBe(false);
    const free = { lockToken: null, lockExpiresAt: null };
    expect(isHeldByAnother(free, null, NOON)).toBe(false);
    expect(isHeldByAnother(free, null, instant(-1))).toBe(false);
    expect(isHeldWith(hold, "a", addMs(NOON, MINUTE_MS - 1))).toBe(true);
    expect(isHeldWith(hold, "a", addMs(NOON, MINUTE_MS))).toBe(false);
    expect(isHeldWith(hold, "b", NOON)).toBe(false);
    expect(isHeldWith({ ...hold, lockExpiresAt: null }, "a", NOON)).toBe(false);
    expect(isHeldWith({ ...hold, lockExpiresAt: null }, "a", instant(-1))).toBe(false);
  });
});
