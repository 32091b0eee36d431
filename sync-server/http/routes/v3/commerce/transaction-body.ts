import { extraOf } from "#shared/api/fields.ts";
import {
  type TransactionBody,
  transactionChangeSchema,
  upsertBodySchema,
} from "#shared/api/transaction.ts";
import type { LocationRef } from "#sync-server/clienteling/locations.ts";
import type { TransactionInput } from "#sync-server/commerce/transaction-input.ts";
import {
  EMAIL_HANDLE,
  PROFILE_ID_HANDLE,
  type ProfileRef,
} from "#sync-server/profile/find-profile.ts";

/** The system of a transaction that names none. */
const SYSTEM_DEFAULT = "api";

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

const CHANGEABLE: ReadonlySet<string> = new Set(Object.keys(transactionChangeSchema.shape));

/** The fields of a transaction that a body would change and may not; those that no transaction has are ignored. */
export const fixedFieldsIn = (body: unknown): readonly string[] =>
  typeof body === "object" && body !== null
    ? Object.keys(body).filter((field) => FIELDS.has(field) && !CHANGEABLE.has(field))
    : [];

const FIELDS: ReadonlySet<string> = new Set(Object.keys(upsertBodySchema.shape));
