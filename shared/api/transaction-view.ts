import { z } from "zod";
import { POINT_DIGITS } from "#shared/incentive/point.ts";
import { encoderOf, type Inside, named } from "#shared/kernel/codec.ts";
import { ANY_CURRENCY, type Currency, perCurrency } from "#shared/kernel/currency.ts";
import { decimalOf } from "#shared/kernel/decimal.ts";
import { anyJson, type ExtraFields } from "#shared/kernel/json.ts";
import { type Cents, centsSchema, centsToDecimal } from "#shared/kernel/money.ts";
import { mapTable, pluck } from "#shared/kernel/object.ts";
import { formatV3, instantSchema } from "#shared/kernel/time.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import { amount, amountOrNull, shown, shownMoment } from "./api-field.ts";
import { balancesSchema } from "./balances.ts";
import { decimal } from "./fields.ts";
import { type LocationView, locationViewSchema } from "./location.ts";

/** The free fields of a line that the API shows, with what it shows without them. */
const ITEM_KEPT = {
  product_variant_id: null,
  variant_external_id: null,
  is_void: false,
  discounts: [],
  department: null,
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

const itemViewSchema = z.object({
  ...pluck(itemFields(ANY_CURRENCY), "view"),
  ...mapTable(ITEM_KEPT, () => anyJson),
  transaction_id: z.int(),
  is_return: z.boolean(),
  price_margin: z.number().nullable(),
  product_images: z.array(z.never()),
});
type ItemView = z.infer<typeof itemViewSchema>;

/** What a transaction has earned: in total, and by definition. Negative if it took points back. */
const earnedViewSchema = z.object({
  points: z.number(),
  definitions: z.array(
    z.object({ id: z.int(), handle: z.string(), name: z.string(), points: z.number() }),
  ),
});

/** The free fields of a transaction that the API shows, with what it shows without them. */
const TRANSACTION_KEPT = {
  tags: [],
  payments: [],
  receipt_is_email: false,
  receipt_email: null,
  type: null,
  status: null,
  order_number: null,
  need_action: null,
  order_id: null,
  external_order_id: null,
  custom_fields: [],
  meta: null,
} satisfies ExtraFields;

const transactionFields = perCurrency((currency) => ({
  id: shown(z.int()),
  external_id: shown(z.string().nullable()),
  profile_id: shown(z.string().nullable()),
  redemption_id: shown(z.int().nullable()),
  location_id: shown(z.int().nullable()),
  staff_id: shown(z.string().nullable()),
  total: named("totalCents", amount(decimal(currency), currency)),
  total_original: named("totalOriginalCents", amountOrNull(decimal(currency), currency)),
  currency: shown(z.string()),
  is_void: shown(z.boolean()),
  transacted_at: shownMoment,
  timezone: shown(z.string()),
  receipt_ref: shown(z.string().nullable()),
  linked_receipt_ref: shown(z.string().nullable()),
  created_at: shownMoment,
  updated_at: shownMoment,
}));
type TransactionFields = ReturnType<typeof transactionFields>;

/** A transaction as the API shows it (DOMAIN §12). */
export const transactionViewSchema = z.object({
  ...pluck(transactionFields(ANY_CURRENCY), "view"),
  ...mapTable(TRANSACTION_KEPT, () => anyJson),
  profile: z.object({ email: z.string().nullable() }).nullable(),
  redemption: z
    .object({ id: z.int(), type: z.string(), total: z.number(), total_localised: z.number() })
    .nullable(),
  location: locationViewSchema.nullable(),
  staff: z
    .object({
      id: z.string(),
      full_name: z.string(),
      email: z.null(),
      identities: z.array(z.object({ handle: z.string(), identifier: z.string() })),
    })
    .nullable(),
  total_converted: z.null(),
  rounding: z.number().nullable(),
  margin: z.number().nullable(),
  systems: anyJson,
  claimed_at: z.string().nullable(),
  deliver_at: z.string().nullable(),
  items: z.array(itemViewSchema),
  earned: earnedViewSchema,
});
/** The response to writing a transaction: includes what its profile now holds; null for a guest. */
export const writtenTransactionSchema = transactionViewSchema.extend({
  balances: balancesSchema.nullable(),
});
export type TransactionView = z.infer<typeof transactionViewSchema>;

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
  points: shownPoints(earned.reduce((sum, each) => sum + each.points, 0)),
  definitions: earned.map(({ definitionId, points }) => {
    const definition = programme.definitions.point.find((each) => each.id === definitionId);
    return {
      id: definitionId,
      handle: definition?.handle ?? "",
      name: definition?.name ?? "",
      points: shownPoints(points),
    };
  }),
});

const shownPoints = (points: number): number => decimalOf(points, POINT_DIGITS);

type ShownRedemption = {
  readonly id: number;
  readonly type: string;
  readonly totalCents: Cents;
};

const encodeTransaction = perCurrency((currency) => encoderOf(transactionFields(currency)));

/** A transaction as the API shows it, with what was looked up for it. */
export const transactionView = (
  transaction: Inside<TransactionFields> & {
    readonly system: string;
    readonly extra: ExtraFields;
  },
  found: {
    readonly items: ItemView[];
    readonly location: LocationView | null;
    readonly staff: TransactionView["staff"];
    readonly email: string | null;
    readonly redemption: ShownRedemption | null;
    readonly earned: TransactionView["earned"];
  },
  currency: Currency,
): TransactionView => {
  const { extra } = transaction;
  return {
    ...encodeTransaction(currency)(transaction),
    ...mapTable(TRANSACTION_KEPT, (without, name) => extra[name] ?? without),
    profile: transaction.profileId === null ? null : { email: found.email },
    redemption: found.redemption && redemptionOf(found.redemption, currency),
    location: found.location,
    staff: found.staff,
    total_converted: null,
    rounding: amountIn(extra, "rounding", currency),
    margin: amountIn(extra, "margin", currency),
    systems: extra["systems"] ?? [transaction.system],
    claimed_at: momentIn(extra, "claimed_at"),
    deliver_at: momentIn(extra, "deliver_at"),
    items: found.items,
    earned: found.earned,
  };
};

const redemptionOf = ({ id, type, totalCents }: ShownRedemption, currency: Currency) => {
  const total = centsToDecimal(totalCents, currency);
  return { id, type, total, total_localised: total };
};

/** A moment among the free fields. */
const momentIn = (extra: ExtraFields, field: string): string | null => {
  const at = instantSchema.safeParse(extra[field]);
  return at.success ? formatV3(at.data) : null;
};

/** For callers who may not see the person, because of their scopes or because the profile is deleted. */
export const withoutPerson = <T extends { readonly extra: ExtraFields }>(transaction: T): T => {
  const { receipt_email: _, ...extra } = transaction.extra;
  return { ...transaction, extra };
};

/** An amount among the free fields, in cents. */
const amountIn = (extra: ExtraFields, field: string, currency: Currency): number | null => {
  const cents = centsSchema.safeParse(extra[field]);
  return cents.success ? centsToDecimal(cents.data, currency) : null;
};

const encodeItem = perCurrency((currency) => encoderOf(itemFields(currency)));

/** A line of a transaction as the API shows it. */
export const transactionItemView = (
  transaction: { readonly id: number },
  item: Inside<ItemFields> & { readonly extra: ExtraFields },
  currency: Currency,
): ItemView => ({
  ...encodeItem(currency)(item),
  ...mapTable(ITEM_KEPT, (without, name) => item.extra[name] ?? without),
  transaction_id: transaction.id,
  is_return: item.quantity < 0,
  price_margin: amountIn(item.extra, "price_margin", currency),
  product_images: [],
});
