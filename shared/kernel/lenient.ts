import { z } from "zod";
import { parseDecimal } from "./decimal.ts";

// Values of callers who send numbers as text, text as numbers and flags as either.

/** A whole number, also as a string. */
export const wholeNumber = z
  .union(
    [
      z.int(),
      z
        .string()
        .max(32)
        .transform((text, context) =>
          /^-?\d{1,15}$/.test(text) ? Number(text) : (parseDecimal(text, 0) ?? notWhole(context)),
        ),
    ],
    "must be a whole number",
  )
  .pipe(z.int());

const notWhole = (context: z.RefinementCtx): never => {
  context.addIssue({ code: "custom", message: "must be a whole number" });
  return z.NEVER;
};

/** True or false, also as 1, 0 or either as a string. */
export const flag = z
  .union([z.boolean(), z.literal([0, 1, "0", "1", "true", "false"])], "must be true or false")
  .transform((value) => value === true || value === 1 || value === "1" || value === "true");

/** A number with the digits that were sent: JavaScript keeps at least 15. */
const exactNumber = z
  .number()
  .refine(
    (value) =>
      Number.isInteger(value) ? Number.isSafeInteger(value) : /^-?[\d.]{1,16}$/.test(String(value)),
    "has too many digits for a number: send it as text, in quotes",
  );

/**
 * Trimmed text of at most `max` characters, after `clean`. Numbers are accepted and kept as text,
 * unless they may have been rounded on the way.
 */
export const cleanText = (clean: (text: string) => string) => (max: number) =>
  z
    .union([z.string(), exactNumber.transform(String)], "must be text")
    .transform((value) => clean(value).trim())
    .pipe(z.string().max(max, `must not be longer than ${max} characters`));
