import type { DefinitionId, GiftCardId } from "#shared/kernel/ids.ts";
import type { Cents } from "#shared/kernel/money.ts";
import { ok, type Result } from "#shared/kernel/result.ts";
import { findIssuable, type NotIssuable } from "#sync-server/incentive/find-definition.ts";
import { giftCardStore } from "#sync-server/storage/incentive/credits/gift-card-store.ts";
import type { GiftCard } from "#sync-server/storage/incentive/credits/gift-card-table.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** Why no cards are made. */
export type CreateGiftCardsRefusal = NotIssuable;

/** Makes blank cards: worth nothing until they are activated at a sale ([C5]). */
export const createGiftCards = async (
  deps: WriteDeps,
  input: {
    readonly definitionId: DefinitionId;
    readonly batch: string | null;
    readonly faceCents: Cents | null;
    readonly cards: readonly Pick<GiftCard, "numberHash" | "lastFour" | "pinHash">[];
  },
): Promise<Result<readonly GiftCardId[], CreateGiftCardsRefusal>> => {
  const { definitionId, batch, faceCents } = input;
  const found = await findIssuable(deps, "credit", { ref: { id: definitionId }, by: "rule" });
  if (!found.ok) return found;
  const ids: GiftCardId[] = [];
  for (const { numberHash, lastFour, pinHash } of input.cards) {
    const made = { numberHash, lastFour, pinHash, batch, definitionId, faceCents };
    const { id } = await giftCardStore.append(deps, { ...made, state: "blank", wrongPins: 0 });
    ids.push(id);
  }
  deps.happened({
    kind: "gift-card.created",
    profileId: null,
    context: { definitionId, giftCardIds: ids },
  });
  return ok(ids);
};
