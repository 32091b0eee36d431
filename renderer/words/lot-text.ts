import { UNLIMITED_USES } from "#shared/incentive/benefits/benefit.ts";
import { POINT_DIGITS } from "#shared/incentive/points/point.ts";
import { decimalOf } from "#shared/kernel/decimal.ts";
import { cents } from "#shared/kernel/money.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { type Unit, unitSchema } from "#shared/ledger/entry.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import { type Holding, lotWorth, UNITS } from "#shared/redemption/unit.ts";
import type { Format } from "./format.ts";
import { say } from "./say.ts";

/** How each unit is written. */
const UNIT_WORDS: Readonly<Record<Unit, UnitWords>> = {
  reward: {
    fallbackName: say("lot.reward"),
    heading: say("lot.rewards"),
    figure: (amount, format) => format.money(cents(amount)),
    amount: (amount, format) => format.money(cents(amount)),
    worth: "said",
  },
  point: {
    fallbackName: say("lot.points"),
    heading: say("lot.points"),
    figure: (amount, format) => pointsFigure(amount, format),
    amount: (amount, format) => pointsText(amount, format),
    worth: "noted",
  },
  benefit: {
    fallbackName: say("lot.benefit"),
    heading: say("lot.benefits"),
    figure: (amount, format) => format.count(amount),
    amount: (amount, format) => usesText(amount, format),
    worth: "none",
  },
  credit: {
    fallbackName: say("lot.credit"),
    heading: say("lot.credit"),
    figure: (amount, format) => format.money(cents(amount)),
    amount: (amount, format) => format.money(cents(amount)),
    worth: "said",
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
  /** Whether the amount says what it is worth in money, it has to be noted, or it is worth none. */
  readonly worth: "said" | "noted" | "none";
};

/** Points, in hundredths, as a number: "1,500", "0.1". */
export const pointsFigure = (amount: number, format: Format): string =>
  format.count(decimalOf(amount, POINT_DIGITS));

/** Points, in hundredths: "1,500 points", "1 point", "0.1 points". */
export const pointsText = (amount: number, format: Format): string =>
  say("lot.points_text", {
    count: decimalOf(amount, POINT_DIGITS),
    shown: pointsFigure(amount, format),
  });

/** "Once", "3 times". */
const usesText = (amount: number, format: Format): string =>
  say("lot.uses", { count: amount, shown: format.count(amount) });

/** An amount of a lot in its own unit: "$20.00", "1,500 points". */
export const unitAmount = (unit: Unit, amount: number, format: Format): string =>
  UNIT_WORDS[unit].amount(amount, format);

/** An amount in its own unit, if that isn't money: "1,500 points". Null for money. */
export const countedAmount = (unit: Unit, amount: number, format: Format): string | null =>
  UNIT_WORDS[unit].worth === "said" ? null : unitAmount(unit, amount, format);

/**
 * What a profile holds of a unit: "Rewards" "$20.00", or "Points" "1,500" "worth $15.00, 70 more
 * later".
 */
export const holdingText = (
  unit: Unit,
  { amount, worthCents, pending }: Holding,
  format: Format,
): { readonly heading: string; readonly figure: string; readonly note: string | null } => {
  const { heading, figure, worth } = UNIT_WORDS[unit];
  const notes = [
    ...(worth === "noted" ? [say("lot.worth", { money: format.money(worthCents) })] : []),
    ...(pending === 0 ? [] : [say("lot.later", { shown: figure(pending, format) })]),
  ];
  return {
    heading,
    figure: figure(amount, format),
    note: notes.length === 0 ? null : notes.join(", "),
  };
};

/** The units that pay for something. The others aren't part of a balance in money. */
export const PAYING_UNITS: readonly Unit[] = unitSchema.options.filter(
  (unit) => UNIT_WORDS[unit].worth !== "none",
);

/** What is left of a lot: "$20.00", "1,500 points ($15.00)", "3 times". */
export const lotAmount = (lot: Lot, programme: Programme | null, format: Format): string => {
  const amount = unitAmount(lot.unit, lot.remaining, format);
  return UNIT_WORDS[lot.unit].worth === "noted"
    ? `${amount} (${format.money(lotWorth(lot, programme))})`
    : amount;
};

/**
 * How often a benefit can be used, and when: "2 of 3 left, until 26 Dec 2027 (in 13 months)",
 * "any number, from 3 Dec 2026".
 */
export const benefitLine = (lot: Lot, now: Instant, format: Format): string =>
  [
    usesLeft(lot, format),
    ...(lot.activeAt > now
      ? [say("lot.from", { date: format.date(lot.activeAt, lot.timezone) })]
      : []),
    ...(lot.expiresAt === null
      ? []
      : [
          say("lot.until", {
            date: format.date(lot.expiresAt, lot.timezone),
            when: format.untilDay(lot.expiresAt, now, lot.timezone),
          }),
        ]),
  ].join(", ");

const usesLeft = ({ initial, remaining }: Lot, format: Format): string => {
  if (initial === UNLIMITED_USES) return say("lot.any_number");
  const left = format.count(remaining);
  return initial === remaining
    ? say("lot.left", { left })
    : say("lot.left_of", { left, all: format.count(initial) });
};

/** What head office calls it. */
export const lotName = (lot: Lot, programme: Programme | null): string => {
  const definitions = programme === null ? [] : UNITS[lot.unit].definitionsIn(programme);
  const name = definitions.find(({ id }) => id === lot.definitionId)?.name;
  return name ?? UNIT_WORDS[lot.unit].fallbackName;
};

/** What head office says about a benefit, in a few words; null if nothing. */
export const benefitDescription = (
  { definitionId }: Lot,
  programme: Programme | null,
): string | null =>
  programme?.definitions.benefit.find(({ id }) => id === definitionId)?.shortDescription ?? null;
