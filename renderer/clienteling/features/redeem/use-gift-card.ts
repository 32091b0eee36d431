import { useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { useCardPayment } from "#renderer/clienteling/use-device-data.ts";
import type {
  CardPaymentRequest,
  GiftCardFound,
  GiftCardRefusal,
} from "#renderer/data/gift-card.ts";
import type { CardLookup } from "#shared/sync/gift-card.ts";

/** The number and PIN in hand. They are gone with the screen. */
export type CardInHand = CardLookup;

/** What staff ask for once they see what is on the card. */
export type CardAsked = Pick<CardPaymentRequest, "amountCents" | "receiptRef" | "staffId">;

/**
 * One payment by gift card: the card is looked up, then pays. What was sent is kept by the device
 * until staff have seen what happened to it, so it outlives the screen and the app.
 */
export const useGiftCard = () => {
  const device = useDevice();
  /** Undefined until the device answers. */
  const payment = useCardPayment();
  const [card, setCard] = useState<{ inHand: CardInHand; found: GiftCardFound } | null>(null);
  const [refusal, setRefusal] = useState<GiftCardRefusal | null>(null);
  const [isAsking, setAsking] = useState(false);

  const asking = async (ask: () => Promise<void>): Promise<void> => {
    if (isAsking) return;
    setAsking(true);
    await ask().finally(() => setAsking(false));
  };

  const lookUp = (inHand: CardInHand) =>
    asking(async () => {
      const found = await device.lookUpGiftCard(inHand);
      setRefusal(found.ok ? null : found.error);
      if (found.ok) setCard({ inHand, found: found.value });
    });

  const pay = (asked: CardAsked) =>
    asking(async () => {
      if (card === null) return;
      const { lastFour } = card.found;
      const paid = await device.payWithGiftCard({ ...card.inHand, ...asked, lastFour });
      setRefusal(paid.ok ? null : paid.error);
    });

  const startOver = () => {
    setCard(null);
    setRefusal(null);
  };

  return {
    payment,
    found: card?.found ?? null,
    refusal,
    isAsking,
    lookUp,
    pay,
    startOver,
    clearRefusal: () => setRefusal(null),
  };
};
