import { z } from "zod";

const textSchema = z.string().max(200);

/**
 * What the customer display shows, word for word, and all that it is told (clienteling/SPEC.md
 * [X53]).
 */
export const customerDisplaySchema = z.strictObject({
  /** Of the texts below, such as `en` and `ltr`. */
  lang: z.string().min(2).max(35),
  dir: z.enum(["ltr", "rtl"]),
  /** Whose programme it is. */
  brand: textSchema,
  /** A greeting by first name, or a welcome. */
  title: textSchema,
  /** Amounts with their names, the last one in large. */
  lines: z.array(z.strictObject({ name: textSchema, value: textSchema })).max(3),
  /** A QR code under `text`: its rows, each of which says with 1 what is dark. */
  qr: z
    .strictObject({
      text: textSchema,
      rows: z
        .array(
          z
            .string()
            .regex(/^[01]+$/)
            .max(177),
        )
        .max(177),
    })
    .nullable(),
});
export type CustomerDisplay = z.infer<typeof customerDisplaySchema>;
