import type { ProductId } from "#shared/kernel/ids.ts";

/** The address of a product's page. */
export const productHref = (id: ProductId): string => `#/catalogue/${id}`;

/** The address that opens the product with a code, or shows those that may be meant. */
export const productCodeHref = (code: string): string =>
  `#/catalogue?code=${encodeURIComponent(JSON.stringify(code))}`;
