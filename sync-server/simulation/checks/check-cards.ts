import { profileIdSchema } from "#shared/kernel/ids.ts";
import type { History } from "#sync-server/simulation/world/history.ts";
import type { Records } from "./records.ts";

/**
 * [C5]: what is on a gift card, in cents, is what was put on it less what it paid and what was
 * taken off when it was voided. [C6] to [C8]: it pays only with its PIN, for nobody else while a
 * checkout holds it, and not once it is void. [C10]: nor does held credit pay for another checkout.
 */
export const checkCards = (history: History, records: Records): void => {
  for (const [cardId, { loadedCents, paidCents, isVoid }] of history.cards) {
    const accountId = records.giftCards.find(({ id }) => id === cardId)?.account_id ?? null;
    const chain =
      accountId === null ? [] : (records.chains.get(profileIdSchema.parse(accountId)) ?? []);
    const held = chain.reduce((sum, { amount }) => sum + amount, 0);
    const isRight = held === loadedCents - paidCents && !(isVoid && held > 0);
    if (!isRight) {
      history.violate(`[C5] card ${cardId} holds ${held} of ${loadedCents}, ${paidCents} is gone`);
    }
  }
  for (const { cardId, wasPinRight, wasHeldByAnother, wasVoid } of history.cardPayments) {
    if (!wasPinRight) history.violate(`[C6] card ${cardId} paid with a wrong PIN`);
    if (wasHeldByAnother)
      history.violate(`[C7] card ${cardId} paid while another checkout held it`);
    if (wasVoid) history.violate(`[C8] card ${cardId} paid after it was voided`);
  }
  for (const [commandId, { heldCredit }] of history.asked) {
    const lotId = records.lots.find(({ number }) => number === heldCredit)?.lot_id;
    if (heldCredit === null || lotId === undefined) continue;
    history.count("credit held by another");
    const entries = [...records.chains.values()]
      .flat()
      .filter((entry) => entry.commandId === commandId && entry.lotId === lotId);
    if (entries.length > 0) history.violate(`[C10] ${commandId} drew credit that another holds`);
  }
};
