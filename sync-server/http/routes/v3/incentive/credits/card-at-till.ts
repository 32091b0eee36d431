import type { PresentedCardBody } from "#shared/api/incentive/credits/gift-card.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { PinsBusy } from "#sync-server/access/pin-hasher.ts";
import type { RequestRefusal } from "#sync-server/http/answer.ts";
import { busy, conflict, invalid } from "#sync-server/http/routes/v3/refusals.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import type { NoCardKey } from "#sync-server/incentive/credits/mint-gift-cards.ts";
import type { PresentedCard } from "#sync-server/incentive/credits/open-gift-card.ts";
import { type CardSecrets, presentCard } from "#sync-server/incentive/credits/present-card.ts";

/** The only answer to a number and PIN that open nothing: it doesn't say why ([C6]). */
export const cardRefused = invalid(
  "credit_number",
  "This number and PIN don't open a card that can be used. Check both, or ask head office.",
);
export const cardHeld = conflict(
  "Another checkout is using this card. Finish that one, or wait a few minutes.",
);
export const noCardKey = conflict(
  "This server keeps no gift cards: set REGULARS_CARD_KEY, as the README says.",
);
export const pinsBusy = busy(
  "Too many PINs are waiting to be checked. Nothing was done; try again.",
);

/** What a till says about a card in hand, as the writes take it. */
export const cardAtTill = async (
  { read, ...secrets }: Pick<Plane, "read"> & CardSecrets,
  body: PresentedCardBody,
): Promise<Result<PresentedCard, RequestRefusal>> => {
  const presented = await presentCard(read, secrets, {
    number: body.credit_number,
    pin: body.security_code ?? null,
    lockToken: body.lock_token ?? null,
  });
  if (presented.ok) return ok(presented.value);
  return err(UNREADABLE[presented.error.reason]);
};

/** Why a card can't be looked at. */
const UNREADABLE: Readonly<Record<(NoCardKey | PinsBusy)["reason"], RequestRefusal>> = {
  no_card_key: noCardKey,
  pins_busy: pinsBusy,
};
