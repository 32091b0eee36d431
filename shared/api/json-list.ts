import { z } from "zod";
import { anyJson, JSON_LENGTH_MAX } from "#shared/kernel/json.ts";
import { wholeNumber } from "#shared/kernel/lenient.ts";
import { both } from "./api-field.ts";
import { filled } from "./fields.ts";

/** A list that nothing depends on, kept and shown as it was sent. */
export const jsonList = both(
  z
    .array(anyJson)
    .refine(
      (list) => JSON.stringify(list).length <= JSON_LENGTH_MAX,
      "is too large: at most 20 kB",
    ),
  z.array(anyJson),
);

const IMAGES_MAX = 100;

/** Pictures, by their addresses. Without a `sort_order` they are in the order of the list. */
export const images = both(
  z
    .array(z.object({ url: filled(2000), sort_order: wholeNumber.optional() }).catchall(anyJson))
    .max(IMAGES_MAX, `must not have more than ${IMAGES_MAX}`)
    .refine((list) => JSON.stringify(list).length <= JSON_LENGTH_MAX, "is too large: at most 20 kB")
    .transform((list) =>
      list.map(({ sort_order: order, ...image }, index) => ({
        ...image,
        sort_order: order ?? index,
      })),
    ),
  z.array(anyJson),
);
