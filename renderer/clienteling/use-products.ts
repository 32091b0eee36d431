import { useEffect, useState } from "react";
import type { HeldProduct } from "#shared/catalogue/held-product.ts";
import { useDevice } from "./device-context.tsx";

/** What was found, and for which text. */
export type FoundProducts = { readonly text: string; readonly products: readonly HeldProduct[] };

/**
 * The products that a text may mean; null without one, and before the first answer. A late answer
 * to an older text is dropped.
 */
export const useProducts = (text: string, limit: number): FoundProducts | null => {
  const device = useDevice();
  const [found, setFound] = useState<FoundProducts | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const search = async () => {
      const products = await device.searchProducts(text, limit);
      if (isCurrent) setFound({ text, products });
    };
    if (text === "") setFound(null);
    else void search();
    return () => {
      isCurrent = false;
    };
  }, [device, text, limit]);
  return text === "" ? null : found;
};
