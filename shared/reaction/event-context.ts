import { z } from "zod";
import { reservationStatusSchema } from "#shared/clienteling/list-reservation.ts";
import { claimStatusSchema } from "#shared/commerce/claim.ts";
import {
  definitionIdSchema,
  deviceIdSchema,
  giftCardIdSchema,
  listIdSchema,
  listItemIdSchema,
  listReservationIdSchema,
  listShareIdSchema,
  locationIdSchema,
  lotIdSchema,
  prizeDrawIdSchema,
  productIdSchema,
  profileIdSchema,
  ratingIdSchema,
  reminderIdSchema,
  shareIdSchema,
  shareUseIdSchema,
  staffIdSchema,
  tierPointIdSchema,
  transactionClaimIdSchema,
  transactionIdSchema,
  transactionItemIdSchema,
  variantIdSchema,
} from "#shared/kernel/ids.ts";
import { centsSchema } from "#shared/kernel/money.ts";
import { calendarDaySchema, instantSchema } from "#shared/kernel/time.ts";
import { handReasonSchema } from "#shared/ledger/by-hand.ts";
import { entryKindSchema, entrySourceSchema, unitSchema } from "#shared/ledger/entry.ts";
import { shareSourceSchema } from "#shared/profile/share.ts";
import { reminderChannelSchema, reminderScheduleSchema } from "./reminder.ts";

/** Where it was done, by whom and on which device, if that is known. */
export const doneBy = {
  locationId: locationIdSchema.nullable(),
  staffId: staffIdSchema.nullable(),
  deviceId: deviceIdSchema.nullable(),
};

/**
 * A change to one lot: by a ledger entry, or (with no entry kind) to data kept beside the ledger.
 */
export const lotContext = z.object({
  ...doneBy,
  lotId: lotIdSchema,
  entryKind: entryKindSchema.nullable(),
  definitionId: definitionIdSchema.nullable(),
  definitionVersion: z.int().min(0),
  /** Signed, in the unit: cents or hundredths of points. */
  amount: z.int(),
  valueCents: centsSchema,
  expiresAt: instantSchema.nullable(),
  source: entrySourceSchema,
  /** Why head office did it by hand, if it said so. */
  reason: handReasonSchema.nullable(),
  reference: z.string().nullable(),
});

/** What a redemption took from one lot, or a reversal or return gave back to it. */
export const drawSchema = z.object({
  lotId: lotIdSchema,
  unit: unitSchema,
  definitionId: definitionIdSchema.nullable(),
  /** Negative: taken from the lot. Positive: given back to it. */
  amount: z.int(),
  valueCents: centsSchema,
});

/** A sale or return, and the points that it earns as it is now. */
export const transactionContext = z.object({
  transactionId: transactionIdSchema,
  totalCents: centsSchema,
  currency: z.string(),
  isVoid: z.boolean(),
  locationId: locationIdSchema.nullable(),
  staffId: staffIdSchema.nullable(),
  earned: z.array(z.object({ definitionId: definitionIdSchema, points: z.int() })).readonly(),
});

/**
 * The points that a write moved on one account for a transaction and its returns, those included
 * that were there before it: so these events add up to what they earn together.
 */
export const issuedPointsContext = z.object({
  transactionId: transactionIdSchema,
  /** In hundredths; negative if they were taken back. */
  points: z.array(z.object({ definitionId: definitionIdSchema, points: z.int() })).readonly(),
});

/** A claim; whose the sale is isn't said, unless the claim has got it. */
export const claimContext = z.object({
  claimId: transactionClaimIdSchema,
  status: claimStatusSchema,
  transactionId: transactionIdSchema.nullable(),
});

/**
 * How a profile's shop days changed (DOMAIN §4): what was added to each, negative for what went.
 */
export const aggregationContext = z.object({
  /** The transaction that was written; null for a recalculation. */
  transactionId: transactionIdSchema.nullable(),
  days: z
    .array(
      z.object({
        day: calendarDaySchema,
        locationId: locationIdSchema.nullable(),
        currency: z.string(),
        spendCents: centsSchema,
        transactions: z.int(),
      }),
    )
    .readonly(),
});

/** Where a profile stands in one programme after the change. Points are in hundredths. */
export const tierContext = z.object({
  programme: z.string(),
  /** The tier it holds now; null if none. */
  definitionId: definitionIdSchema.nullable(),
  definitionVersion: z.int().min(0),
  handle: z.string().nullable(),
  /** The tier it held before the change. */
  previousDefinitionId: definitionIdSchema.nullable(),
  /** Points of the last twelve months. */
  yearTotal: z.int(),
  achievedAt: instantSchema.nullable(),
  anniversaryAt: instantSchema.nullable(),
  assignedAt: instantSchema.nullable(),
});

/** Tier points given or, if negative, taken by hand. */
export const tierPointContext = z.object({
  tierPointId: tierPointIdSchema,
  definitionId: definitionIdSchema,
  /** In hundredths. */
  points: z.int(),
  accruedAt: instantSchema,
  issuedAt: instantSchema,
  reason: handReasonSchema.nullable(),
});

/** Which prize draw, and for whose entrants. */
export const prizeDraw = { prizeDrawId: prizeDrawIdSchema, definitionId: definitionIdSchema };

/** What was done with one gift card. */
export const giftCardContext = z.object({
  giftCardId: giftCardIdSchema,
  definitionId: definitionIdSchema,
  /** What was put on it or taken off. */
  valueCents: centsSchema,
  locationId: locationIdSchema.nullable(),
});

/** A level of an achievement that was unlocked or lost. */
export const levelContext = z.object({
  definitionId: definitionIdSchema,
  definitionVersion: z.int().min(0),
  /** The first day of the cycle; null if it is counted for life. */
  cycle: calendarDaySchema.nullable(),
  /** The score that reaches it, in whole counts. */
  trigger: z.int(),
  displayNumber: z.int(),
});

const ofList = { listId: listIdSchema };
export const listContext = z.object({ ...ofList, definitionId: definitionIdSchema.nullable() });
export const listItemContext = z.object({
  ...ofList,
  listItemId: listItemIdSchema,
  productId: productIdSchema.nullable(),
  productVariantId: variantIdSchema.nullable(),
  quantity: z.int(),
});
export const linkedItemContext = z.object({
  ...ofList,
  listItemId: listItemIdSchema,
  transactionItemId: transactionItemIdSchema,
});
/** Never the code itself ([E2]). */
export const listShareContext = z.object({
  ...ofList,
  listShareId: listShareIdSchema,
  expiresAt: instantSchema.nullable(),
});
export const reservationContext = z.object({
  ...ofList,
  listItemId: listItemIdSchema,
  reservationId: listReservationIdSchema,
  /** The guest, if they are known. */
  guestId: profileIdSchema.nullable(),
  quantity: z.int(),
  status: reservationStatusSchema,
});

/** Never its text, which may say anything about anybody. */
export const ratingContext = z.object({
  ratingId: ratingIdSchema,
  score: z.int(),
  scoreMax: z.int(),
  productId: productIdSchema.nullable(),
  productVariantId: variantIdSchema.nullable(),
  locationId: locationIdSchema.nullable(),
  staffId: staffIdSchema.nullable(),
});

/** Never the code ([E2]). */
export const shareContext = z.object({
  shareId: shareIdSchema,
  sourceType: shareSourceSchema,
  sourceId: z.string(),
});
/** Somebody has used it: the profile of the event has referred them (profile/SPEC.md [I21]). */
export const shareUseContext = shareContext.extend({
  shareUseId: shareUseIdSchema,
  referredId: profileIdSchema,
});

export const reminderContext = z.object({
  reminderId: reminderIdSchema,
  scheduleType: reminderScheduleSchema,
  channel: reminderChannelSchema,
  isActive: z.boolean(),
});
