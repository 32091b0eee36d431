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

/** The address of the first of a product's images, which are addresses or say theirs. */
export const firstImage = (images: readonly unknown[]): string | null => {
  const [first] = images;
  if (typeof first === "string") return first;
  const url = typeof first === "object" && first !== null && "url" in first ? first.url : null;
  return typeof url === "string" ? url : null;
};
