import { z } from "zod";
import { type Currency, perCurrency } from "#shared/kernel/currency.ts";
import { anyJson, JSON_LENGTH_MAX } from "#shared/kernel/json.ts";
import { AMOUNT_CENTS_MAX, roundDecimalCents } from "#shared/kernel/money.ts";

const PAYMENTS_MAX = 200;
const kept = anyJson.optional();

/**
 * A payment of a sale, kept and shown as it was sent. Whether its money earns depends on its code
 * and amount (incentive/SPEC.md [P8]), so one whose amount can't be read is refused. Change given
 * and refunds are negative. Fields that aren't listed are kept too.
 */
const paymentSchema = (currency: Currency) =>
  z
    .object({
      /** What it was paid with, such as `CASH`, `points` or `gift card`. Left out: money. */
      payment_code: z.string().max(100).nullable().optional(),
      tender_value: z
        .union([z.number(), z.string().max(32)], "must be an amount")
        .refine(
          (value) => roundDecimalCents(value, currency) !== null,
          `must be an amount up to ${AMOUNT_CENTS_MAX / 10 ** currency.digits}`,
        ),
      id: kept,
      web_order_number: kept,
      paymenttype_id: kept,
      payment_number: kept,
      payment_gateway: kept,
      payment_ref1: kept,
      payment_ref2: kept,
      payment_ref3: kept,
      eftpos_cardtype: kept,
      eftpos_stan: kept,
      eftpos_authcode: kept,
      eftpos_settlement: kept,
      eftpos_reference: kept,
    })
    .catchall(anyJson);

/** How a sale was paid. A payment may be a code alone, without an amount: then it is money. */
export const paymentsSchema = perCurrency((currency) =>
  z
    .array(z.union([z.string().max(100), paymentSchema(currency)]))
    .max(PAYMENTS_MAX)
    .refine(
      (value) => JSON.stringify(value).length <= JSON_LENGTH_MAX,
      "is too large: at most 20 kB",
    ),
);
