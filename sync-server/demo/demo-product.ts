import { cents } from "#shared/kernel/money.ts";
import type { NewProduct } from "#sync-server/catalogue/products.ts";
import { DEMO_PRODUCTS } from "./demo-chain.ts";
import { productPicture } from "./demo-pictures.ts";

type DemoProduct = (typeof DEMO_PRODUCTS)[number];

const CLOTHES: readonly DemoProduct["shape"][] = ["top", "trousers", "skirt"];
/** The one that sales are of has the SKU of the product, without its size. */
const SIZES = ["S", "M", "L"] as const;
const SOLD = "M";

/** A product of the demo, with its picture. Clothes have sizes, and each variant a barcode. */
export const demoProduct = (product: DemoProduct): NewProduct => {
  const { sku, name: title, price, shape } = product;
  const isWorn = CLOTHES.includes(shape);
  const priced = {
    priceCents: cents(price),
    ...("reduced" in product && { priceDiscountedCents: cents(product.reduced) }),
  };
  const place = DEMO_PRODUCTS.indexOf(product) * SIZES.length;
  return {
    product: {
      ...{ title, externalId: sku, brand: "Harbour & Pine" },
      images: [{ url: productPicture(product), sort_order: 0 }],
      category: isWorn ? "Clothing" : sku.startsWith("HP-1") ? "Accessories" : "Home",
      status: "discontinued" in product ? "discontinued" : "active",
    },
    variants: isWorn
      ? SIZES.map((size, at) => ({
          ...priced,
          ...{ sku: size === SOLD ? sku : `${sku}-${size}`, title: size, options: [size] },
          barcode: barcodeOf(place + at),
        }))
      : [{ ...priced, sku, title, barcode: barcodeOf(place) }],
  };
};

/** An EAN-13 with its check digit (GS1 General Specifications, 7.9). */
const barcodeOf = (place: number): string => {
  const digits = `50601234${String(place).padStart(4, "0")}`;
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (at % 2 ? 3 : 1), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
};
