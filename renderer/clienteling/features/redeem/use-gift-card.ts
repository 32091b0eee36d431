import { useEffect } from "react";
import { create } from "zustand";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import type { GiftCardFound, GiftCardPaid, GiftCardRefusal } from "#renderer/data/gift-card.ts";
import type { CardNumber } from "#shared/incentive/card-number.ts";
import type { CommandId, StaffId } from "#shared/kernel/ids.ts";
import type { Cents } from "#shared/kernel/money.ts";
import type { Result } from "#shared/kernel/result.ts";
import type { Instant } from "#shared/kernel/time.ts";

/** The number and PIN in hand, in memory only. They are gone once the payment is known. */
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
  | {
      readonly step: "unclear";
      readonly found: GiftCardFound;
      readonly asked: CardAsked;
      readonly refusal: Extract<GiftCardRefusal, { reason: "unclear" }>;
    }
  | {
      readonly step: "paid";
      readonly found: GiftCardFound;
      readonly asked: CardAsked;
      readonly paid: GiftCardPaid;
    };

/**
 * One payment by gift card: the card is looked up, then pays. A lost answer is asked for again
 * under the same id, so however often staff ask, the card pays once.
 *
 * A payment that was sent outlives the screen, because the app may lock itself before its answer
 * comes: whoever opens the screen next sees what became of it, or asks again. A reload forgets it.
 */
export const useGiftCard = () => {
  const device = useDevice();
  const { step, isAsking } = usePayment();
  useEffect(() => {
    if (!usePayment.getState().isSent) usePayment.setState(NO_PAYMENT);
    return leave;
  }, []);

  const lookUp = (inHand: CardInHand) =>
    asking(async () => {
      const found = await device.lookUpGiftCard(inHand);
      usePayment.setState(
        found.ok
          ? { card: inHand, step: { step: "amount", found: found.value, refusal: null } }
          : { step: { step: "card", refusal: found.error } },
      );
    });

  const send = async (found: GiftCardFound, asked: CardAsked, sentAs: CommandId | null) => {
    const { card } = usePayment.getState();
    if (card === null) return;
    const { amountCents, receiptRef, staffId } = asked;
    usePayment.setState({ isSent: true });
    const payment = { ...card, amountCents, receiptRef, staffId, commandId: sentAs };
    const paid = await device.payWithGiftCard(payment);
    usePayment.setState(afterAnswer(found, asked, paid));
  };

  const pay = (request: Omit<CardAsked, "at">) =>
    asking(async () => {
      if (step.step !== "amount") return;
      await send(step.found, { ...request, at: device.now() }, null);
    });

  const askAgain = () =>
    asking(async () => {
      if (step.step === "unclear") await send(step.found, step.asked, step.refusal.commandId);
    });

  /** Clears the reason once something is typed. */
  const clearRefusal = () => {
    if ((step.step === "card" || step.step === "amount") && step.refusal !== null) {
      usePayment.setState({ step: { ...step, refusal: null } });
    }
  };

  return { step, isAsking, lookUp, pay, askAgain, startOver, clearRefusal };
};

type Payment = {
  readonly step: GiftCardStep;
  readonly isAsking: boolean;
  /** It was sent, and staff haven't seen yet what became of it. */
  readonly isSent: boolean;
  readonly card: CardInHand | null;
};

const NO_PAYMENT: Payment = {
  step: { step: "card", refusal: null },
  isAsking: false,
  isSent: false,
  card: null,
};

const usePayment = create<Payment>()(() => NO_PAYMENT);

/** Forgets the card, for another one or because the payment is over. */
const startOver = (): void => {
  if (!usePayment.getState().isAsking) usePayment.setState(NO_PAYMENT);
};

/** Forgets everything but a payment whose answer isn't known. */
const leave = (): void => {
  const { step, isAsking, isSent } = usePayment.getState();
  const isOpen = isSent && (isAsking || step.step === "unclear");
  if (!isOpen) usePayment.setState(NO_PAYMENT);
};

const asking = async (ask: () => Promise<void>): Promise<void> => {
  if (usePayment.getState().isAsking) return;
  usePayment.setState({ isAsking: true });
  await ask().finally(() => usePayment.setState({ isAsking: false }));
};

const afterAnswer = (
  found: GiftCardFound,
  asked: CardAsked,
  paid: Result<GiftCardPaid, GiftCardRefusal>,
): Partial<Payment> => {
  // The slip needs neither number nor PIN.
  if (paid.ok) return { card: null, step: { step: "paid", found, asked, paid: paid.value } };
  const refusal = paid.error;
  return refusal.reason === "unclear"
    ? { step: { step: "unclear", found, asked, refusal } }
    : { isSent: false, step: { step: "amount", found, refusal } };
};
