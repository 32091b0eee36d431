import { z } from "zod";
import { cardNumberSchema } from "#shared/incentive/credits/card-number.ts";
import { commandIdSchema, redemptionIdSchema, staffIdSchema } from "#shared/kernel/ids.ts";
import { centsSchema } from "#shared/kernel/money.ts";
import { textSchema } from "#shared/kernel/text.ts";
import { instantSchema } from "#shared/kernel/time.ts";

/** The number and PIN of a gift card in hand. Bodies aren't logged. */
const presented = {
  number: cardNumberSchema,
  /** Null if the card has none. */
  pin: z.string().min(1).max(16).nullable(),
};

/**
 * The id that a device gave its payment. Not of version 5: those come from the keys of API callers,
 * which can be guessed, and a device mustn't take the id of a payment that a web shop will send.
 */
const paymentIdSchema = commandIdSchema.refine((id) => id[14] !== "5", {
  error: "is of version 5, as only ids of the API are",
});

/** `POST /sync/v1/gift-cards/lookup`: what is on a card, online only (incentive/SPEC.md [C6]). */
export const cardLookupSchema = z.object(presented);
export type CardLookup = z.infer<typeof cardLookupSchema>;

/**
 * `POST /sync/v1/gift-cards/redeem`: pays with a card, the whole amount or nothing, once for each
 * `commandId`.
 */
export const cardPaymentSchema = z.object({
  ...presented,
  commandId: paymentIdSchema,
  amountCents: centsSchema,
  staffId: staffIdSchema,
  receiptRef: textSchema.trim().min(1).max(100).nullable(),
});
export type CardPayment = z.infer<typeof cardPaymentSchema>;

/**
 * `POST /sync/v1/gift-cards/settle`: what happened to a payment whose answer was lost. It takes
 * neither number nor PIN, so a device can ask after a restart ([C11]).
 */
export const cardSettlementSchema = z.object({ commandId: paymentIdSchema });
export type CardSettlement = z.infer<typeof cardSettlementSchema>;

/** Why a card can't be looked up or pay. */
export const cardProblemSchema = z.enum([
  "card_refused",
  "card_held",
  "insufficient_balance",
  "amount_invalid",
  "too_many_an_hour",
  "staff_unknown",
  /** The `commandId` belongs to another payment. */
  "key_reused",
  /** The payment hadn't arrived when the device asked, so it isn't taken any more. */
  "called_off",
  /** This server keeps no gift cards. */
  "no_gift_cards",
]);
export type CardProblem = z.infer<typeof cardProblemSchema>;

const answered = { serverEpoch: z.string(), serverTime: instantSchema };
const refused = z.object({
  ...answered,
  status: z.literal("refused"),
  reason: cardProblemSchema,
  /** What there is, if it isn't enough. */
  availableCents: centsSchema.nullable(),
});

export const cardLookupAnswerSchema = z.discriminatedUnion("status", [
  z.object({
    ...answered,
    status: z.literal("open"),
    lastFour: z.string(),
    remainingCents: centsSchema,
    /** When the first of it expires. */
    expiresAt: instantSchema.nullable(),
  }),
  refused,
]);
export type CardLookupAnswer = z.infer<typeof cardLookupAnswerSchema>;

export const cardPaymentAnswerSchema = z.discriminatedUnion("status", [
  z.object({
    ...answered,
    status: z.literal("paid"),
    redemptionId: redemptionIdSchema,
    paidCents: centsSchema,
    remainingCents: centsSchema,
  }),
  refused,
]);
export type CardPaymentAnswer = z.infer<typeof cardPaymentAnswerSchema>;
