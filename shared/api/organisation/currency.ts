import { z } from "zod";
import { both, scaledNumber, shown, shownMoment, toggle } from "#shared/api/api-field.ts";
import { currencyCode } from "#shared/api/fields.ts";
import { encoderOf, insideNames, named } from "#shared/kernel/codec.ts";
import { decimalOf, parseDecimal } from "#shared/kernel/decimal.ts";
import { RATE_DIGITS } from "#shared/kernel/exchange-rate.ts";
import { pluck } from "#shared/kernel/object.ts";

const RATE_MAX = 10_000_000;

const rate = scaledNumber(RATE_DIGITS, RATE_MAX);
/** Only the first twelve digits of a number are read, so one with more would come back changed. */
const exact = z.union([z.number(), z.string()]).refine((value) => {
  const whole = typeof value === "string" ? null : parseDecimal(value, RATE_DIGITS);
  return whole === null || decimalOf(whole, RATE_DIGITS) === value;
}, "has too many digits for a number: send it as text, in quotes");

const sent = {
  from: named("fromCurrency", both(currencyCode, z.string())),
  to: named("toCurrency", both(currencyCode, z.string())),
  /** How many of `to` one of `from` is. */
  rate: named("rateE8", {
    ...rate,
    body: exact.pipe(rate.body).refine((whole) => whole > 0, "must be above 0"),
  }),
  is_system: toggle,
};
const fields = { id: shown(z.int()), ...sent, created_at: shownMoment, updated_at: shownMoment };

const { is_system, ...required } = pluck(sent, "body");

/** A new pair of currencies with its rate (DOMAIN §2.3). */
export const newCurrencySchema = z.object({ ...required, is_system: is_system.optional() });

/** What may change of one. */
export const currencyChangeSchema = newCurrencySchema.partial();

/** A body of either in our words. */
export const currencyOf = <B extends object>(body: B) => insideNames(sent, body);

export const currencyViewSchema = z.object(pluck(fields, "view"));

/** A pair of currencies as the API shows it. */
export const currencyView = encoderOf(fields);
