import { z } from "zod";
import { variantBodySchema } from "#shared/api/catalogue/product-variant.ts";
import { customFields } from "#shared/api/custom-fields.ts";
import {
  currencyCode,
  decimal,
  detail,
  detailAmount,
  detailText,
  extraOf,
  filled,
  freeJson,
  moment,
  orNull,
  redemptionNumber,
  tags,
  text,
  textOrNull,
  timezone,
} from "#shared/api/fields.ts";
import { quantity } from "#shared/api/quantity.ts";
import { SYSTEM_DEFAULT } from "#shared/commerce/transaction.ts";
import { lineTypeSchema } from "#shared/incentive/points/point.ts";
import { isSameJson } from "#shared/kernel/canonical.ts";
import { type Currency, perCurrency } from "#shared/kernel/currency.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { flag, wholeNumber } from "#shared/kernel/lenient.ts";
import { ZERO_CENTS } from "#shared/kernel/money.ts";
import { entriesOf, pick } from "#shared/kernel/object.ts";
import { paymentsSchema } from "./payment.ts";

const ITEMS_MAX = 5000;

/**
 * A line. Its figures only divide the total between what earns and what doesn't, so all of it is
 * detail: figures are rounded to what we store, and what is missing or can't be read is filled in.
 * A line never keeps a sale from being recorded.
 */
const itemSchema = (currency: Currency) =>
  z
    .object({
      name: detailText(300),
      quantity: detail(quantity),
      price_sell: detail(detailAmount(currency)),
      price_current: detail(orNull(detailAmount(currency))),
      price_original: detail(orNull(detailAmount(currency))),
      price_tax: detail(orNull(detailAmount(currency))),
      price_margin: detail(orNull(detailAmount(currency))),
      sku: detailText(100),
      product_variant_sku: detailText(100),
      barcode: detailText(100),
      external_id: detailText(100),
      variant_external_id: detailText(100),
      product_variant_id: detail(orNull(wholeNumber)),
      product_variant: detail(orNull(variantBodySchema)),
      order_id: detail(orNull(z.union([wholeNumber, text(100)]))),
      department: detailText(200),
      discounts: detail(orNull(freeJson)),
      /** Our addition: what the line is for, if not goods. */
      line_type: detail(orNull(lineTypeSchema)),
      is_void: detail(flag),
      meta: detail(orNull(freeJson)),
    })
    .transform((item) => {
      const sku = item.sku ?? item.product_variant_sku ?? item.product_variant?.sku ?? null;
      return {
        name: item.name ?? item.product_variant?.title ?? sku ?? item.barcode ?? "",
        sku,
        externalId: item.external_id ?? null,
        quantity: item.quantity ?? 1,
        priceSellCents: item.price_sell ?? item.price_current ?? ZERO_CENTS,
        priceCurrentCents: item.price_current ?? null,
        priceOriginalCents: item.price_original ?? null,
        priceTaxCents: item.price_tax ?? null,
        extra: extraOf({
          price_margin: item.price_margin ?? undefined,
          barcode: item.barcode,
          variant_external_id: item.variant_external_id,
          product_variant_id: item.product_variant_id,
          product_variant: item.product_variant && extraOf(item.product_variant),
          order_id: item.order_id,
          department: item.department,
          discounts: item.discounts,
          line_type: item.line_type,
          is_void: item.is_void,
          meta: item.meta,
        }),
      };
    });

/**
 * How a transaction refers to its profile: by an identity's handle, by `email`, or by the profile's
 * own id.
 */
const profileFields = {
  profile_id: textOrNull(254).optional(),
  profile_id_handle: textOrNull(64).optional(),
};

/**
 * Stored and shown as they were sent. Only `type` and `rate_code` decide what a sale earns.
 */
const kept = {
  systems: z.array(filled(64)).max(20).optional(),
  receipt_is_email: detail(flag),
  receipt_email: detailText(254),
  type: detailText(64),
  /** Our addition: rates with this code apply as well. */
  rate_code: detailText(100),
  status: detailText(64),
  order_number: detailText(100),
  need_action: detail(orNull(flag)),
  order_id: detailText(100),
  external_order_id: detailText(100),
  tags: detail(tags),
  custom_fields: detail(orNull(customFields.body)),
  meta: detail(orNull(freeJson)),
};

/** A sale or return (DOMAIN §12.2). */
export const transactionBodySchema = perCurrency((currency) =>
  z.object({
    ...profileFields,
    external_id: textOrNull(190).optional(),
    location_id: orNull(z.union([z.int().positive(), text(100)])).optional(),
    location_external_id: textOrNull(100).optional(),
    staff_id: textOrNull(64).optional(),
    total: decimal(currency),
    total_original: detail(orNull(detailAmount(currency))),
    rounding: detail(orNull(detailAmount(currency))),
    margin: detail(orNull(detailAmount(currency))),
    fees: detail(orNull(detailAmount(currency))),
    currency: orNull(currencyCode).optional(),
    transacted_at: moment,
    deliver_at: detail(orNull(moment)),
    timezone: orNull(timezone).optional(),
    receipt_ref: textOrNull(100).optional(),
    linked_receipt_ref: textOrNull(100).optional(),
    redemption_id: orNull(redemptionNumber).optional(),
    is_void: flag.optional(),
    ...kept,
    payments: orNull(paymentsSchema(currency)).optional(),
    items: z
      .array(detail(itemSchema(currency)))
      .max(ITEMS_MAX)
      .transform((items) => items.filter((item) => item !== undefined))
      .optional(),
  }),
);
export type TransactionBody = z.infer<ReturnType<typeof transactionBodySchema>>;

/** What a body clears if it says null; the other free fields keep the null. */
const CLEARED_BY_NULL = ["payments", "rounding", "margin", "fees", "deliver_at"] as const;

/**
 * A transaction in a body, in our terms, except for the profile and location it names. What the
 * body leaves out is undefined where a known transaction keeps it (DOMAIN §12.4).
 */
export const transactionFieldsOf = (body: TransactionBody) => ({
  system: body.systems?.[0] ?? SYSTEM_DEFAULT,
  externalId: body.external_id ?? null,
  staff: body.staff_id,
  totalCents: body.total,
  totalOriginalCents: body.total_original,
  currency: body.currency ?? null,
  transactedAt: body.transacted_at,
  deliverAt: body.deliver_at ?? null,
  timezone: body.timezone ?? null,
  receiptRef: body.receipt_ref,
  linkedReceiptRef: body.linked_receipt_ref,
  isVoid: body.is_void ?? null,
  redemptionId: body.redemption_id ?? null,
  items: body.items ?? null,
  extra: freeFieldsOf(body),
  cleared: CLEARED_BY_NULL.filter((name) => body[name] === null),
});

type FreeFields = Pick<
  TransactionBody,
  keyof typeof kept | "payments" | "rounding" | "margin" | "fees"
>;

/** The free fields of a sale or order in a body, as they are stored. */
export const freeFieldsOf = (body: Partial<FreeFields>): ExtraFields =>
  extraOf({
    ...pick(body, kept),
    payments: body.payments?.map((each) => (typeof each === "string" ? each : extraOf(each))),
    rounding: body.rounding ?? undefined,
    margin: body.margin ?? undefined,
    fees: body.fees ?? undefined,
  });

/** The same body, plus the number of a transaction without an external id, for `update-create`. */
export const upsertBodySchema = perCurrency((currency) =>
  transactionBodySchema(currency).extend({
    id: orNull(wholeNumber).optional(),
    /** False: lines that aren't sent stay. */
    delete_existing_items: flag.optional(),
  }),
);

const changeable = {
  ...profileFields,
  is_void: flag.optional(),
  tags: tags.optional(),
  meta: orNull(freeJson).optional(),
};

/** The fields of a finished transaction that can change (DOMAIN §24 no. 17). */
export const transactionChangeSchema = z.object(changeable);

/**
 * The other fields of a finished transaction that a body would change. They may be sent back as
 * they were `shown`, in any spelling of the same value.
 */
export const fixedFieldsChanged = (
  body: unknown,
  shown: Readonly<Record<string, unknown>>,
  currency: Currency,
): readonly string[] => {
  const sent = z.record(z.string(), z.unknown()).parse(body);
  return entriesOf(upsertBodySchema(currency).shape).flatMap(([name, schema]) => {
    if (Object.hasOwn(changeable, name) || !Object.hasOwn(sent, name)) return [];
    const [asSent, asShown] = [schema.safeParse(sent[name]), schema.safeParse(shown[name])];
    const isSame = asSent.success && asShown.success && isSameJson(asSent.data, asShown.data);
    return isSame ? [] : [name];
  });
};
