import { z } from "zod";
import type { Encoder } from "#shared/kernel/codec.ts";
import { type Condition, conditionSchema } from "#shared/kernel/condition.ts";
import { readableInstead, unknownPath } from "#shared/kernel/condition-variables.ts";
import type { Currency } from "#shared/kernel/currency.ts";
import { decimalOf } from "#shared/kernel/decimal.ts";
import { anyJson } from "#shared/kernel/json.ts";
import { flag } from "#shared/kernel/lenient.ts";
import { type Cents, centsToDecimal } from "#shared/kernel/money.ts";
import type { DayOrInstant, Instant } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import { linesOrNull, moment, orNull, regionHandleOrNull, scaled, textOrNull } from "./fields.ts";

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

/** The same with several lines. */
export const optionalLines = (max: number) => both(linesOrNull(max), z.string().nullable());

/** A region by its handle, or null. */
export const optionalRegion = both(regionHandleOrNull, z.string().nullable());

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

/** The same, or null for none. */
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

/** An instant, or a whole day, that may be null. It is shown as it was sent: a day stays a day. */
export const dayOrMomentOrNull = {
  body: orNull(moment),
  view: z.string().nullable(),
  encode: (written: DayOrInstant | null): string | null =>
    typeof written === "number" ? formatV3(written) : written,
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

/**
 * A condition in a body. Clients written in PHP send an empty list or object for none. One that
 * reads what it never gets could never hold, so it is refused ([Q10]).
 */
const readCondition = (
  known: readonly string[],
  value: z.core.util.JSONType,
  context: { readonly addIssue: (issue: { code: "custom"; message: string }) => void },
): Condition | null => {
  if (value === null || value === "") return null;
  if (typeof value === "object" && Object.keys(value).length === 0) return null;
  const parsed = conditionSchema.safeParse(value);
  if (parsed.success) {
    const unknown = unknownPath(parsed.data, known);
    if (unknown === null) return parsed.data;
    const names = readableInstead(unknown, known).join(", ");
    const message = `must not read “${unknown.slice(0, 100)}”; it can read ${names}`;
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  }
  const custom = parsed.error.issues.find((issue) => issue.code === "custom");
  context.addIssue({ code: "custom", message: custom?.message ?? "must be JSON Logic" });
  return z.NEVER;
};

/** A condition that can read these variables, sent and shown as JSON. */
export const condition = (known: readonly string[]) => ({
  body: anyJson.transform((value, context) => readCondition(known, value, context)),
  view: anyJson,
  encode: (held: Condition | null): z.core.util.JSONType => held,
});

/** The same, shown as JSON in a text. It may be sent as JSON too. */
export const conditionText = (known: readonly string[]) => ({
  body: anyJson.transform((value, context): Condition | null =>
    readCondition(known, typeof value === "string" ? jsonIn(value) : value, context),
  ),
  view: z.string().nullable(),
  encode: (held: Condition | null): string | null => (held === null ? null : JSON.stringify(held)),
});

/** The JSON in a text; the text itself if it isn't any. */
const jsonIn = (text: string): z.core.util.JSONType => {
  try {
    return anyJson.parse(JSON.parse(text));
  } catch {
    return text;
  }
};
