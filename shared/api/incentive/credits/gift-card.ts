import { z } from "zod";
import { momentOrNull, shown, shownMoment } from "#shared/api/api-field.ts";
import { basketFields } from "#shared/api/commerce/basket.ts";
import {
  currencyCode,
  decimal,
  definitionNumber,
  filled,
  freeJson,
  locationNumber,
  orNull,
  profileUuid,
  text,
  textOrNull,
} from "#shared/api/fields.ts";
import { parseCardNumber } from "#shared/incentive/credits/card-number.ts";
import {
  type GiftCardState,
  giftCardStateSchema,
  hasReverted,
} from "#shared/incentive/credits/gift-card.ts";
import { encoderOf, type Inside, named } from "#shared/kernel/codec.ts";
import { type Currency, perCurrency } from "#shared/kernel/currency.ts";
import { wholeNumber } from "#shared/kernel/lenient.ts";
import { type Cents, centsToDecimal } from "#shared/kernel/money.ts";
import { pluck } from "#shared/kernel/object.ts";
import type { Instant } from "#shared/kernel/time.ts";

/** A card number as scanned or typed; a product's barcode isn't one. */
const cardNumber = text(64).transform((written, context) => {
  const number = parseCardNumber(written);
  if (number !== null) return number;
  context.addIssue({ code: "custom", message: "is not the number of a gift card" });
  return z.NEVER;
});

/** The most cards that one request makes: hashing their PINs takes several seconds. */
const CARDS_MAX = 100;

/** Blank cards to make, all alike. */
export const newCardsSchema = perCurrency((currency) =>
  z.object({
    credit_definition_id: definitionNumber,
    quantity: wholeNumber.pipe(z.int().min(1).max(CARDS_MAX)).optional(),
    /** What each is worth once activated; otherwise the till says, or the definition. */
    value: orNull(decimal(currency)).optional(),
    /** A name for all of them. */
    batch: textOrNull(100).optional(),
  }),
);

/** A card as it is printed: the only answer that has its PIN. */
export const newCardViewSchema = z.object({
  id: z.int(),
  credit_number: z.string(),
  security_code: z.string().nullable(),
});

/** A number, and the PIN if the card has one. */
const presented = {
  credit_number: cardNumber,
  security_code: orNull(filled(16)).optional(),
  /** From a hold of the caller's own. */
  lock_token: textOrNull(100).optional(),
};

export const presentedCardSchema = z.object(presented);
export type PresentedCardBody = z.output<typeof presentedCardSchema>;

/** A card to hold for one checkout. */
export const heldCardSchema = z.object({
  ...presented,
  /** How long, in seconds: 15 minutes unless the caller says otherwise. */
  seconds: wholeNumber.pipe(z.int().min(1).max(3_600)).optional(),
});
export const HOLD_SECONDS_DEFAULT = 900;

/** Money to put on a card. Without a value, a blank card gets its own or its definition's. */
export const loadedCardSchema = perCurrency((currency) =>
  z.object({
    credit_number: cardNumber,
    value: orNull(decimal(currency)).optional(),
    location_id: orNull(locationNumber).optional(),
    /** Who bought the card, or puts more on it. */
    creator_profile_id: orNull(profileUuid).optional(),
    currency: orNull(currencyCode).optional(),
  }),
);

/** Money to take from a card. */
export const redeemedCardSchema = perCurrency((currency) =>
  z.object({
    ...presented,
    amount: decimal(currency),
    ...basketFields(currency),
    /** True: the whole amount or nothing. Otherwise as much as there is. */
    strict: z.boolean().optional(),
    currency: orNull(currencyCode).optional(),
    location_id: orNull(locationNumber).optional(),
    transaction_external_id: textOrNull(190).optional(),
    transaction_receipt_ref: textOrNull(100).optional(),
    meta: orNull(freeJson).optional(),
  }),
);

/** The customer who gets what is on a card. */
export const releasedCardSchema = z.object({ profile_id: profileUuid });

const fields = {
  id: shown(z.int()),
  last_four: shown(z.string()),
  status: named("state", shown(giftCardStateSchema)),
  batch: shown(z.string().nullable()),
  credit_definition_id: named("definitionId", shown(z.int())),
  creator_profile_id: shown(z.string().nullable()),
  activated_at: momentOrNull,
  /** Our addition: when it goes back to its buyer if nobody uses it. */
  reverts_at: momentOrNull,
  lock_expires_at: momentOrNull,
  pin_blocked_until: momentOrNull,
  created_at: shownMoment,
  updated_at: shownMoment,
};

/** A gift card as the API shows it: never its number or PIN (DOMAIN §9.4). */
export const giftCardViewSchema = z.object({
  ...pluck(fields, "view"),
  /** What can be spent now. */
  value_remaining: z.number(),
  /** When the first of it expires. */
  expires_at: z.string().nullable(),
  locked: z.boolean(),
});

const encode = encoderOf(fields);

/** A gift card with what its account holds. */
type ShownCard = Inside<typeof fields> & {
  readonly state: GiftCardState;
  readonly remainingCents: Cents;
  readonly expiresAt: Instant | null;
};

/** A gift card as the API shows it. */
export const giftCardView = (
  card: ShownCard,
  { now, currency }: { readonly now: Instant; readonly currency: Currency },
): z.output<typeof giftCardViewSchema> => ({
  ...encode(card),
  value_remaining: hasReverted(card, now) ? 0 : centsToDecimal(card.remainingCents, currency),
  expires_at: momentOrNull.encode(card.expiresAt),
  locked: card.lockExpiresAt !== null && now < card.lockExpiresAt,
});

/** A card in hand. The token of a hold lets the same checkout spend it. */
export const heldCardViewSchema = giftCardViewSchema.extend({
  lock_token: z.string().nullable(),
});

/**
 * A card that was changed. If it was voided: what was left, the most that its buyer may get back.
 */
export const voidedCardViewSchema = giftCardViewSchema.extend({
  voided_value: z.number().nullable(),
});
