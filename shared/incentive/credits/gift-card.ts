import { z } from "zod";
import { addMs, type Instant } from "#shared/kernel/time.ts";

/**
 * What a gift card is good for. `blank`: nothing, until it is activated at a sale. `released`: what
 * was on it is now in a customer's account. `void`: nothing any more.
 */
export const giftCardStateSchema = z.enum(["blank", "active", "released", "void"]);
export type GiftCardState = z.infer<typeof giftCardStateSchema>;

/** Whether money can be spent from a card, put on it and moved off it ([C5]). */
export const IS_USABLE: Readonly<Record<GiftCardState, boolean>> = {
  blank: false,
  active: true,
  released: false,
  void: false,
};

/**
 * Whether a card has gone back to its buyer, because nobody used it in time ([C13]); at once,
 * though its money is moved a little later.
 */
export const hasReverted = (
  { state, revertsAt }: { readonly state: GiftCardState; readonly revertsAt: Instant | null },
  at: Instant,
): boolean => IS_USABLE[state] && revertsAt !== null && revertsAt <= at;

/** The part of a card that says whether its PIN may be tried. */
export type PinTries = {
  /** Wrong PINs since the last right one. */
  readonly wrongPins: number;
  /** Until when even the right PIN is refused; null if it isn't. */
  readonly pinBlockedUntil: Instant | null;
};

/** Wrong PINs that are allowed before the number is blocked for a while. */
const WRONG_PINS_MAX = 5;
const FIRST_BLOCK_MS = 15 * 60_000;
const BLOCKS_DOUBLED_MAX = 10;

/** Whether a card's PIN may be tried at all ([C6]). */
export const isPinBlocked = ({ pinBlockedUntil }: PinTries, at: Instant): boolean =>
  pinBlockedUntil !== null && at < pinBlockedUntil;

/**
 * A card after one more wrong PIN ([C6]): every five of them block it, for 15 minutes and then
 * twice as long each time.
 */
export const afterWrongPin = ({ wrongPins, pinBlockedUntil }: PinTries, at: Instant): PinTries => {
  const tried = wrongPins + 1;
  if (tried % WRONG_PINS_MAX !== 0) return { wrongPins: tried, pinBlockedUntil };
  const doubled = Math.min(tried / WRONG_PINS_MAX - 1, BLOCKS_DOUBLED_MAX);
  return { wrongPins: tried, pinBlockedUntil: addMs(at, FIRST_BLOCK_MS * 2 ** doubled) };
};

/** Why a hold is over: the card paid, the checkout gave up, or it was never heard of again. */
export const cardHoldEndSchema = z.enum(["paid", "given_up", "expired"]);
export type CardHoldEnd = z.infer<typeof cardHoldEndSchema>;

/** A hold on a card while one checkout runs; it ends by itself ([C7]). */
export type CardHold = {
  readonly lockToken: string | null;
  readonly lockExpiresAt: Instant | null;
};

/** Whether the checkout that knows this token still holds the card. */
export const isHeldWith = (
  { lockToken, lockExpiresAt }: CardHold,
  token: string,
  at: Instant,
): boolean => lockToken === token && lockExpiresAt !== null && at < lockExpiresAt;

/** Whether another checkout holds the card: one that doesn't know this token. */
export const isHeldByAnother = (
  { lockToken, lockExpiresAt }: CardHold,
  token: string | null,
  at: Instant,
): boolean => lockExpiresAt !== null && at < lockExpiresAt && lockToken !== token;
