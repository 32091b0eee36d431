import type { CommandId, ProfileId, RedemptionId, TransactionId } from "#shared/kernel/ids.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import type { Cents } from "#shared/kernel/money.ts";
import type { DayOrInstant, TimeZone } from "#shared/kernel/time.ts";
import type { LocationRef } from "#sync-server/organisation/locations.ts";
import type { ProfileRef } from "#sync-server/profile/find-profile.ts";
import type { ItemRecord } from "#sync-server/storage/commerce/transaction-item-store.ts";

/**
 * A sale or return sent by another system. `system` and `externalId` are its key (DOMAIN §12.4).
 */
export type TransactionInput = {
  readonly system: string;
  readonly externalId: string | null;
  /** Null for a guest. */
  readonly profile: ProfileRef | null;
  readonly location: LocationRef | null;
  /** A staff member, by id or by number. */
  readonly staff: string | null;
  /** Net; negative for a return. */
  readonly totalCents: Cents;
  readonly totalOriginalCents: Cents | null;
  /** Null: the tenant's. */
  readonly currency: string | null;
  /** A day counts from its beginning. */
  readonly transactedAt: DayOrInstant;
  /** When its goods are to be delivered; a day counts from its beginning. Left out: not known. */
  readonly deliverAt?: DayOrInstant | null;
  /** Null: the location's, or the tenant's. */
  readonly timezone: TimeZone | null;
  readonly receiptRef: string | null;
  /** The receipt of the transaction that a return belongs to. */
  readonly linkedReceiptRef: string | null;
  /** Null: unchanged; a new transaction isn't void. */
  readonly isVoid: boolean | null;
  readonly redemptionId: RedemptionId | null;
  /** Null: unchanged; a new transaction has none. */
  readonly items: readonly ItemRecord[] | null;
  readonly extra: ExtraFields;
};

/** What a known transaction keeps of its own if a body leaves it out, although it can be null. */
type Kept = "location" | "staff" | "totalOriginalCents" | "receiptRef" | "linkedReceiptRef";

/** A sale or return as it was sent: what is undefined stays, or is null if it is new. */
export type SentTransaction = Omit<TransactionInput, Kept> & {
  readonly [K in Kept]: TransactionInput[K] | undefined;
} & {
  /** Free fields that were sent as null: they go. */
  readonly cleared?: readonly string[];
  /** Whether lines that aren't sent stay. */
  readonly keepsOtherItems?: true | undefined;
};

export type PostTransaction = {
  /**
   * What to do if the transaction is known: refuse it (`POST /transactions`), or answer or correct
   * it.
   */
  readonly mode: "create" | "upsert";
  readonly transaction: SentTransaction;
  /** For `upsert`: the number of a transaction without an external id (DOMAIN §12.4). */
  readonly id: TransactionId | null;
  /** From the caller's `Idempotency-Key`, if it sent one. */
  readonly commandId: CommandId | null;
};

/** What a transaction can refer to wrongly. */
export type ReferenceRefusal =
  | { readonly reason: "profile_unknown" }
  | { readonly reason: "location_unknown" }
  | { readonly reason: "staff_unknown" }
  | { readonly reason: "redemption_unknown" }
  /** There is no rate from its currency to the tenant's. */
  | { readonly reason: "currency_foreign"; readonly currency: string; readonly own: string }
  /** In the tenant's currency it comes to more than any amount may. */
  | { readonly reason: "total_too_large"; readonly own: string }
  | { readonly reason: "in_the_future" };

/** Why a sale can't be paid with a redemption, in order of precedence (redemption [K6]). */
export type LinkRefusal =
  /** It names another, which hasn't been reversed. */
  | { readonly reason: "other_redemption"; readonly redemptionId: RedemptionId }
  | { readonly reason: "redemption_for_other_sale" };

/** Why a transaction can't be written. */
export type TransactionRefusal =
  | ReferenceRefusal
  | LinkRefusal
  /** The `Idempotency-Key` was used before with another body. */
  | { readonly reason: "key_reused" }
  | { readonly reason: "transaction_unknown" }
  | { readonly reason: "already_exists"; readonly transactionId: TransactionId }
  /** A transaction can't move to another profile. */
  | { readonly reason: "profile_differs"; readonly profileId: ProfileId }
  /** The redemption was reversed: no sale can be paid with it. */
  | { readonly reason: "redemption_reversed" };
