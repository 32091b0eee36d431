import { z } from "zod";
import { productIdSchema, variantIdSchema } from "#shared/kernel/ids.ts";
import { centsSchema } from "#shared/kernel/money.ts";
import { pictureRefSchema } from "#shared/kernel/picture.ts";

/** A size or colour of a product as devices hold it. */
const heldVariantSchema = z.object({
  id: variantIdSchema,
  title: z.string(),
  /** What tells it from the others, such as its size. */
  options: z.array(z.string()).readonly(),
  sku: z.string().nullable(),
  barcode: z.string().nullable(),
  externalId: z.string().nullable(),
  /** What it costs now, in cents of the tenant's currency. */
  priceCents: centsSchema,
  /** What it costs otherwise, where that is more. */
  fullPriceCents: centsSchema.optional(),
  /** Where it isn't that of the product. */
  picture: pictureRefSchema.optional(),
});
export type HeldVariant = z.infer<typeof heldVariantSchema>;

/** A product as devices hold it (sync/SPEC.md [S30]), its variants in their order. */
export const heldProductSchema = z.object({
  id: productIdSchema,
  externalId: z.string().nullable(),
  title: z.string(),
  brand: z.string().nullable(),
  category: z.string().nullable(),
  /** It isn't sold any more. */
  isArchived: z.boolean(),
  picture: pictureRefSchema.optional(),
  variants: z.array(heldVariantSchema).readonly(),
});
export type HeldProduct = z.infer<typeof heldProductSchema>;

/** How many products devices hold: the newest ([S30]). */
export const HELD_PRODUCTS_MAX = 50_000;

/** The codes of a product and its variants, as they are printed or stored. */
export const codesOf = ({ externalId, variants }: HeldProduct): readonly string[] => [
  ...new Set(
    [externalId, ...variants.flatMap((each) => [each.sku, each.barcode, each.externalId])].flatMap(
      (code) => code ?? [],
    ),
  ),
];
