import { z } from "zod";
import type { Encoder } from "#shared/kernel/codec.ts";
import { type Cents, centsToDecimal } from "#shared/kernel/money.ts";
import { formatV3, type Instant } from "#shared/kernel/time.ts";
import { flag, moment, orNull, scaled, textOrNull } from "./fields.ts";

/**
 * A field of the v3 API, declared once: the schema that it is shown by, how our value is written for
 * it, and (where it can be sent) the schema that it is taken by. `pluck(fields, "view")` is then the
 * shape of the view, `pluck(fields, "body")` that of the body, and `encoderOf(fields)` makes the view.
 */
type ShownField<View extends z.ZodType, Value> = Encoder<z.output<View>, Value> & {
  readonly view: View;
};

const same = <T>(value: T): T => value;

/** A field that is only shown, as we hold it. */
export const shown = <View extends z.ZodType>(view: View): ShownField<View, z.output<View>> => ({
  view,
  encode: same,
});

/** A field that is sent by one schema and shown, as we hold it, by another. */
export const both = <Body extends z.ZodType, View extends z.ZodType>(body: Body, view: View) => ({
  body,
  ...shown(view),
});

/** A text that may be null. */
export const optionalText = (max: number) => both(textOrNull(max), z.string().nullable());

/** A moment that is only shown. */
export const shownMoment: ShownField<z.ZodString, Instant> = {
  view: z.string(),
  encode: formatV3,
};

/** True or false. */
export const toggle = both(flag, z.boolean());

/** An amount of money, sent by a schema that reads it into cents. */
export const amount = <Body extends z.ZodType<Cents>>(body: Body) => ({
  body,
  view: z.number(),
  encode: centsToDecimal,
});

export const amountOrNull = <Body extends z.ZodType<Cents>>(body: Body) => ({
  body: orNull(body),
  view: z.number().nullable(),
  encode: (cents: Cents | null): number | null => (cents === null ? null : centsToDecimal(cents)),
});

/** A moment that may be null. */
export const momentOrNull = {
  body: orNull(moment),
  view: z.string().nullable(),
  encode: (at: Instant | null): string | null => (at === null ? null : formatV3(at)),
};

/** A decimal from 0 to `max` that we keep as a whole number of 1/`scale`. */
export const scaledNumber = (scale: number, max: number) => ({
  body: scaled(scale, max),
  view: z.number(),
  encode: (whole: number): number => whole / scale,
});
