import { pointsToCents } from "#shared/incentive/point.ts";
import type { Programme } from "#shared/incentive/programme.ts";
import { type Cents, cents, ZERO_CENTS } from "#shared/kernel/money.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import type { Format } from "./format.ts";

/** An amount of a lot in its own unit: "$20.00", "1,500 points". */
export const unitAmount = (unit: Lot["unit"], amount: number, format: Format): string =>
  unit === "reward"
    ? format.money(cents(amount))
    : `${format.count(amount)} ${amount === 1 ? "point" : "points"}`;

/** What a lot is worth in money, by today's definition; points whose definition is not here: nothing. */
export const lotWorth = (lot: Lot, programme: Programme | null): Cents => {
  if (lot.unit === "reward") return cents(lot.remaining);
  const definition = programme?.pointDefinitions.find(({ id }) => id === lot.definitionId);
  return definition === undefined ? ZERO_CENTS : pointsToCents(lot.remaining, definition);
};

/** What is left of a lot: "$20.00", "1,500 points ($15.00)". */
export const lotAmount = (lot: Lot, programme: Programme | null, format: Format): string => {
  const amount = unitAmount(lot.unit, lot.remaining, format);
  return lot.unit === "reward" ? amount : `${amount} (${format.money(lotWorth(lot, programme))})`;
};

/** What head office calls it. */
export const lotName = (lot: Lot, programme: Programme | null): string => {
  const definitions =
    lot.unit === "reward" ? programme?.rewardDefinitions : programme?.pointDefinitions;
  const name = definitions?.find(({ id }) => id === lot.definitionId)?.name;
  return name ?? (lot.unit === "reward" ? "Reward" : "Points");
};
