import { z } from "zod";
import { amount, amountOrNull, shown } from "#shared/api/api-field.ts";
import {
  type KnownVariant,
  lineVariantView,
  variantView,
  variantViewSchema,
} from "#shared/api/catalogue/product-variant.ts";
import { decimal } from "#shared/api/fields.ts";
import { movedAchievementSchema } from "#shared/api/incentive/achievements/achievement.ts";
import { benefitViewSchema } from "#shared/api/incentive/benefits/benefit.ts";
import { rewardViewSchema } from "#shared/api/incentive/rewards/reward.ts";
import { balancesSchema } from "#shared/api/ledger/balances.ts";
import { type RedemptionView, redemptionViewSchema } from "#shared/api/redemption/redemption.ts";
import type { Unlock } from "#shared/incentive/achievements/unlock.ts";
import { tierMovementSchema } from "#shared/incentive/tiers/tier-movement.ts";
import { encoderOf, type Inside, named } from "#shared/kernel/codec.ts";
import { ANY_CURRENCY, type Currency, currencyOf, perCurrency } from "#shared/kernel/currency.ts";
import { decimalOf } from "#shared/kernel/decimal.ts";
import { type ExchangeRate, ownCents, RATE_DIGITS } from "#shared/kernel/exchange-rate.ts";
import type { TransactionId } from "#shared/kernel/ids.ts";
import { anyJson, type ExtraFields, extraSchema, textIn } from "#shared/kernel/json.ts";
import { type Cents, centsToDecimal } from "#shared/kernel/money.ts";
import { mapTable, pluck } from "#shared/kernel/object.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import { earnedTierPointSchema, earnedViewSchema } from "./earned-view.ts";
import {
  amountIn,
  type FoundForSale,
  type SaleShown,
  saleView,
  saleViewSchema,
} from "./sale-view.ts";

/** The free fields of a line that the API shows, with what it shows without them. */
const ITEM_KEPT = {
  barcode: null,
  order_id: null,
  product_variant_id: null,
  variant_external_id: null,
  is_void: false,
  discounts: [],
  department: null,
  line_type: "goods",
  meta: null,
} satisfies ExtraFields;

const itemFields = perCurrency((currency) => ({
  id: shown(z.int()),
  external_id: shown(z.string().nullable()),
  name: shown(z.string()),
  sku: shown(z.string().nullable()),
  quantity: shown(z.number()),
  price_current: named("priceCurrentCents", amountOrNull(decimal(currency), currency)),
  price_sell: named("priceSellCents", amount(decimal(currency), currency)),
  price_original: named("priceOriginalCents", amountOrNull(decimal(currency), currency)),
  price_tax: named("priceTaxCents", amountOrNull(decimal(currency), currency)),
}));
type ItemFields = ReturnType<typeof itemFields>;

/** A line of a transaction as the API shows it. */
export const transactionItemViewSchema = z.object({
  ...pluck(itemFields(ANY_CURRENCY), "view"),
  ...mapTable(ITEM_KEPT, () => anyJson),
  transaction_id: z.int(),
  is_return: z.boolean(),
  price_margin: z.number().nullable(),
  product_images: z.array(anyJson),
  product: z.object({
    title: z.string(),
    department: z.string().nullable(),
    brand: z.string().nullable(),
  }),
  product_id: z.number().nullable(),
  product_variant: variantViewSchema,
  pivot: z.array(z.never()),
  transaction: z.object({
    transacted_at: z.string(),
    receipt_ref: z.string().nullable(),
    external_id: z.string().nullable(),
  }),
  created_at: z.string(),
  updated_at: z.string(),
});
type ItemView = z.infer<typeof transactionItemViewSchema>;

/** The free fields of finished sales alone, with what the API shows without them. */
const TRANSACTION_KEPT = {
  rate_code: null,
  order_id: null,
  external_order_id: null,
} satisfies ExtraFields;

const transactionFields = {
  redemption_id: shown(z.int().nullable()),
  linked_receipt_ref: shown(z.string().nullable()),
};

/** A transaction as the API shows it (DOMAIN §12). */
export const transactionViewSchema = saleViewSchema.extend({
  ...pluck(transactionFields, "view"),
  ...mapTable(TRANSACTION_KEPT, () => anyJson),
  redemption: redemptionViewSchema.nullable(),
  /**
   * Our addition: the sale that a void one's redemption still pays for, and why it isn't reversed.
   */
  redemption_pays_for: z.int().nullable(),
  /** The reversal of its redemption, once it is void ([V5]), with what that gave back. */
  reversed_redemptions: z.array(redemptionViewSchema),
  /** Our addition: it is a return whose sale isn't known, so that staff can name it. */
  no_original: z.boolean(),
  /** The total in the tenant's currency, and the rate it is at; null if it is in that ([A10]). */
  total_converted: z.number().nullable(),
  currency_rate: z.number().nullable(),
  items: z.array(transactionItemViewSchema),
  earned: earnedViewSchema,
  tier_points: z.array(earnedTierPointSchema),
});

/** Under which name each kind of what levels and welcomes issue is shown. */
type IssuedAs = { readonly reward: "rewards"; readonly benefit: "benefits" };

/**
 * The response to writing a transaction: includes what it did to its profile's tiers and
 * achievements, what that issued, and what the profile now holds; null for a guest.
 */
export const writtenTransactionSchema = transactionViewSchema.extend({
  tiers: z.array(tierMovementSchema),
  achievements: z.array(movedAchievementSchema),
  /** What it issued by levels and welcomes, with codes. */
  issued: z.object({
    rewards: z.array(rewardViewSchema),
    benefits: z.array(benefitViewSchema),
  } satisfies Readonly<Record<IssuedAs[Unlock["kind"]], z.ZodType>>),
  balances: balancesSchema.nullable(),
});
export type TransactionView = z.infer<typeof transactionViewSchema>;

const encodeTransaction = encoderOf(transactionFields);

/** A transaction as the API shows it, with what was looked up for it. */
export const transactionView = (
  transaction: SaleShown &
    Inside<typeof transactionFields> & {
      readonly saleId: TransactionId | null;
      readonly exchangeRate: ExchangeRate | null;
    },
  found: FoundForSale & {
    readonly items: ItemView[];
    readonly redemption: RedemptionView | null;
    readonly redemptionPaysFor: number | null;
    readonly reversals: RedemptionView[];
    readonly earned: TransactionView["earned"];
    readonly tierPoints: TransactionView["tier_points"];
  },
): TransactionView => ({
  ...saleView(transaction, found, currencyOf(transaction.currency)),
  ...encodeTransaction(transaction),
  ...mapTable(TRANSACTION_KEPT, (without, name) => transaction.extra[name] ?? without),
  redemption: found.redemption,
  redemption_pays_for: found.redemptionPaysFor,
  reversed_redemptions: found.reversals,
  no_original: transaction.totalCents < 0 && transaction.saleId === null,
  ...convertedView(transaction),
  items: found.items,
  earned: found.earned,
  tier_points: found.tierPoints,
});

const convertedView = ({
  totalCents,
  exchangeRate: rate,
}: {
  readonly totalCents: Cents;
  readonly exchangeRate: ExchangeRate | null;
}) => ({
  total_converted: rate && centsToDecimal(ownCents(totalCents, rate), currencyOf(rate.to)),
  currency_rate: rate && decimalOf(rate.rateE8, RATE_DIGITS),
});

/**
 * For callers who may not see the person, because of their scopes or because the profile is
 * deleted.
 */
export const withoutPerson = <T extends { readonly extra: ExtraFields }>(transaction: T): T => {
  const { receipt_email: _, ...extra } = transaction.extra;
  return { ...transaction, extra };
};

const encodeItem = perCurrency((currency) => encoderOf(itemFields(currency)));

/** A line of a transaction as the API shows it, with the variant that it is linked to. */
export const transactionItemView = (
  transaction: Pick<SaleShown, Parent>,
  item: Inside<ItemFields> & { readonly extra: ExtraFields },
  linked: KnownVariant | null,
  currency: Currency,
): ItemView => {
  const { extra, name: title, sku } = item;
  const since = {
    created_at: formatV3(transaction.createdAt),
    updated_at: formatV3(transaction.updatedAt),
  };
  const priced = currencyOf(transaction.currency);
  const line = encodeItem(priced)(item);
  const variant = lineVariantView(
    extraSchema.parse(extra["product_variant"] ?? {}),
    {
      id: z.number().safeParse(extra["product_variant_id"]).data ?? null,
      sku,
      external_id: extra["variant_external_id"] ?? null,
      barcode: textIn(extra, "barcode"),
      title,
      price: line.price_original ?? line.price_sell,
      ...since,
    },
    linked && variantView(linked, currency),
  );
  return {
    ...line,
    ...mapTable(ITEM_KEPT, (without, name) => extra[name] ?? without),
    transaction_id: transaction.id,
    is_return: item.quantity < 0,
    price_margin: amountIn(extra, "price_margin", priced),
    product_variant_id: extra["product_variant_id"] ?? linked?.id ?? null,
    product_images: linked?.images ?? [],
    product: {
      title: linked?.product.title ?? variant.title,
      department: textIn(extra, "department") ?? linked?.product.department ?? null,
      brand: variant.brand ?? linked?.product.brand ?? null,
    },
    product_id: variant.product_id,
    product_variant: variant,
    pivot: [],
    transaction: {
      transacted_at: formatV3(transaction.transactedAt),
      receipt_ref: transaction.receiptRef,
      external_id: transaction.externalId,
    },
    ...since,
  };
};

/** What a line shows of the transaction that it is part of. */
type Parent =
  | "currency"
  | "id"
  | "externalId"
  | "receiptRef"
  | "transactedAt"
  | "createdAt"
  | "updatedAt";
