import { expect, test } from "vitest";
import { decideReservation, HOLDING, type Reserved } from "./list-reservation.ts";

const pending = (quantity: number): Reserved => ({ quantity, status: "pending" });

test("[X13] never more are reserved than are wanted", () => {
  const item = { quantity: 4 };
  expect(decideReservation(item, 3, null, pending(1)).ok).toBe(true);
  const over = { ok: false, error: { reason: "over_quantity", left: 1 } };
  expect(decideReservation(item, 3, null, pending(2))).toEqual(over);
  expect(decideReservation(item, 3, pending(1), pending(2))).toEqual(over);
  // What was wanted may be fewer than what others hold, if rows were changed by hand.
  expect(decideReservation(item, 9, null, pending(1))).toMatchObject({ error: { left: 0 } });
});

test("[X13] what is bought or cancelled stays so, and only what is cancelled holds nothing", () => {
  expect(HOLDING).toEqual(["pending", "purchased"]);
  const item = { quantity: 4 };
  for (const status of ["purchased", "cancelled"] as const) {
    const after = { quantity: 2, status };
    expect(decideReservation(item, 2, pending(2), after)).toEqual({ ok: true, value: after });
    expect(decideReservation(item, 2, after, after).ok).toBe(true);
    for (const changed of [pending(2), { quantity: 1, status }]) {
      expect(decideReservation(item, 0, after, changed)).toEqual({
        ok: false,
        error: { reason: "reservation_over", status },
      });
    }
  }
  expect(
    decideReservation({ quantity: 1 }, 1, pending(2), { quantity: 2, status: "cancelled" }).ok,
  ).toBe(true);
});
