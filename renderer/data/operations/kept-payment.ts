import { BehaviorSubject } from "rxjs";
import { orElse } from "#renderer/data/concurrency/background.ts";
import type { DeviceValues } from "#renderer/data/database/device-values.ts";
import { type CardPayment, cardPaymentSchema } from "#renderer/data/gift-card.ts";

/**
 * The last payment by gift card, until staff have seen what happened to it. It is on the disk
 * before the server is asked, so a reload, a crash or a lock can't hide that a card may have paid
 * (incentive/SPEC.md [C11]).
 */
export type KeptPayment = {
  readonly payment$: BehaviorSubject<CardPayment | null>;
  /** Keeps a payment that is about to be sent. False if the disk refused it: don't send it. */
  readonly begin: (payment: CardPayment) => Promise<boolean>;
  /** Replaces it by what is known of it now; by null once there is nothing left to see. */
  readonly change: (payment: CardPayment | null) => Promise<void>;
};

const VALUE_KEY = "card payment";

/** The payment that was kept when the app last ran, if there is one, counts as late. */
export const openKeptPayment = async (values: DeviceValues): Promise<KeptPayment> => {
  const stored = await values.read(VALUE_KEY, cardPaymentSchema);
  const payment$ = new BehaviorSubject(stored && { ...stored, isLate: true });
  const write = (payment: CardPayment | null) =>
    orElse(
      values.write(VALUE_KEY, payment).then(() => true),
      false,
    );
  return {
    payment$,
    begin: async (payment) => {
      const isKept = await write(payment);
      if (isKept) payment$.next(payment);
      return isKept;
    },
    change: async (payment) => {
      // If the disk refuses this, the server is asked again after a restart.
      await write(payment);
      payment$.next(payment);
    },
  };
};
