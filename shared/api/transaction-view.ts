import { z } from "zod";
import type { Programme } from "#shared/incentive/programme.ts";
import { anyJson, type ExtraFields } from "#shared/kernel/json.ts";
import { type Cents, centsSchema, centsToDecimal } from "#shared/kernel/money.ts";
import { formatV3, type Instant, instantSchema } from "#shared/kernel/time.ts";
import { balancesSchema, decimalOrNull } from "./balances.ts";
import { type LocationView, locationViewSchema } from "./location.ts";

const itemViewSchema = z.object({
  id: z.int(),
  external_id: z.string().nullable(),
  name: z.string(),
  transaction_id: z.int(),
  product_variant_id: anyJson,
  sku: z.string().nullable(),
  variant_external_id: anyJson,
  is_void: anyJson,
  is_return: z.boolean(),
  quantity: z.int(),
  price_current: z.number().nullable(),
  price_sell: z.number(),
  price_original: z.number().nullable(),
  price_margin: z.number().nullable(),
  price_tax: z.number().nullable(),
  discounts: anyJson,
  department: anyJson,
  product_images: z.array(z.never()),
  meta: anyJson,
});
type ItemView = z.infer<typeof itemViewSchema>;

/** What a transaction has earned: in total, and by definition. Negative if it took points back. */
const earnedViewSchema = z.object({
  points: z.int(),
  definitions: z.array(
    z.object({ id: z.int(), handle: z.string(), name: z.string(), points: z.int() }),
  ),
});

/** A transaction as the API shows it (DOMAIN §12). */
export const transactionViewSchema = z.object({
  id: z.int(),
  external_id: z.string().nullable(),
  profile_id: z.string().nullable(),
  profile: z.object({ email: z.string().nullable() }).nullable(),
  redemption_id: z.int().nullable(),
  redemption: z
    .object({ id: z.int(), type: z.string(), total: z.number(), total_localised: z.number() })
    .nullable(),
  location_id: z.int().nullable(),
  location: locationViewSchema.nullable(),
  staff_id: z.string().nullable(),
  staff: z
    .object({
      id: z.string(),
      full_name: z.string(),
      email: z.null(),
      identities: z.array(z.object({ handle: z.string(), identifier: z.string() })),
    })
    .nullable(),
  total: z.number(),
  total_original: z.number().nullable(),
  total_converted: z.null(),
  rounding: z.number().nullable(),
  margin: z.number().nullable(),
  currency: z.string(),
  systems: anyJson,
  is_void: z.boolean(),
  transacted_at: z.string(),
  timezone: z.string(),
  claimed_at: z.string().nullable(),
  tags: anyJson,
  items: z.array(itemViewSchema),
  payments: anyJson,
  receipt_is_email: anyJson,
  receipt_ref: z.string().nullable(),
  linked_receipt_ref: z.string().nullable(),
  receipt_email: anyJson,
  type: anyJson,
  status: anyJson,
  order_number: anyJson,
  order_id: anyJson,
  external_order_id: anyJson,
  custom_fields: anyJson,
  meta: anyJson,
  earned: earnedViewSchema,
  created_at: z.string(),
  updated_at: z.string(),
});
/** The response to writing a transaction: includes what its profile now holds; null for a guest. */
export const writtenTransactionSchema = transactionViewSchema.extend({
  balances: balancesSchema.nullable(),
});
export type TransactionView = z.infer<typeof transactionViewSchema>;

type ShownTransaction = {
  readonly id: number;
  readonly system: string;
  readonly externalId: string | null;
  readonly profileId: string | null;
  readonly locationId: number | null;
  readonly staffId: string | null;
  readonly redemptionId: number | null;
  readonly totalCents: Cents;
  readonly totalOriginalCents: Cents | null;
  readonly currency: string;
  readonly transactedAt: Instant;
  readonly timezone: string;
  readonly receiptRef: string | null;
  readonly linkedReceiptRef: string | null;
  readonly isVoid: boolean;
  readonly extra: ExtraFields;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
};

type ShownItem = {
  readonly id: number;
  readonly externalId: string | null;
  readonly name: string;
  readonly sku: string | null;
  readonly quantity: number;
  readonly priceSellCents: Cents;
  readonly priceCurrentCents: Cents | null;
  readonly priceOriginalCents: Cents | null;
  readonly priceTaxCents: Cents | null;
  readonly extra: ExtraFields;
};

type Earned = { readonly definitionId: number; readonly points: number };

/** The staff member who served, as the API shows them. */
export const transactionStaffView = (person: {
  readonly id: string;
  readonly name: string;
  readonly staffNumber: string;
}) => ({
  id: person.id,
  full_name: person.name,
  email: null,
  identities: [{ handle: "staff", identifier: person.staffNumber }],
});

/** What a transaction has earned, as the API shows it. */
export const earnedView = (programme: Programme, earned: readonly Earned[]) => ({
  points: earned.reduce((sum, each) => sum + each.points, 0),
  definitions: earned.map(({ definitionId, points }) => {
    const definition = programme.definitions.point.find((each) => each.id === definitionId);
    return {
      id: definitionId,
      handle: definition?.handle ?? "",
      name: definition?.name ?? "",
      points,
    };
  }),
});

/** A transaction as the API shows it, with what was looked up for it. */
export const transactionView = (
  transaction: ShownTransaction,
  found: {
    readonly items: ItemView[];
    readonly location: LocationView | null;
    readonly staff: TransactionView["staff"];
    readonly email: string | null;
    readonly redemption: {
      readonly id: number;
      readonly type: string;
      readonly totalCents: Cents;
    } | null;
    readonly earned: TransactionView["earned"];
  },
): TransactionView => {
  const { extra } = transaction;
  const claimedAt = instantSchema.safeParse(extra["claimed_at"]);
  return {
    id: transaction.id,
    external_id: transaction.externalId,
    profile_id: transaction.profileId,
    profile: transaction.profileId === null ? null : { email: found.email },
    redemption_id: transaction.redemptionId,
    redemption: found.redemption && redemptionOf(found.redemption),
    location_id: transaction.locationId,
    location: found.location,
    staff_id: transaction.staffId,
    staff: found.staff,
    total: centsToDecimal(transaction.totalCents),
    total_original: decimalOrNull(transaction.totalOriginalCents),
    total_converted: null,
    rounding: amountIn(extra, "rounding"),
    margin: amountIn(extra, "margin"),
    currency: transaction.currency,
    systems: extra["systems"] ?? [transaction.system],
    is_void: transaction.isVoid,
    transacted_at: formatV3(transaction.transactedAt),
    timezone: transaction.timezone,
    claimed_at: claimedAt.success ? formatV3(claimedAt.data) : null,
    tags: extra["tags"] ?? [],
    items: found.items,
    payments: extra["payments"] ?? [],
    receipt_is_email: extra["receipt_is_email"] ?? false,
    receipt_ref: transaction.receiptRef,
    linked_receipt_ref: transaction.linkedReceiptRef,
    receipt_email: extra["receipt_email"] ?? null,
    type: extra["type"] ?? null,
    status: extra["status"] ?? null,
    order_number: extra["order_number"] ?? null,
    order_id: extra["order_id"] ?? null,
    external_order_id: extra["external_order_id"] ?? null,
    custom_fields: extra["custom_fields"] ?? [],
    meta: extra["meta"] ?? null,
    earned: found.earned,
    created_at: formatV3(transaction.createdAt),
    updated_at: formatV3(transaction.updatedAt),
  };
};

const redemptionOf = (redemption: {
  readonly id: number;
  readonly type: string;
  readonly totalCents: Cents;
}) => {
  const total = centsToDecimal(redemption.totalCents);
  return { id: redemption.id, type: redemption.type, total, total_localised: total };
};

/** An amount among the free fields, in cents. */
const amountIn = (extra: ExtraFields, field: string): number | null => {
  const amount = centsSchema.safeParse(extra[field]);
  return amount.success ? centsToDecimal(amount.data) : null;
};

/** A line of a transaction as the API shows it. */
export const transactionItemView = (
  transaction: { readonly id: number },
  item: ShownItem,
): ItemView => ({
  id: item.id,
  external_id: item.externalId,
  name: item.name,
  transaction_id: transaction.id,
  product_variant_id: item.extra["product_variant_id"] ?? null,
  sku: item.sku,
  variant_external_id: item.extra["variant_external_id"] ?? null,
  is_void: item.extra["is_void"] ?? false,
  is_return: item.quantity < 0,
  quantity: item.quantity,
  price_current: decimalOrNull(item.priceCurrentCents),
  price_sell: centsToDecimal(item.priceSellCents),
  price_original: decimalOrNull(item.priceOriginalCents),
  price_margin: amountIn(item.extra, "price_margin"),
  price_tax: decimalOrNull(item.priceTaxCents),
  discounts: item.extra["discounts"] ?? [],
  department: item.extra["department"] ?? null,
  product_images: [],
  meta: item.extra["meta"] ?? null,
});
