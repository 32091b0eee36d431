import type { CardNumber } from "#shared/incentive/credits/card-number.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { IsPinRight, PinsBusy } from "#sync-server/access/pin-hasher.ts";
import { giftCardStore } from "#sync-server/storage/incentive/credits/gift-card-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import type { NoCardKey } from "./mint-gift-cards.ts";
import type { PresentedCard } from "./open-gift-card.ts";

/** What reads a number and a PIN. */
export type CardSecrets = {
  readonly hashUnderCardKey: (number: CardNumber) => string | null;
  readonly isPinRight: IsPinRight;
};

/**
 * A hash that no PIN has, so that a number which doesn't exist takes as long to refuse as a wrong
 * PIN ([C6]). Same parameters as `hash-pin.ts`.
 */
const NO_PIN = `$argon2id$v=19$m=19456,t=2,p=1$${"A".repeat(22)}$${"A".repeat(43)}`;

/** Looks up a card by its number and compares the PIN. The writes get neither. */
export const presentCard = async (
  read: ReadDeps,
  { hashUnderCardKey, isPinRight }: CardSecrets,
  {
    number,
    pin,
    lockToken,
  }: {
    readonly number: CardNumber;
    readonly pin: string | null;
    readonly lockToken: string | null;
  },
): Promise<Result<PresentedCard, NoCardKey | PinsBusy>> => {
  const numberHash = hashUnderCardKey(number);
  if (numberHash === null) return err({ reason: "no_card_key" });
  const card = await giftCardStore.find(read, { numberHash });
  const compared = pin === null ? ok(false) : await isPinRight(pin, card?.pinHash ?? NO_PIN);
  if (!compared.ok) return compared;
  const cardId = card?.id ?? null;
  if (card?.pinHash === null) return ok({ cardId, pin: "right", lockToken });
  if (pin === null) return ok({ cardId, pin: "missing", lockToken });
  return ok({ cardId, pin: compared.value ? "right" : "wrong", lockToken });
};
