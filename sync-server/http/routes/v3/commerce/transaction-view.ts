import { decimalOrNull } from "#shared/api/balances.ts";
import { type LocationView, locationView } from "#shared/api/location.ts";
import type { ItemView, TransactionView } from "#shared/api/transaction.ts";
import type { Programme } from "#shared/incentive/programme.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { centsSchema, centsToDecimal } from "#shared/kernel/money.ts";
import { formatV3, instantSchema } from "#shared/kernel/time.ts";
import { loadProgramme } from "#sync-server/incentive/load-programme.ts";
import { readLocationRecords } from "#sync-server/storage/location-store.ts";
import { readProfileRecords } from "#sync-server/storage/profile-store.ts";
import { readRedemptionsByIds } from "#sync-server/storage/redemption-list.ts";
import type { Redemption } from "#sync-server/storage/redemption-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readStaffRecords } from "#sync-server/storage/staff-store.ts";
import {
  type Earned,
  type ItemRecord,
  readItemsOf,
  type TransactionRecord,
} from "#sync-server/storage/transaction-store.ts";

/**
 * Transactions in the API's words, with what each has earned. What they name is read for all of them at once.
 */
export const transactionViews = async (
  deps: ReadDeps,
  transactions: readonly TransactionRecord[],
): Promise<TransactionView[]> => {
  const [programme, items, locations, staff, profiles, redemptions] = await Promise.all([
    loadProgramme(deps),
    readItemsOf(
      deps,
      transactions.map((transaction) => transaction.id),
    ),
    readLocationRecords(deps, distinct(transactions.map((transaction) => transaction.locationId))),
    readStaffRecords(deps, distinct(transactions.map((transaction) => transaction.staffId))),
    readProfileRecords(deps, distinct(transactions.map((transaction) => transaction.profileId))),
    readRedemptionsByIds(
      deps,
      distinct(transactions.map((transaction) => transaction.redemptionId)),
    ),
  ]);
  const places = new Map(locations.map((location) => [location.id, locationView(location)]));
  return transactions.map((transaction) => {
    const person = staff.find((each) => each.id === transaction.staffId);
    const profile = profiles.find((each) => each.id === transaction.profileId);
    return transactionView(transaction, {
      items: (items.get(transaction.id) ?? []).map((item) => itemView(transaction, item)),
      location:
        transaction.locationId === null ? null : (places.get(transaction.locationId) ?? null),
      staff: person ? staffOf(person) : null,
      email: profile?.email ?? null,
      redemption: redemptions.find((each) => each.id === transaction.redemptionId) ?? null,
      earned: earnedView(programme, transaction.earned),
    });
  });
};

const distinct = <T>(ids: readonly (T | null)[]): readonly T[] => [
  ...new Set(ids.filter((id) => id !== null)),
];

const staffOf = (person: {
  readonly id: string;
  readonly name: string;
  readonly staffNumber: string;
}) => ({
  id: person.id,
  full_name: person.name,
  email: null,
  identities: [{ handle: "staff", identifier: person.staffNumber }],
});

/** What a transaction has earned, in the API's words. */
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

const transactionView = (
  transaction: TransactionRecord,
  found: {
    readonly items: ItemView[];
    readonly location: LocationView | null;
    readonly staff: TransactionView["staff"];
    readonly email: string | null;
    readonly redemption: Redemption | null;
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

const redemptionOf = (redemption: Redemption) => {
  const total = centsToDecimal(redemption.totalCents);
  return { id: redemption.id, type: redemption.type, total, total_localised: total };
};

/** An amount that is kept among the free fields, as cents. */
const amountIn = (extra: ExtraFields, field: string): number | null => {
  const amount = centsSchema.safeParse(extra[field]);
  return amount.success ? centsToDecimal(amount.data) : null;
};

const itemView = (
  transaction: TransactionRecord,
  item: ItemRecord & { readonly id: number },
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
