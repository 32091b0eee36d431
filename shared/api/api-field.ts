import { z } from "zod";
import type { Encoder } from "#shared/kernel/codec.ts";
import type { Currency } from "#shared/kernel/currency.ts";
import { decimalOf } from "#shared/kernel/decimal.ts";
import { type Cents, centsToDecimal } from "#shared/kernel/money.ts";
import { formatV3, type Instant } from "#shared/kernel/time.ts";
import { flag, moment, orNull, scaled, textOrNull } from "./fields.ts";

/**
 * A field of the v3 API, declared once: the schema it is shown with, how our value is encoded for
 * it, and (where clients can send it) the schema it is parsed with. `pluck(fields, "view")` gives
 * the shape of the view, `pluck(fields, "body")` that of the body, and `encoderOf(fields)` builds
 * the view.
 */
type ShownField<View extends z.ZodType, Value> = Encoder<z.output<View>, Value> & {
  readonly view: View;
};

const same = <T>(value: T): T => value;

/** A read-only field, shown as we hold it. */
export const shown = <View extends z.ZodType>(view: View): ShownField<View, z.output<View>> => ({
  view,
  encode: same,
});

/** A field that is parsed with one schema and shown, as we hold it, with another. */
export const both = <Body extends z.ZodType, View extends z.ZodType>(body: Body, view: View) => ({
  body,
  ...shown(view),
});

/** Text that may be null. */
export const optionalText = (max: number) => both(textOrNull(max), z.string().nullable());

/** A read-only instant. */
export const shownMoment: ShownField<z.ZodString, Instant> = {
  view: z.string(),
  encode: formatV3,
};

/** True or false. */
export const toggle = both(flag, z.boolean());

/** An amount of money in a currency. The body schema parses it into cents. */
export const amount = <Body extends z.ZodType<Cents>>(body: Body, currency: Currency) => ({
  body,
  view: z.number(),
  encode: (cents: Cents): number => centsToDecimal(cents, currency),
});

export const amountOrNull = <Body extends z.ZodType<Cents>>(body: Body, currency: Currency) => ({
  body: orNull(body),
  view: z.number().nullable(),
  encode: (cents: Cents | null): number | null =>
    cents === null ? null : centsToDecimal(cents, currency),
});

/** An instant that may be null. */
export const momentOrNull = {
  body: orNull(moment),
  view: z.string().nullable(),
  encode: (at: Instant | null): string | null => (at === null ? null : formatV3(at)),
};

/** A decimal from 0 to `max`, stored as a whole number of the last of `digits` decimals. */
export const scaledNumber = (digits: number, max: number) => ({
  body: scaled(digits, max),
  view: z.number(),
  encode: (whole: number): number => decimalOf(whole, digits),
});

/** The same, or null. */
export const scaledNumberOrNull = (digits: number, max: number) => ({
  body: orNull(scaled(digits, max)),
  view: z.number().nullable(),
  encode: (whole: number | null): number | null =>
    whole === null ? null : decimalOf(whole, digits),
});
