import { cents } from "#shared/kernel/money.ts";
import { mapTable } from "#shared/kernel/object.ts";
import { splitByWeight, splitOver, WHOLE } from "#shared/ledger/funder-shares.ts";
import {
  type FunderPart,
  type LiabilityRow,
  MOVEMENTS,
  type Movement,
} from "#shared/ledger/liability.ts";
import type { LiabilityValue } from "./liability-value.ts";

/** What one funder pays of a row. */
export type FunderRow = {
  readonly funder: string;
  readonly row: LiabilityRow;
  readonly value: LiabilityValue;
};

/**
 * Splits a row and its value between those who pay for it, in the order of their names. Each amount
 * adds up to that of the row to the last minor unit, and each funder's row is balanced like the row
 * itself: what is rounded of its parts is in what expired and in the revaluation ([G9], [L11]).
 */
export const splitByFunder = (row: LiabilityRow, value: LiabilityValue): readonly FunderRow[] => {
  const funders = [...row.parts.keys()].sort();
  const parts = funders.flatMap((funder) => row.parts.get(funder) ?? []);
  const exact = (of: (part: FunderPart) => bigint) => splitOver(parts.map(of), BigInt(WHOLE));
  const worth = (total: number, of: (part: FunderPart) => bigint) =>
    splitByWeight(total, parts.map(of));
  const split = {
    opening: exact((part) => part.opening),
    closing: exact((part) => part.closing),
    moved: mapTable(row.moved, (_, movement) => ({
      amount: exact((part) => part.moved[movement].amount),
      valueCents: exact((part) => part.moved[movement].valueCents),
    })),
    openingCents: worth(value.opening, (part) => part.opening),
    closingCents: worth(value.closing, (part) => part.closing),
    breakage: worth(value.breakage, expiredOf),
  };
  return funders.map((funder, at) => {
    const of = (each: readonly number[]): number => each[at] ?? 0;
    const moved = mapTable(split.moved, ({ amount, valueCents }) => ({
      amount: of(amount),
      valueCents: of(valueCents),
    }));
    const movedBy = (unit: "amount" | "valueCents") => sumOf(moved, (each) => each[unit]);
    const [opening, closing] = [of(split.opening), of(split.closing)];
    const [opened, closed] = [cents(of(split.openingCents)), cents(of(split.closingCents))];
    const breakage = cents(of(split.breakage));
    return {
      funder,
      row: { ...row, opening, closing, moved, expired: closing - opening - movedBy("amount") },
      value: {
        opening: opened,
        moved: mapTable(moved, ({ valueCents }) => cents(valueCents)),
        breakage,
        revaluation: cents(closed - opened - movedBy("valueCents") - breakage),
        closing: closed,
      },
    };
  });
};

const expiredOf = ({ opening, closing, moved }: FunderPart): bigint =>
  MOVEMENTS.reduce((left, movement) => left - moved[movement].amount, closing - opening);

const sumOf = <T>(moved: Readonly<Record<Movement, T>>, of: (each: T) => number): number =>
  MOVEMENTS.reduce((sum, movement) => sum + of(moved[movement]), 0);
