import { z } from "zod";
import { roundDecimal } from "#shared/kernel/decimal.ts";

/** Goods by weight or length are sold in decimals: 1.5. */
const QUANTITY_DIGITS = 4;
const QUANTITY_MAX = 1_000_000_000;

/** How much there is of something, or was sold: rounded to four decimals. */
export const quantity = z
  .union([z.number(), z.string().max(32)])
  .transform((value, context): number => {
    const whole = roundDecimal(value, QUANTITY_DIGITS);
    const number = whole === null ? null : whole / 10 ** QUANTITY_DIGITS;
    if (number !== null && Math.abs(number) <= QUANTITY_MAX) return number;
    context.addIssue({ code: "custom", message: `must be a number up to ${QUANTITY_MAX}` });
    return z.NEVER;
  });
