import { z } from "zod";
import { both, optionalLines, optionalText, shown, shownMoment } from "#shared/api/api-field.ts";
import { customFields } from "#shared/api/custom-fields.ts";
import { currencyCode, filled, orNull, slug, tags } from "#shared/api/fields.ts";
import { images, jsonList } from "#shared/api/json-list.ts";
import { camelKeys } from "#shared/kernel/case.ts";
import { encoderOf, type Inside } from "#shared/kernel/codec.ts";
import { type Currency, perCurrency } from "#shared/kernel/currency.ts";
import { wholeNumber } from "#shared/kernel/lenient.ts";
import { pluck } from "#shared/kernel/object.ts";
import {
  type KnownVariant,
  variantFieldsIn,
  variantOfProductSchema,
  variantView,
  variantViewSchema,
} from "./product-variant.ts";

const VARIANTS_MAX = 500;
const SYSTEMS_MAX = 20;

const sent = {
  title: both(filled(300), z.string()),
  external_id: optionalText(190),
  status: both(filled(64), z.string()),
  brand: optionalText(200),
  /** These three are ours, because lines of sales have them. */
  department: optionalText(200),
  category: optionalText(200),
  subcategory: optionalText(200),
  description: optionalLines(20_000),
  web_url: optionalText(2000),
  position: both(wholeNumber, z.int()),
  images,
  systems: both(z.array(filled(64)).max(SYSTEMS_MAX), z.array(z.string())),
  channels: jsonList,
  tags: both(tags, z.array(z.string())),
  options: jsonList,
  custom_fields: customFields,
};
const fields = {
  id: shown(z.int()),
  handle: shown(z.string()),
  ...sent,
  created_at: shownMoment,
  updated_at: shownMoment,
};

/** What may change of a product, and of its variants: one that isn't named stays (DOMAIN §12.9). */
export const productChangeSchema = perCurrency((currency) =>
  z
    .object({
      ...pluck(sent, "body"),
      /** All amounts are in the tenant's currency. */
      currency: orNull(
        currencyCode.refine(
          (code) => code === currency.code,
          `must be ${currency.code}: prices are kept in no other currency`,
        ),
      ),
      variants: z
        .array(variantOfProductSchema(currency))
        .max(VARIANTS_MAX, `must not have more than ${VARIANTS_MAX}`),
    })
    .partial(),
);

/** A new product. */
export const newProductSchema = perCurrency((currency) =>
  productChangeSchema(currency).extend({
    title: sent.title.body,
    handle: orNull(slug).optional(),
  }),
);

/** A product in a body, in our terms, apart from its variants. */
export const productFieldsIn = <B extends z.output<ReturnType<typeof productChangeSchema>>>({
  variants,
  currency: _,
  ...body
}: B) => ({ ...camelKeys(body) });

/** The variants in the same body. */
export const variantsIn = (
  { variants = [] }: z.output<ReturnType<typeof productChangeSchema>>,
  currency: Currency,
) => variants.map((each) => variantFieldsIn(each, currency));

/** A product as the API shows it. */
export const productViewSchema = z.object({
  ...pluck(fields, "view"),
  currency: z.string(),
  variants: z.array(variantViewSchema),
});

const encode = encoderOf(fields);

/** A product as the API shows it, with its variants. */
export const productView = (
  product: Inside<typeof fields> & KnownVariant["product"],
  variants: readonly Omit<KnownVariant, "product">[],
  currency: Currency,
): z.output<typeof productViewSchema> => ({
  ...encode(product),
  currency: currency.code,
  variants: variants.map((variant) => variantView({ ...variant, product }, currency)),
});
