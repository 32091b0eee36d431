import { POINT_DIGITS } from "#shared/incentive/point.ts";
import { decimalOf } from "#shared/kernel/decimal.ts";
import { cents } from "#shared/kernel/money.ts";
import type { Unit } from "#shared/ledger/entry.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import { type Holding, lotWorth, UNITS } from "#shared/redemption/unit.ts";
import type { Format } from "./format.ts";

/** How each unit is written. */
const UNIT_WORDS: Readonly<Record<Unit, UnitWords>> = {
  reward: {
    fallbackName: "Reward",
    heading: "Rewards",
    figure: (amount, format) => format.money(cents(amount)),
    amount: (amount, format) => format.money(cents(amount)),
    isMoney: true,
  },
  point: {
    fallbackName: "Points",
    heading: "Points",
    figure: (amount, format) => pointsFigure(amount, format),
    amount: (amount, format) => pointsText(amount, format),
    isMoney: false,
  },
};

type UnitWords = {
  /** The name of a lot whose definition isn't known here. */
  readonly fallbackName: string;
  /** The heading over everything a profile holds of it. */
  readonly heading: string;
  /** An amount under that heading. */
  readonly figure: (amount: number, format: Format) => string;
  /** An amount on its own. */
  readonly amount: (amount: number, format: Format) => string;
  /** The amount already says what it is worth in money. */
  readonly isMoney: boolean;
};

/** Points, in hundredths, as a number: "1,500", "0.1". */
const pointsFigure = (amount: number, format: Format): string =>
  format.count(decimalOf(amount, POINT_DIGITS));

/** Points, in hundredths: "1,500 points", "1 point", "0.1 points". */
export const pointsText = (amount: number, format: Format): string =>
  `${pointsFigure(amount, format)} ${amount === ONE_POINT ? "point" : "points"}`;

const ONE_POINT = 10 ** POINT_DIGITS;

/** An amount of a lot in its own unit: "$20.00", "1,500 points". */
export const unitAmount = (unit: Unit, amount: number, format: Format): string =>
  UNIT_WORDS[unit].amount(amount, format);

/** An amount in its own unit, if that isn't money: "1,500 points". Null for money. */
export const countedAmount = (unit: Unit, amount: number, format: Format): string | null =>
  UNIT_WORDS[unit].isMoney ? null : unitAmount(unit, amount, format);

/** What a profile holds of a unit: "Rewards" "$20.00", or "Points" "1,500" "worth $15.00, 70 more later". */
export const holdingText = (
  unit: Unit,
  { amount, worthCents, pending }: Holding,
  format: Format,
): { readonly heading: string; readonly figure: string; readonly note: string | null } => {
  const { heading, figure, isMoney } = UNIT_WORDS[unit];
  const notes = [
    ...(isMoney ? [] : [`worth ${format.money(worthCents)}`]),
    ...(pending === 0 ? [] : [`${figure(pending, format)} more later`]),
  ];
  return {
    heading,
    figure: figure(amount, format),
    note: notes.length === 0 ? null : notes.join(", "),
  };
};

/** What is left of a lot: "$20.00", "1,500 points ($15.00)". */
export const lotAmount = (lot: Lot, programme: Programme | null, format: Format): string => {
  const amount = unitAmount(lot.unit, lot.remaining, format);
  return UNIT_WORDS[lot.unit].isMoney
    ? amount
    : `${amount} (${format.money(lotWorth(lot, programme))})`;
};

/** What head office calls it. */
export const lotName = (lot: Lot, programme: Programme | null): string => {
  const definitions = programme === null ? [] : UNITS[lot.unit].definitionsIn(programme);
  const name = definitions.find(({ id }) => id === lot.definitionId)?.name;
  return name ?? UNIT_WORDS[lot.unit].fallbackName;
};
