import { expect, test } from "vitest";
import { addMs } from "#shared/kernel/time.ts";
import { NOW } from "#shared/testing/build.ts";
import { isReminderValid, missingOfSchedule } from "./reminder.ts";

const NOTHING = { remindAt: null, periodValue: null, periodUnit: null, repeatUnit: null };

test("DOMAIN §16.1 each schedule has what it needs", () => {
  const missing = (scheduleType: "absolute" | "period" | "repeat", more: object = {}) =>
    missingOfSchedule({ ...NOTHING, scheduleType, ...more });
  expect(missing("absolute")).toEqual(["remindAt"]);
  expect(missing("absolute", { remindAt: NOW })).toEqual([]);
  expect(missing("period")).toEqual(["periodValue", "periodUnit"]);
  expect(missing("period", { periodValue: 1, periodUnit: "days" })).toEqual([]);
  expect(missing("repeat", { remindAt: NOW })).toEqual(["repeatUnit"]);
  expect(missing("repeat", { repeatUnit: "daily" })).toEqual([]);
});

test("DOMAIN §16.1 a reminder is valid while it is on and not over", () => {
  const remindAt = addMs(NOW, 1);
  const once = { scheduleType: "absolute", remindAt, expiresAt: null, isActive: true } as const;
  expect(isReminderValid(once, NOW)).toBe(true);
  expect(isReminderValid({ ...once, isActive: false }, NOW)).toBe(false);
  expect(isReminderValid({ ...once, remindAt: addMs(NOW, -1) }, NOW)).toBe(false);
  expect(isReminderValid({ ...once, expiresAt: addMs(NOW, -1) }, NOW)).toBe(false);
  expect(isReminderValid({ ...once, expiresAt: NOW }, NOW)).toBe(true);
  const daily = { ...once, scheduleType: "repeat", remindAt: addMs(NOW, -1) } as const;
  expect(isReminderValid(daily, NOW)).toBe(true);
});
