import type { ProductId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { identifierKey } from "#shared/profile/identifier.ts";
import { reverseAtOf } from "./reverse-at.ts";

/** What devices look up products, and facts that name products, by ([S30]). */
export type ProductTopic =
  /** The products with a code that was scanned or typed, in whatever form. */
  | { readonly code: string }
  /** The sales of what has this SKU, and of what has this barcode. */
  | { readonly sku: string }
  | { readonly barcode: string }
  /** The lists with this product. */
  | { readonly productId: ProductId };

/** No SKU and no barcode has it in it. */
const END = "\n";

const startOf = (topic: ProductTopic): string => {
  if ("code" in topic) return `code ${identifierKey(topic.code)}${END}`;
  if ("sku" in topic) return `sku ${topic.sku}${END}`;
  if ("barcode" in topic) return `barcode ${topic.barcode}${END}`;
  return `product ${topic.productId}${END}`;
};

/** The key of a fact under a topic: in their order, the latest come first. */
export const productKey = (topic: ProductTopic, at: Instant | null): string =>
  `${startOf(topic)}${at === null ? "" : reverseAtOf(at)}`;

/** The keys under a topic are from the first of these texts up to the second. */
export const productKeysUnder = (topic: ProductTopic): readonly [from: string, to: string] => {
  const start = startOf(topic);
  return [start, `${start}:`];
};
