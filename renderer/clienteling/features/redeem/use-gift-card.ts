import { useRef, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import type { GiftCardFound, GiftCardPaid, GiftCardRefusal } from "#renderer/data/gift-card.ts";
import type { CardNumber } from "#shared/incentive/card-number.ts";
import type { CommandId, StaffId } from "#shared/kernel/ids.ts";
import type { Cents } from "#shared/kernel/money.ts";
import type { Instant } from "#shared/kernel/time.ts";

/** The number and PIN in hand. They are gone with the screen. */
export type CardInHand = { readonly number: CardNumber; readonly pin: string | null };

/** What a gift card was asked for, for the slip. */
export type CardAsked = {
  readonly amountCents: Cents;
  readonly receiptRef: string | null;
  readonly staffId: StaffId;
  readonly at: Instant;
};

/** The steps of a payment by gift card. */
export type GiftCardStep =
  | { readonly step: "card"; readonly refusal: GiftCardRefusal | null }
  | {
      readonly step: "amount";
      readonly found: GiftCardFound;
      readonly refusal: GiftCardRefusal | null;
    }
  /** It was sent, and there is no answer. */
  | { readonly step: "unclear"; readonly found: GiftCardFound; readonly refusal: GiftCardRefusal }
  | {
      readonly step: "paid";
      readonly found: GiftCardFound;
      readonly asked: CardAsked;
      readonly paid: GiftCardPaid;
    };

/**
 * One payment by gift card: the card is looked up, then pays. A lost answer is asked for again
 * under the same id, so however often staff ask, the card pays once.
 */
export const useGiftCard = () => {
  const device = useDevice();
  const [step, setStep] = useState<GiftCardStep>({ step: "card", refusal: null });
  const [isAsking, setAsking] = useState(false);
  const isBusy = useRef(false);
  const card = useRef<CardInHand | null>(null);
  const sent = useRef<{ readonly asked: CardAsked; readonly commandId: CommandId } | null>(null);

  const asking = async (ask: () => Promise<void>): Promise<void> => {
    if (isBusy.current) return;
    isBusy.current = true;
    setAsking(true);
    await ask().finally(() => {
      isBusy.current = false;
      setAsking(false);
    });
  };

  const lookUp = (inHand: CardInHand) =>
    asking(async () => {
      const found = await device.lookUpGiftCard(inHand);
      card.current = inHand;
      setStep(
        found.ok
          ? { step: "amount", found: found.value, refusal: null }
          : { step: "card", refusal: found.error },
      );
    });

  const send = async (found: GiftCardFound, asked: CardAsked, sentAs: CommandId | null) => {
    if (card.current === null) return;
    const { amountCents, receiptRef, staffId } = asked;
    const payment = { ...card.current, amountCents, receiptRef, staffId, commandId: sentAs };
    const paid = await device.payWithGiftCard(payment);
    if (paid.ok) return setStep({ step: "paid", found, asked, paid: paid.value });
    const refusal = paid.error;
    if (refusal.reason !== "unclear") return setStep({ step: "amount", found, refusal });
    sent.current = { asked, commandId: refusal.commandId };
    setStep({ step: "unclear", found, refusal });
  };

  const pay = (request: Omit<CardAsked, "at">) =>
    asking(async () => {
      if (step.step !== "amount") return;
      await send(step.found, { ...request, at: device.now() }, null);
    });

  const askAgain = () =>
    asking(async () => {
      if (step.step !== "unclear" || sent.current === null) return;
      await send(step.found, sent.current.asked, sent.current.commandId);
    });

  /** Forgets the card, for another one. */
  const startOver = () => {
    if (isBusy.current) return;
    card.current = null;
    sent.current = null;
    setStep({ step: "card", refusal: null });
  };

  /** Clears the reason once something is typed. */
  const clearRefusal = () =>
    setStep((current) =>
      (current.step === "card" || current.step === "amount") && current.refusal !== null
        ? { ...current, refusal: null }
        : current,
    );

  return { step, isAsking, lookUp, pay, askAgain, startOver, clearRefusal };
};
