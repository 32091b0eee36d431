import { z } from "zod";
import { decimal, decimalFromZero, orNull } from "#shared/api/fields.ts";
import { quantity } from "#shared/api/quantity.ts";
import { lineTypeSchema } from "#shared/incentive/points/point.ts";
import type { Currency } from "#shared/kernel/currency.ts";
import { flag } from "#shared/kernel/lenient.ts";
import { AMOUNT_CENTS_MAX, type Cents, cents, minCents } from "#shared/kernel/money.ts";
import { type BasketLine, eligibleCents, IS_ELIGIBLE } from "#shared/redemption/spread.ts";

const LINES_MAX = 5000;

/**
 * A line of the sale, in the words of a transaction's item. Here the figures decide how much may be
 * redeemed, so one that can't be read is refused.
 */
const lineSchema = (currency: Currency) =>
  z
    .object({
      /**
       * Of one piece, after other discounts. Goods that come back have a negative quantity or a
       * negative price; both would make the line cost something again, so they are refused.
       */
      price_sell: decimal(currency),
      quantity: quantity.optional(),
      line_type: orNull(lineTypeSchema).optional(),
      is_void: flag.optional(),
    })
    .transform((line, context): BasketLine => {
      const { price_sell, quantity: count = 1, line_type } = line;
      if (price_sell < 0 && count < 0) {
        const message = "has a negative price and a negative quantity: make one of them positive";
        context.addIssue({ code: "custom", message, path: ["price_sell"] });
        return z.NEVER;
      }
      const price = Math.round(count * price_sell);
      const isEligible = IS_ELIGIBLE[line_type ?? "goods"] && line.is_void !== true;
      if (Math.abs(price) <= AMOUNT_CENTS_MAX) return { cents: cents(price || 0), isEligible };
      context.addIssue({ code: "custom", message: "comes to more than a sale can be" });
      return z.NEVER;
    });

/** What a body says of the sale that it redeems for (DOMAIN §11.4, §11.5). */
export const basketFields = (currency: Currency) => ({
  /** What there is to pay by redeeming, if no items are named: without gift cards. */
  basket_total: orNull(decimalFromZero(currency)).optional(),
  /** The lines of the sale. The answer then says what is taken off each. */
  items: orNull(z.array(lineSchema(currency)).max(LINES_MAX)).optional(),
});
type Basket = z.output<z.ZodObject<ReturnType<typeof basketFields>>>;

/**
 * What can be paid by redeeming ([K1]): what is eligible of the items, and no more than the total;
 * null if the body names neither.
 */
export const basketCentsOf = ({ items, basket_total: total }: Basket): Cents | null => {
  const eligible = items ? eligibleCents(items) : null;
  if (eligible === null) return total ?? null;
  return minCents(eligible, total ?? eligible);
};
