import { type Cents, cents } from "#shared/kernel/money.ts";
import { type LiabilityRow, MOVEMENTS, type Movement } from "#shared/ledger/liability.ts";
import { worthMoved } from "#shared/ledger/worth-moved.ts";
import type { Programme } from "./programme.ts";
import { UNITS } from "./unit.ts";

/** A row of the liability in money: opening + moved + breakage + revaluation = closing ([L11]). */
export type LiabilityValue = {
  readonly opening: Cents;
  readonly moved: Readonly<Record<Movement, Cents>>;
  /** What expired was worth. */
  readonly breakage: Cents;
  /** What a new conversion, or rounding, made of what was held. */
  readonly revaluation: Cents;
  readonly closing: Cents;
};

/**
 * Values a row: what was outstanding at either end by the conversion then in force, what moved as
 * its entries say, and what expired by the conversion at the end. So a closed month keeps its
 * value.
 */
export const liabilityValue = (
  { unit, definitionId, opening, moved, expired, closing }: LiabilityRow,
  programmes: { readonly atStart: Programme; readonly atEnd: Programme },
): LiabilityValue => {
  const worthIn = (programme: Programme) => (amount: number) =>
    worthMoved(amount, (part) => UNITS[unit].worth(part, definitionId, programme));
  const opened = worthIn(programmes.atStart)(opening);
  const closed = worthIn(programmes.atEnd)(closing);
  const breakage = worthIn(programmes.atEnd)(expired);
  const movedCents = MOVEMENTS.reduce((sum, each) => sum + moved[each].valueCents, 0);
  return {
    opening: opened,
    moved: {
      issued: cents(moved.issued.valueCents),
      returned: cents(moved.returned.valueCents),
      redeemed: cents(moved.redeemed.valueCents),
      adjusted: cents(moved.adjusted.valueCents),
      shortfalls: cents(moved.shortfalls.valueCents),
      written_off: cents(moved.written_off.valueCents),
    },
    breakage,
    revaluation: cents(closed - opened - movedCents - breakage),
    closing: closed,
  };
};
