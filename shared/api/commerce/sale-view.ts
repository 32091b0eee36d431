import { z } from "zod";
import { amount, amountOrNull, shown, shownMoment } from "#shared/api/api-field.ts";
import { decimal } from "#shared/api/fields.ts";
import { type LocationView, locationViewSchema } from "#shared/api/organisation/location.ts";
import { staffProfileSchema } from "#shared/api/organisation/staff.ts";
import { encoderOf, type Inside, named } from "#shared/kernel/codec.ts";
import { ANY_CURRENCY, type Currency, perCurrency } from "#shared/kernel/currency.ts";
import { anyJson, type ExtraFields } from "#shared/kernel/json.ts";
import { centsSchema, centsToDecimal } from "#shared/kernel/money.ts";
import { mapTable, pluck } from "#shared/kernel/object.ts";
import { instantSchema } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";

/** The free fields of finished sales and of orders, with what the API shows without them. */
const SALE_KEPT = {
  tags: [],
  payments: [],
  receipt_is_email: false,
  receipt_email: null,
  type: null,
  status: null,
  order_number: null,
  need_action: null,
  custom_fields: [],
  meta: null,
} satisfies ExtraFields;

const saleFields = perCurrency((currency) => ({
  id: shown(z.int()),
  external_id: shown(z.string().nullable()),
  profile_id: shown(z.string().nullable()),
  location_id: shown(z.int().nullable()),
  staff_id: shown(z.string().nullable()),
  total: named("totalCents", amount(decimal(currency), currency)),
  total_original: named("totalOriginalCents", amountOrNull(decimal(currency), currency)),
  currency: shown(z.string()),
  is_void: shown(z.boolean()),
  transacted_at: shownMoment,
  timezone: shown(z.string()),
  receipt_ref: shown(z.string().nullable()),
  created_at: shownMoment,
  updated_at: shownMoment,
}));

/** What a finished sale or return and an order have in common, in our terms. */
export type SaleShown = Inside<ReturnType<typeof saleFields>> & {
  readonly system: string;
  readonly extra: ExtraFields;
};

/** The common part of how the API shows them. */
export const saleViewSchema = z.object({
  ...pluck(saleFields(ANY_CURRENCY), "view"),
  ...mapTable(SALE_KEPT, () => anyJson),
  profile: z.object({ email: z.string().nullable() }).nullable(),
  location: locationViewSchema.nullable(),
  staff: staffProfileSchema.nullable(),
  total_converted: z.null(),
  currency_id: z.null(),
  currency_rate: z.null(),
  currency_values: z.array(z.never()),
  rounding: z.number().nullable(),
  margin: z.number().nullable(),
  fees: z.number().nullable(),
  systems: anyJson,
  claimed_at: z.string().nullable(),
  deliver_at: z.string().nullable(),
});
export type SaleView = z.infer<typeof saleViewSchema>;

/** Whom and where a sale or order is about, looked up for it. */
export type FoundForSale = {
  readonly location: LocationView | null;
  readonly staff: SaleView["staff"];
  readonly email: string | null;
};

const encodeSale = perCurrency((currency) => encoderOf(saleFields(currency)));

/** The common part as the API shows it. */
export const saleView = (
  sale: SaleShown,
  { email, location, staff }: FoundForSale,
  currency: Currency,
): SaleView => {
  const { extra } = sale;
  return {
    ...encodeSale(currency)(sale),
    ...mapTable(SALE_KEPT, (without, name) => extra[name] ?? without),
    profile: sale.profileId === null ? null : { email },
    location,
    staff,
    total_converted: null,
    currency_id: null,
    currency_rate: null,
    currency_values: [],
    rounding: amountIn(extra, "rounding", currency),
    margin: amountIn(extra, "margin", currency),
    fees: amountIn(extra, "fees", currency),
    systems: extra["systems"] ?? [sale.system],
    claimed_at: momentIn(extra, "claimed_at"),
    deliver_at: momentIn(extra, "deliver_at"),
  };
};

/** A moment among the free fields. */
const momentIn = (extra: ExtraFields, field: string): string | null => {
  const at = instantSchema.safeParse(extra[field]);
  return at.success ? formatV3(at.data) : null;
};

/** An amount among the free fields. */
export const amountIn = (extra: ExtraFields, field: string, currency: Currency): number | null => {
  const cents = centsSchema.safeParse(extra[field]);
  return cents.success ? centsToDecimal(cents.data, currency) : null;
};
