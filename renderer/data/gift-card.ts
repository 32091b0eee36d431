import type { CommandId, RedemptionId, StaffId } from "#shared/kernel/ids.ts";
import type { Cents } from "#shared/kernel/money.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { CardLookup, CardProblem } from "#shared/sync/gift-card.ts";

/** What is on a gift card that can be spent. */
export type GiftCardFound = {
  readonly lastFour: string;
  readonly remainingCents: Cents;
  /** When the first of it expires. */
  readonly expiresAt: Instant | null;
};

/** A payment by gift card; `commandId` if it was sent before and the answer was lost. */
export type GiftCardPayment = CardLookup & {
  readonly staffId: StaffId;
  readonly amountCents: Cents;
  readonly receiptRef: string | null;
  readonly commandId: CommandId | null;
};

/** A gift card has paid. */
export type GiftCardPaid = {
  readonly redemptionId: RedemptionId;
  readonly paidCents: Cents;
  readonly remainingCents: Cents;
};

/** Why a gift card can't be looked up or pay. */
export type GiftCardRefusal =
  | { readonly reason: CardProblem; readonly availableCents: Cents | null }
  /** Nothing was sent: a card works online only. */
  | { readonly reason: "offline" }
  /** The server takes nothing from this device, or said so in words of its own. */
  | { readonly reason: "turned_away"; readonly message: string }
  /** No answer, so the card may have paid. Asking again with this id never pays twice. */
  | { readonly reason: "unclear"; readonly commandId: CommandId };
