import { POINT_DIGITS, pointStep } from "#shared/incentive/points/point.ts";
import { decimalText } from "#shared/kernel/decimal.ts";

/**
 * Points in words, given in hundredths: with the decimals that points of their definition have, or
 * all of them if that wouldn't be exact.
 */
export const pointsInWords = (amount: number, decimals: number): string => {
  const step = pointStep({ decimals });
  const isExact = amount % step === 0;
  const text = isExact ? decimalText(amount / step, decimals) : decimalText(amount, POINT_DIGITS);
  return `${text} ${text === "1" || text === "-1" ? "point" : "points"}`;
};
