import { z } from "zod";
import {
  commandIdSchema,
  redemptionIdSchema,
  type StaffId,
  staffIdSchema,
} from "#shared/kernel/ids.ts";
import { type Cents, centsSchema } from "#shared/kernel/money.ts";
import { type Instant, instantSchema } from "#shared/kernel/time.ts";
import { type CardLookup, type CardProblem, cardProblemSchema } from "#shared/sync/gift-card.ts";
import type { NotDurable } from "./refusal.ts";

/** What is on a gift card that can be spent. */
export type GiftCardFound = {
  readonly lastFour: string;
  readonly remainingCents: Cents;
  /** When the first of it expires. */
  readonly expiresAt: Instant | null;
};

/** A payment by gift card that staff ask for. */
export type CardPaymentRequest = CardLookup & {
  readonly lastFour: string;
  readonly staffId: StaffId;
  readonly amountCents: Cents;
  readonly receiptRef: string | null;
};

/** A payment by gift card as the device keeps it: without the card's number and PIN. */
export const cardPaymentSchema = z.object({
  commandId: commandIdSchema,
  lastFour: z.string(),
  amountCents: centsSchema,
  receiptRef: z.string().nullable(),
  staffId: staffIdSchema,
  at: instantSchema,
  /** Staff didn't get the answer while they waited for it. */
  isLate: z.boolean(),
  outcome: z.discriminatedUnion("status", [
    /** Sent, or about to be, and without an answer: the card may have paid. */
    z.object({ status: z.literal("open") }),
    z.object({
      status: z.literal("paid"),
      redemptionId: redemptionIdSchema,
      paidCents: centsSchema,
      remainingCents: centsSchema,
    }),
    /** Nothing was taken. */
    z.object({
      status: z.literal("refused"),
      reason: cardProblemSchema,
      availableCents: centsSchema.nullable(),
    }),
  ]),
});
export type CardPayment = Readonly<z.infer<typeof cardPaymentSchema>>;

/** Why a gift card can't be looked up or pay. Nothing was taken. */
export type GiftCardRefusal =
  | { readonly reason: CardProblem; readonly availableCents: Cents | null }
  /** The server has too much to do. */
  | { readonly reason: "busy" }
  /** Nothing was sent: a card works online only. */
  | { readonly reason: "offline" }
  /** The server takes nothing from this device, or said so in words of its own. */
  | { readonly reason: "turned_away"; readonly message: string }
  /** Staff haven't seen yet what happened to the last payment. */
  | { readonly reason: "another_open" }
  | NotDurable;
