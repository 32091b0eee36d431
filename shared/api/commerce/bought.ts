import { z } from "zod";
import {
  type KnownVariant,
  variantView,
  variantViewSchema,
} from "#shared/api/catalogue/product-variant.ts";
import type { TransactionGroup } from "#shared/commerce/group-transactions.ts";
import type { Currency } from "#shared/kernel/currency.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";

const quantities = { purchase_qty: z.number(), refund_qty: z.number() };

/** A variant that a profile has bought, with how many it bought and brought back. */
export const boughtVariantViewSchema = variantViewSchema.extend({
  ...quantities,
  /** Our addition: what it has kept. */
  net_qty: z.number(),
  /** How many lines say so. */
  countt: z.int(),
  latest_transacted_at: z.string(),
  /** The same of all variants of the product. */
  product: z.object(quantities),
  /** The types of the locations where it was bought, with commas between them. */
  location_types: z.string(),
});

type Quantities = { readonly bought: number; readonly returned: number };

/** A variant that a profile has bought, as the API shows it. */
export const boughtVariantView = (
  bought: Quantities & {
    readonly variant: KnownVariant;
    readonly net: number;
    readonly lines: number;
    readonly latestAt: Instant;
    readonly ofProduct: Quantities;
    readonly locationTypes: readonly string[];
  },
  currency: Currency,
): z.output<typeof boughtVariantViewSchema> => ({
  ...variantView(bought.variant, currency),
  ...quantitiesView(bought),
  net_qty: bought.net,
  countt: bought.lines,
  latest_transacted_at: formatV3(bought.latestAt),
  product: quantitiesView(bought.ofProduct),
  location_types: bought.locationTypes.join(","),
});

const quantitiesView = ({ bought, returned }: Quantities) => ({
  purchase_qty: bought,
  refund_qty: returned,
});

/** The transactions of one order number. */
export const transactionGroupViewSchema = z.object({
  order_number: z.string().nullable(),
  transaction_id: z.int(),
  number_transactions: z.int(),
  latest_updated_at: z.string(),
  latest_transacted_at: z.string(),
});

/** The transactions of one order number, as the API shows them. */
export const transactionGroupView = (
  group: TransactionGroup,
): z.output<typeof transactionGroupViewSchema> => ({
  order_number: group.orderNumber,
  transaction_id: group.transactionId,
  number_transactions: group.transactions,
  latest_updated_at: formatV3(group.latestUpdatedAt),
  latest_transacted_at: formatV3(group.latestTransactedAt),
});
