import { randomInt } from "node:crypto";
import {
  CARD_RANDOM_DIGITS,
  type CardNumber,
  cardNumberOf,
  lastFourOf,
} from "#shared/incentive/credits/card-number.ts";
import type { CreditDefinition } from "#shared/incentive/credits/credit.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { PinsBusy, WithPinHash } from "#sync-server/access/pin-hasher.ts";

/** A card as it is printed. Nothing else ever holds the number and the PIN. */
export type MintedCard = {
  readonly number: CardNumber;
  readonly pin: string | null;
  readonly numberHash: string;
  readonly lastFour: string;
  readonly pinHash: string | null;
};

/** This server has no card key, so it can't keep card numbers. */
export type NoCardKey = { readonly reason: "no_card_key" };

const PIN_DIGITS: Readonly<Record<CreditDefinition["securityCodeType"], number>> = {
  pin4: 4,
  pin6: 6,
};

/**
 * Draws numbers and PINs at random, and hashes them: the PINs one after another, in their thread.
 */
export const mintGiftCards = async (
  deps: {
    readonly hashUnderCardKey: (number: CardNumber) => string | null;
    readonly withPinHash: WithPinHash;
  },
  quantity: number,
  definition: Pick<CreditDefinition, "requiresSecurityCode" | "securityCodeType">,
): Promise<Result<readonly MintedCard[], NoCardKey | PinsBusy>> => {
  const cards: MintedCard[] = [];
  for (let made = 0; made < quantity; made += 1) {
    const number = cardNumberOf(randomDigits(CARD_RANDOM_DIGITS));
    const numberHash = deps.hashUnderCardKey(number);
    if (numberHash === null) return err({ reason: "no_card_key" });
    const pin = definition.requiresSecurityCode
      ? randomDigits(PIN_DIGITS[definition.securityCodeType])
      : null;
    const pinHash: Result<string | null, PinsBusy> =
      pin === null ? ok(null) : await deps.withPinHash(pin, async (hash) => ok(hash));
    if (!pinHash.ok) return pinHash;
    cards.push({ number, pin, numberHash, lastFour: lastFourOf(number), pinHash: pinHash.value });
  }
  return ok(cards);
};

const randomDigits = (length: number): string =>
  Array.from({ length }, () => String(randomInt(10))).join("");
