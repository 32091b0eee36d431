import { z } from "zod";
import {
  decimal,
  extraOf,
  filled,
  flag,
  freeJson,
  letters,
  moment,
  orNull,
  redemptionNumber,
  tags,
  text,
  textOrNull,
  timezone,
  wholeNumber,
} from "#shared/api/fields.ts";
import type { LocationRef } from "#sync-server/clienteling/locations.ts";
import type { TransactionInput } from "#sync-server/commerce/transaction-input.ts";
import {
  EMAIL_HANDLE,
  PROFILE_ID_HANDLE,
  type ProfileRef,
} from "#sync-server/profile/find-profile.ts";
import type { ItemRecord } from "#sync-server/storage/transaction-store.ts";

const ITEMS_MAX = 5000;
const QUANTITY_MAX = 1_000_000;

/** The system of a transaction that names none. */
const SYSTEM_DEFAULT = "api";

const variantSchema = z.looseObject({
  sku: textOrNull(100).optional(),
  title: textOrNull(300).optional(),
});

const itemSchema = z
  .object({
    name: textOrNull(300).optional(),
    quantity: wholeNumber.pipe(z.int().min(-QUANTITY_MAX).max(QUANTITY_MAX)),
    price_sell: decimal.optional(),
    price_current: orNull(decimal).optional(),
    price_original: orNull(decimal).optional(),
    price_tax: orNull(decimal).optional(),
    price_margin: orNull(decimal).optional(),
    sku: textOrNull(100).optional(),
    product_variant_sku: textOrNull(100).optional(),
    barcode: textOrNull(100).optional(),
    external_id: textOrNull(100).optional(),
    variant_external_id: textOrNull(100).optional(),
    product_variant_id: orNull(wholeNumber).optional(),
    product_variant: orNull(variantSchema).optional(),
    department: textOrNull(200).optional(),
    discounts: orNull(freeJson).optional(),
    is_void: flag.optional(),
    meta: orNull(freeJson).optional(),
  })
  .transform((item, context): ItemRecord => {
    const name = item.name ?? item.product_variant?.title;
    const priceSellCents = item.price_sell ?? item.price_current;
    if (!name) context.addIssue({ code: "custom", path: ["name"], message: "is required" });
    if (priceSellCents === undefined || priceSellCents === null) {
      context.addIssue({ code: "custom", path: ["price_sell"], message: "is required" });
      return z.NEVER;
    }
    return {
      name: name ?? "",
      sku: item.sku ?? item.product_variant_sku ?? item.product_variant?.sku ?? null,
      externalId: item.external_id ?? null,
      quantity: item.quantity,
      priceSellCents,
      priceCurrentCents: item.price_current ?? null,
      priceOriginalCents: item.price_original ?? null,
      priceTaxCents: item.price_tax ?? null,
      extra: extraOf({
        price_margin: item.price_margin ?? undefined,
        barcode: item.barcode,
        variant_external_id: item.variant_external_id,
        product_variant_id: item.product_variant_id,
        department: item.department,
        discounts: item.discounts,
        is_void: item.is_void,
        meta: item.meta,
      }),
    };
  });

/** How a transaction names its profile; the handle is of an identity, `email`, or the profile's own id. */
const profileFields = {
  profile_id: textOrNull(254).optional(),
  profile_id_handle: textOrNull(64).optional(),
};

/** A sale or return (DOMAIN §12.2). */
export const transactionBodySchema = z.object({
  ...profileFields,
  external_id: textOrNull(190).optional(),
  systems: z.array(filled(64)).max(20).optional(),
  location_id: orNull(z.union([z.int().positive(), text(100)])).optional(),
  location_external_id: textOrNull(100).optional(),
  staff_id: textOrNull(64).optional(),
  total: decimal,
  total_original: orNull(decimal).optional(),
  rounding: orNull(decimal).optional(),
  margin: orNull(decimal).optional(),
  currency: orNull(letters(3)).optional(),
  transacted_at: moment,
  timezone: orNull(timezone).optional(),
  receipt_ref: textOrNull(100).optional(),
  linked_receipt_ref: textOrNull(100).optional(),
  receipt_is_email: flag.optional(),
  receipt_email: textOrNull(254).optional(),
  redemption_id: orNull(redemptionNumber).optional(),
  is_void: flag.optional(),
  type: textOrNull(64).optional(),
  status: textOrNull(64).optional(),
  order_number: textOrNull(100).optional(),
  order_id: textOrNull(100).optional(),
  external_order_id: textOrNull(100).optional(),
  tags: tags.optional(),
  payments: orNull(freeJson).optional(),
  custom_fields: orNull(freeJson).optional(),
  meta: orNull(freeJson).optional(),
  items: z.array(itemSchema).max(ITEMS_MAX).optional(),
});
type TransactionBody = z.infer<typeof transactionBodySchema>;

/** The same with the number of a transaction that has no external id, for `update-create`. */
export const upsertBodySchema = transactionBodySchema.extend({
  id: orNull(wholeNumber).optional(),
  /** Lines that are given always take the place of those that were there. */
  delete_existing_items: flag.optional(),
});

/** What a body says, in the words of the domain. */
export const transactionInputOf = (body: TransactionBody): TransactionInput => ({
  system: body.systems?.[0] ?? SYSTEM_DEFAULT,
  externalId: body.external_id ?? null,
  profile: profileRefOf(body),
  location: locationRefOf(body),
  staff: body.staff_id ?? null,
  totalCents: body.total,
  totalOriginalCents: body.total_original ?? null,
  currency: body.currency ?? null,
  transactedAt: body.transacted_at,
  timezone: body.timezone ?? null,
  receiptRef: body.receipt_ref ?? null,
  linkedReceiptRef: body.linked_receipt_ref ?? null,
  isVoid: body.is_void ?? null,
  redemptionId: body.redemption_id ?? null,
  items: body.items ?? null,
  extra: extraOf({
    systems: body.systems,
    rounding: body.rounding ?? undefined,
    margin: body.margin ?? undefined,
    receipt_is_email: body.receipt_is_email,
    receipt_email: body.receipt_email,
    type: body.type,
    status: body.status,
    order_number: body.order_number,
    order_id: body.order_id,
    external_order_id: body.external_order_id,
    tags: body.tags,
    payments: body.payments,
    custom_fields: body.custom_fields,
    meta: body.meta,
  }),
});

/** The profile that a body names; null for a guest. */
export const profileRefOf = (
  body: Pick<TransactionBody, "profile_id" | "profile_id_handle">,
): ProfileRef | null => {
  const { profile_id: value, profile_id_handle: handle } = body;
  if (!value) return null;
  if (!handle || handle === "id" || handle === "uuid") return { handle: PROFILE_ID_HANDLE, value };
  return { handle: handle === "email" ? EMAIL_HANDLE : handle, value };
};

const locationRefOf = (body: TransactionBody): LocationRef | null => {
  const { location_id: id, location_external_id: externalId } = body;
  if (typeof id === "number") return { number: id };
  if (id) return { either: id };
  return externalId ? { externalId } : null;
};

/** What may change of a finished transaction (DOMAIN §24 no. 17). */
export const transactionChangeSchema = z.object({
  ...profileFields,
  is_void: flag.optional(),
  tags: tags.optional(),
  meta: orNull(freeJson).optional(),
});

const CHANGEABLE: ReadonlySet<string> = new Set(Object.keys(transactionChangeSchema.shape));

/** The fields of a transaction that a body would change and may not; those that no transaction has are ignored. */
export const fixedFieldsIn = (body: unknown): readonly string[] =>
  typeof body === "object" && body !== null
    ? Object.keys(body).filter((field) => FIELDS.has(field) && !CHANGEABLE.has(field))
    : [];

const FIELDS: ReadonlySet<string> = new Set(Object.keys(upsertBodySchema.shape));
