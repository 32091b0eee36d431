import {
  type TransactionBody,
  transactionFieldsOf,
} from "#shared/api/commerce/transaction-body.ts";
import type { SentTransaction } from "#sync-server/commerce/transaction-input.ts";
import type { LocationRef } from "#sync-server/organisation/locations.ts";
import {
  EMAIL_HANDLE,
  PROFILE_ID_HANDLE,
  type ProfileRef,
} from "#sync-server/profile/find-profile.ts";

/** Translates a body into the input of the writes. */
export const transactionInputOf = (body: TransactionBody): SentTransaction => ({
  ...transactionFieldsOf(body),
  profile: profileRefOf(body),
  location: locationRefOf(body),
});

/** The profile that a body refers to; null for a guest. */
export const profileRefOf = (
  body: Pick<TransactionBody, "profile_id" | "profile_id_handle">,
): ProfileRef | null => {
  const { profile_id: value, profile_id_handle: handle } = body;
  if (!value) return null;
  if (!handle || handle === "id" || handle === "uuid") return { handle: PROFILE_ID_HANDLE, value };
  return { handle: handle === "email" ? EMAIL_HANDLE : handle, value };
};

/** The location that a body refers to; null if it says that there is none. */
export const locationRefOf = (
  body: Pick<TransactionBody, "location_id" | "location_external_id">,
): LocationRef | null | undefined => {
  const { location_id: id, location_external_id: externalId } = body;
  if (id === undefined && externalId === undefined) return undefined;
  if (typeof id === "number") return { number: id };
  // No location has such a number, and no other system would call one so.
  if (id && /^-\d+$|^0+$/.test(id)) return { number: Number(id) };
  if (id) return { either: id };
  return externalId ? { externalId } : null;
};
