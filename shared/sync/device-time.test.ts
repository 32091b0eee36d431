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

describe("[S18] a difference of up to a minute is a correction", () => {
  const RUN_MS = 2 * HOUR_MS;
  const TOLERANCE_MS = 60_000;

  test.for([
    [TOLERANCE_MS, false],
    [TOLERANCE_MS + 1, true],
    [-TOLERANCE_MS, false],
    [-TOLERANCE_MS - 1, true],
  ] as const)("the clocks part if the wall clock is %i ms off: %s", ([offMs, didClocksPart]) => {
    expect(read(anchorAhead(0), RUN_MS + offMs, RUN_MS)).toMatchObject({ didClocksPart });
  });

  test.for([
    [30_000, false],
    [-TOLERANCE_MS, false],
    [-TOLERANCE_MS - 1, true],
  ] as const)("a wrong clock set by %i ms was set back: %s", ([wallMs, didClockGoBack]) => {
    const at = addMs(NOON, RUN_MS);
    expect(read(anchorAhead(0), wallMs, RUN_MS)).toMatchObject({ at, didClockGoBack });
  });

  test.for([
    [TOLERANCE_MS, false],
    [TOLERANCE_MS + 1, true],
    [-TOLERANCE_MS, false],
    [-TOLERANCE_MS - 1, true],
  ] as const)("a clock set to %i ms from the right time is wrong: %s", ([offMs, isWrong]) => {
    expect(read(anchorAhead(40 * DAY_MS), RUN_MS + offMs, RUN_MS)).toMatchObject({
      at: addMs(NOON, RUN_MS),
      didClockGoBack: isWrong,
    });
  });

  test("the clock that ran decides, if the wall clock is about right", () => {
    expect(read(anchorAhead(0), RUN_MS + TOLERANCE_MS, RUN_MS)).toMatchObject({
      at: addMs(NOON, RUN_MS),
    });
  });

  test.for([
    // Not set back: time has passed, or a little seems to have been lost.
    [40 * DAY_MS + 30_000, 30_000, false],
    [40 * DAY_MS - TOLERANCE_MS, 0, false],
    // Set back, to what may be the right time.
    [40 * DAY_MS - TOLERANCE_MS - 1, 40 * DAY_MS - TOLERANCE_MS - 1, false],
    [-TOLERANCE_MS, 0, false],
    // To what can't be.
    [-TOLERANCE_MS - 1, 0, true],
  ] as const)("after a restart, at %i ms by the wall clock", ([wallMs, atMs, didClockGoBack]) => {
    const restarted = { ...anchorAhead(40 * DAY_MS), monotonicMs: null };
    const at = addMs(NOON, atMs);
    expect(read(restarted, wallMs, 7)).toMatchObject({ at, didClockGoBack });
  });
});
