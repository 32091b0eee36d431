import { z } from "zod";
import {
  filled,
  localMoment,
  orNull,
  profileUuid,
  scaled,
  staffUuid,
  timezone,
} from "#shared/api/fields.ts";
import {
  type ClaimStatus,
  claimStatusAt,
  claimStatusSchema,
  RECEIPT_DIGITS,
} from "#shared/commerce/claim.ts";
import { decimalOf } from "#shared/kernel/decimal.ts";
import { AMOUNT_CENTS_MAX } from "#shared/kernel/money.ts";
import type { CalendarDay, Instant } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";

/** What is on the receipt of a sale that a customer claims (DOMAIN §12.6). */
export const transactionClaimBodySchema = z.object({
  transaction_receipt_ref: filled(100),
  /** The day on the receipt; of a time, the day that it is at the store. */
  transaction_transacted_at: localMoment,
  /** As it is on the receipt, whatever the currency. */
  transaction_total: scaled(RECEIPT_DIGITS, AMOUNT_CENTS_MAX).refine(
    (total) => total > 0,
    "must be above 0",
  ),
  transaction_timezone: orNull(timezone).optional(),
  transaction_location_external_code: filled(100),
  /** The same as in the path. */
  profile_id: orNull(profileUuid).optional(),
  /** Who claims it for the customer. */
  staff_id: orNull(staffUuid).optional(),
});
type Body = z.output<typeof transactionClaimBodySchema>;

/** The same in our terms. */
export const claimOf = (body: Body) => ({
  receipt: {
    receiptRef: body.transaction_receipt_ref,
    totalE4: body.transaction_total,
    locationCode: body.transaction_location_external_code,
  },
  boughtAt: body.transaction_transacted_at,
  timezone: body.transaction_timezone ?? null,
  staffId: body.staff_id ?? null,
});

/** A claim as the API shows it. It never says whose a sale is that it didn't get. */
export const transactionClaimViewSchema = z.object({
  id: z.int(),
  status: claimStatusSchema,
  profile_id: z.string(),
  transaction_receipt_ref: z.string(),
  transaction_transacted_at: z.string(),
  transaction_timezone: z.string(),
  transaction_total: z.number(),
  transaction_location_external_code: z.string(),
  staff_id: z.string().nullable(),
  attempts: z.int(),
  claimed_transaction_id: z.int().nullable(),
  claimed_at: z.string().nullable(),
  last_checked_at: z.string(),
  /** Until when it waits for its sale. */
  expires_at: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
});

type Shown = {
  readonly id: number;
  readonly status: ClaimStatus;
  readonly profileId: string;
  readonly receiptRef: string;
  readonly day: CalendarDay;
  readonly timezone: string;
  readonly totalE4: number;
  readonly locationCode: string;
  readonly staffId: string | null;
  readonly attempts: number;
  readonly transactionId: number | null;
  readonly claimedAt: Instant | null;
  readonly lastCheckedAt: Instant;
  readonly expiresAt: Instant;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
};

/** A claim as it stands at an instant. */
export const transactionClaimView = (
  claim: Shown,
  at: Instant,
): z.output<typeof transactionClaimViewSchema> => ({
  id: claim.id,
  status: claimStatusAt(claim, at),
  profile_id: claim.profileId,
  transaction_receipt_ref: claim.receiptRef,
  transaction_transacted_at: claim.day,
  transaction_timezone: claim.timezone,
  transaction_total: decimalOf(claim.totalE4, RECEIPT_DIGITS),
  transaction_location_external_code: claim.locationCode,
  staff_id: claim.staffId,
  attempts: claim.attempts,
  claimed_transaction_id: claim.transactionId,
  claimed_at: claim.claimedAt === null ? null : formatV3(claim.claimedAt),
  last_checked_at: formatV3(claim.lastCheckedAt),
  expires_at: formatV3(claim.expiresAt),
  created_at: formatV3(claim.createdAt),
  updated_at: formatV3(claim.updatedAt),
});
