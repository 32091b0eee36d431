import { conflict, invalid, unknown } from "#sync-server/http/routes/v3/refusals.ts";

/** What is answered where a list doesn't allow what it would take. */
export const LIST_REFUSALS = {
  list_unknown: unknown("list of this profile"),
  edit_not_allowed: conflict("Lists of this definition can't be changed."),
  too_many_items: ({ max }: { readonly max: number }) =>
    invalid("items", `The list would have too many items: the maximum is ${max}.`),
  item_reserved: ({ reserved }: { readonly reserved: number }) =>
    conflict(`Guests have reserved ${reserved} of it. Cancel the reservations first.`, {
      reserved,
    }),
} as const;

type At = { readonly at: number };

/** What is answered where an item can't be like that, by the name of its field. */
export const itemRefusals = (fieldOf: (name: string, at: number) => string) =>
  ({
    product_unknown: ({ at }: At) =>
      invalid(fieldOf("product_id", at), "There is no such product."),
    variant_unknown: ({ at }: At) =>
      invalid(fieldOf("product_variant_id", at), "There is no such variant, or it is another one."),
    item_location_unknown: ({ at }: At) =>
      invalid(fieldOf("location_id", at), "There is no such location."),
    line_unknown: ({ at }: At) =>
      invalid(fieldOf("transaction_item_id", at), "There is no such line of a transaction."),
    item_unknown: ({ at }: At) =>
      invalid(fieldOf("id", at), "The list has no such item. Leave the id out for a new one."),
    item_twice: ({ at }: At) => invalid(fieldOf("id", at), "The same item is sent twice."),
    item_empty: ({ at }: At) =>
      invalid(
        fieldOf("product_variant_id", at),
        "The item must name a variant, a product, a category or a custom product.",
      ),
    item_twofold: ({ at }: At) =>
      invalid(
        fieldOf("custom_product", at),
        "The item must be either a product or a custom product, not both.",
      ),
    custom_product_not_allowed: ({ at }: At) =>
      invalid(fieldOf("custom_product", at), "Lists of this definition take no custom products."),
    quantity_not_allowed: ({ at }: At) =>
      invalid(fieldOf("quantity", at), "Lists of this definition take one of each item."),
    quantity_reserved: ({ at, reserved }: At & { readonly reserved: number }) =>
      invalid(
        fieldOf("quantity", at),
        `The quantity must not be below ${reserved}: guests have reserved as many.`,
        { reserved },
      ),
  }) as const;
