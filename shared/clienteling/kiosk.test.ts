import { expect, test } from "vitest";
import { profileIdSchema } from "#shared/kernel/ids.ts";
import { instant } from "#shared/kernel/time.ts";
import {
  KIOSK_TRIES_MAX,
  KIOSK_TRIES_WITHIN_MS,
  provenBy,
  triesAgainAt,
  withWrongTry,
} from "./kiosk.ts";

const customer = (last: number, birthDay: number | null, birthMonth: number | null) => ({
  id: profileIdSchema.parse(`0190c000-0000-7000-8000-00000000000${last}`),
  birthDay,
  birthMonth,
});

test("[X51] a contact proves nothing without the birthday, and a family's number only whose it is", () => {
  const [ada, ben, cy] = [customer(1, 2, 3), customer(2, 4, 5), customer(3, null, null)];
  expect(provenBy([ada, ben, cy], { day: 4, month: 5 })).toBe(ben);
  expect(provenBy([ada, ben, cy], { day: 5, month: 4 })).toBeNull();
  expect(provenBy([ada, customer(4, 2, 3)], { day: 2, month: 3 })).toBeNull();
  // Found twice, by card and by number.
  expect(provenBy([ada, ada], { day: 2, month: 3 })).toBe(ada);
  expect(provenBy([], { day: 2, month: 3 })).toBeNull();
});

test("[X51] after five wrong answers within five minutes the next has to wait", () => {
  const at = (ms: number) => instant(1_000_000_000 + ms);
  let wrongAt = withWrongTry([], at(0));
  for (let count = 1; count < KIOSK_TRIES_MAX; count += 1) {
    expect(triesAgainAt(wrongAt, at(count))).toBeNull();
    wrongAt = withWrongTry(wrongAt, at(count));
  }
  expect(triesAgainAt(wrongAt, at(10))).toBe(at(KIOSK_TRIES_WITHIN_MS));
  expect(triesAgainAt(wrongAt, at(KIOSK_TRIES_WITHIN_MS))).toBeNull();
});
