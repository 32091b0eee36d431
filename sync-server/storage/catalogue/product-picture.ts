import { z } from "zod";
import { type PictureRef, pictureOf } from "#shared/kernel/picture.ts";
import type { ProductRecord, VariantRecord } from "./product-table.ts";

/** What of a product or a variant its picture depends on. */
type Pictured<R extends ProductRecord | VariantRecord> = Pick<R, "id" | "images">;

/** The picture of a variant, or else of its product; null if there is none (sync [S26]). */
export const pictureOfProduct = (
  product: Pictured<ProductRecord> | null,
  variant: Pictured<VariantRecord> | null,
): PictureRef | null => {
  if (variant && firstImage(variant.images) !== null) return pictureOf("variant", variant.id);
  return product && firstImage(product.images) !== null ? pictureOf("product", product.id) : null;
};

/** The address of the first of a product's images by `sort_order`; null if there is none. */
export const firstImage = (images: readonly unknown[]): string | null => {
  const parsed = images.flatMap((image) => imageSchema.safeParse(image).data ?? []);
  return parsed.toSorted((a, b) => (a.sort_order ?? 0) - (b.sort_order ?? 0))[0]?.url ?? null;
};

const imageSchema = z.object({ url: z.string(), sort_order: z.number().nullish() });
