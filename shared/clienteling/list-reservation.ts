import { z } from "zod";
import { err, ok, type Result } from "#shared/kernel/result.ts";

/** How far a guest has come with what they reserved. */
export const reservationStatusSchema = z.enum(["pending", "purchased", "cancelled"]);
export type ReservationStatus = z.infer<typeof reservationStatusSchema>;

type StatusRules = {
  /** Whether it takes from what is left of the item. */
  readonly holds: boolean;
  /** What it can become. */
  readonly next: readonly ReservationStatus[];
};
const STATUSES: Readonly<Record<ReservationStatus, StatusRules>> = {
  pending: { holds: true, next: ["purchased", "cancelled"] },
  purchased: { holds: true, next: [] },
  cancelled: { holds: false, next: [] },
};

/** The statuses that take from what is left of an item. */
export const HOLDING: readonly ReservationStatus[] = reservationStatusSchema.options.filter(
  (status) => STATUSES[status].holds,
);

/** What a guest has reserved of an item. */
export type Reserved = { readonly quantity: number; readonly status: ReservationStatus };

/** Why a reservation can't be like this, in order of precedence. */
export type ReservationProblem =
  /** What was bought or cancelled stays so. */
  | { readonly reason: "reservation_over"; readonly status: ReservationStatus }
  | { readonly reason: "over_quantity"; readonly left: number };

/**
 * Decides a new reservation, or a change of one: never more than the item's quantity together
 * (SPEC.md [X13]). `others` is what the other reservations of the item hold.
 */
export const decideReservation = (
  item: { readonly quantity: number },
  others: number,
  before: Reserved | null,
  after: Reserved,
): Result<Reserved, ReservationProblem> => {
  const isSame = before?.status === after.status && before.quantity === after.quantity;
  if (before && !isSame) {
    const { next } = STATUSES[before.status];
    const canBecome =
      next.includes(after.status) || (next.length > 0 && before.status === after.status);
    if (!canBecome) return err({ reason: "reservation_over", status: before.status });
  }
  const left = Math.max(0, item.quantity - others);
  if (STATUSES[after.status].holds && after.quantity > left) {
    return err({ reason: "over_quantity", left });
  }
  return ok(after);
};
