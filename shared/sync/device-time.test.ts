import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addMs, type Instant, instant } from "#shared/kernel/time.ts";
import { anchorAt, deviceTime, type TimeAnchor } from "./device-time.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOON: Instant = instant(Date.UTC(2026, 2, 3, 2));

/** A device that hears from the server at noon while its clock is ahead by so much. */
const anchorAhead = (aheadMs: number): TimeAnchor =>
  anchorAt(NOON, { wall: addMs(NOON, aheadMs), monotonicMs: 5_000 });
const read = (anchor: TimeAnchor, wallMs: number, monotonicMs: number) =>
  deviceTime(anchor, { wall: addMs(NOON, wallMs), monotonicMs: 5_000 + monotonicMs });

const anHourLater = { at: addMs(NOON, HOUR_MS), didClockGoBack: false };

describe("[S18] an hour after the server told a device the time, it is an hour later", () => {
  test.for([
    ["its clock is right", 0, 0],
    ["its clock is 40 days ahead", 40 * DAY_MS, 40 * DAY_MS],
    ["its clock is 40 days behind", -40 * DAY_MS, -40 * DAY_MS],
    ["its clock was 40 days ahead and has been corrected", 40 * DAY_MS, 0],
    ["its clock was 40 days behind and has been corrected", -40 * DAY_MS, 0],
  ] as const)("when %s", ([, before, after]) => {
    expect(read(anchorAhead(before), after + HOUR_MS, HOUR_MS)).toMatchObject(anHourLater);
  });

  test("when the machine slept and the monotonic clock stood still", () => {
    expect(read(anchorAhead(0), HOUR_MS, 0)).toMatchObject(anHourLater);
    expect(read(anchorAhead(40 * DAY_MS), 40 * DAY_MS + HOUR_MS, 0)).toMatchObject(anHourLater);
  });

  test("when the app has started again", () => {
    const anchor = { ...anchorAhead(40 * DAY_MS), monotonicMs: null };
    expect(read(anchor, 40 * DAY_MS + HOUR_MS, 99)).toMatchObject(anHourLater);
    expect(read(anchor, HOUR_MS, 99)).toMatchObject(anHourLater);
  });
});

test("[S18] a clock set back to a wrong time says so, and the time never goes back", () => {
  expect(read(anchorAhead(0), -2 * HOUR_MS, HOUR_MS)).toMatchObject({
    at: addMs(NOON, HOUR_MS),
    didClockGoBack: true,
  });
  const restarted = { ...anchorAhead(0), monotonicMs: null };
  expect(read(restarted, -2 * HOUR_MS, 0)).toMatchObject({ at: NOON, didClockGoBack: true });
});

test("[S18] the time passed is never less than either clock could hide", () => {
  const days = fc.integer({ min: -60 * DAY_MS, max: 60 * DAY_MS });
  const run = fc.integer({ min: 0, max: 90 * DAY_MS });
  fc.assert(
    fc.property(days, days, run, (aheadMs, setMs, runMs) => {
      const { at } = read(anchorAhead(aheadMs), setMs, runMs);
      expect(at - NOON).toBeGreaterThanOrEqual(runMs);
    }),
  );
});
