import { POINT_DIGITS } from "#shared/incentive/points/point.ts";
import type { Currency } from "#shared/kernel/currency.ts";
import { decimalOf } from "#shared/kernel/decimal.ts";
import { cents, centsToDecimal } from "#shared/kernel/money.ts";
import type { Unit } from "#shared/ledger/entry.ts";
import { UNITS, type UnitRules } from "#shared/redemption/unit.ts";

/** An amount of a unit as the API shows it: money in major units, points with their decimals. */
export const apiAmount = (unit: Unit, amount: number, currency: Currency): number =>
  SHOWN[UNITS[unit].precision](amount, currency);

const SHOWN: Readonly<
  Record<UnitRules["precision"], (amount: number, currency: Currency) => number>
> = {
  cents: (amount, currency) => centsToDecimal(cents(amount), currency),
  points: (amount) => decimalOf(amount, POINT_DIGITS),
  uses: (amount) => amount,
};
