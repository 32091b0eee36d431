import { z } from "zod";
import type { Encoder } from "#shared/kernel/codec.ts";
import { formatV3, type Instant } from "#shared/kernel/time.ts";
import { textOrNull } from "./fields.ts";

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
