import { z } from "zod";
import { both, optionalText, shown, shownMoment } from "#shared/api/api-field.ts";
import { productViewSchema } from "#shared/api/catalogue/product.ts";
import { variantViewSchema } from "#shared/api/catalogue/product-variant.ts";
import {
  freeJson,
  locationNumber,
  orNull,
  productNumber,
  textOrNull,
  transactionItemNumber,
  variantNumber,
} from "#shared/api/fields.ts";
import { type LocationView, locationViewSchema } from "#shared/api/organisation/location.ts";
import { LIST_QUANTITY_MAX } from "#shared/clienteling/list.ts";
import { encoderOf, type Inside, insideNames } from "#shared/kernel/codec.ts";
import { anyJson } from "#shared/kernel/json.ts";
import { wholeNumber } from "#shared/kernel/lenient.ts";
import { pluck } from "#shared/kernel/object.ts";
import { reservationViewSchema } from "./list-reservation.ts";

const numberOrNull = z.int().nullable();
const wanted = z.int().min(1).max(LIST_QUANTITY_MAX);

const sent = {
  product_id: both(orNull(productNumber), numberOrNull),
  product_variant_id: both(orNull(variantNumber), numberOrNull),
  /** A category of the caller's own: there are none here. */
  product_category_id: both(orNull(wholeNumber), numberOrNull),
  custom_product: both(orNull(freeJson), anyJson),
  quantity: both(wholeNumber.pipe(wanted), z.int()),
  position: both(orNull(wholeNumber), numberOrNull),
  status: optionalText(64),
  source: optionalText(200),
  external_id: optionalText(190),
  transaction_item_id: both(orNull(transactionItemNumber), numberOrNull),
  location_id: both(orNull(locationNumber), numberOrNull),
  meta: both(orNull(freeJson), anyJson),
};
/** What a guest may see of it. */
const open = {
  id: shown(z.int()),
  product_id: sent.product_id,
  product_variant_id: sent.product_variant_id,
  product_category_id: sent.product_category_id,
  custom_product: sent.custom_product,
  quantity: sent.quantity,
  position: sent.position,
};
const fields = {
  ...open,
  ...sent,
  created_at: shownMoment,
  updated_at: shownMoment,
};

/** An item of a list in a body: a variant by its id, SKU or barcode, a product, or neither. */
export const listItemBodySchema = z
  .object({
    ...pluck(sent, "body"),
    product_variant_sku: textOrNull(100),
    product_variant_barcode: textOrNull(100),
  })
  .partial();

/** The same among all items of a list: `id` means one that is there. */
export const itemOfListSchema = listItemBodySchema.extend({ id: orNull(wholeNumber).optional() });

/** An item in a body, in our words. */
export const listItemOf = (body: z.output<typeof itemOfListSchema>) => ({
  ...insideNames(sent, body),
  id: body.id ?? null,
  sku: body.product_variant_sku ?? null,
  barcode: body.product_variant_barcode ?? null,
});

/** What an item names, as it is shown. */
const named = {
  /** The number of the category, as a text. */
  product_category: z.string().nullable(),
  product: productViewSchema.nullable(),
  product_variant: variantViewSchema.nullable(),
  /** How many of it guests have reserved or bought. */
  reserved_quantity: z.int(),
};
type Named = z.output<z.ZodObject<typeof named>>;

export const listItemViewSchema = z.object({
  ...pluck(fields, "view"),
  product_list_id: z.int(),
  ...named,
  location: locationViewSchema.nullable(),
  reservations: z.array(reservationViewSchema),
});

/** An item as a guest sees it, in a list that was shared. */
export const sharedItemViewSchema = z.object({ ...pluck(open, "view"), ...named });

const encode = encoderOf(fields);
const encodeOpen = encoderOf(open);

/** What was looked up for an item. */
export type FoundForItem = Omit<Named, "product_category"> & {
  readonly location: LocationView | null;
  readonly reservations: z.output<typeof reservationViewSchema>[];
};

const categoryOf = ({ productCategoryId: id }: { readonly productCategoryId: number | null }) =>
  id === null ? null : String(id);

/** An item as the API shows it. */
export const listItemView = (
  item: Inside<typeof fields> & { readonly listId: number },
  found: FoundForItem,
): z.output<typeof listItemViewSchema> => ({
  ...encode(item),
  product_list_id: item.listId,
  product_category: categoryOf(item),
  ...found,
});

/** An item as a guest sees it. */
export const sharedItemView = (
  item: Inside<typeof open>,
  { product, product_variant, reserved_quantity }: FoundForItem,
): z.output<typeof sharedItemViewSchema> => ({
  ...encodeOpen(item),
  product_category: categoryOf(item),
  product,
  product_variant,
  reserved_quantity,
});
