import { useEffect, useRef, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import type { RedeemDecline, RedeemOutcome } from "#renderer/data/redeem-outcome.ts";
import type { ProfileId, StaffId } from "#shared/kernel/ids.ts";
import type { Cents } from "#shared/kernel/money.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { PAY_WITH, type PayWith } from "./pay-with.ts";

/** A redemption as it was requested, for the slip. */
export type RedeemAsked = {
  readonly amountCents: Cents;
  readonly payWith: PayWith;
  readonly receiptRef: string | null;
  /** What the sale comes to, if a limit depends on it. */
  readonly basketCents: Cents | null;
  readonly tillMaxCents: Cents | null;
  readonly staffId: StaffId;
  readonly at: Instant;
};

/** The steps of a redemption on the screen. */
export type RedeemStep =
  | { readonly step: "entering"; readonly decline: RedeemDecline | null }
  | { readonly step: "asking"; readonly asked: RedeemAsked }
  | { readonly step: "served"; readonly asked: RedeemAsked; readonly outcome: RedeemOutcome }
  /** The device threw. Only the sync page can tell whether anything was written. */
  | { readonly step: "unclear" };

/**
 * One redemption, from the amount to the slip. However often `redeem` is called, only one call at a
 * time reaches the device, and none after it succeeded. A second redemption needs a new screen.
 */
export const useRedeem = ({
  profileId,
  forgetDraft,
  onServed,
}: {
  readonly profileId: ProfileId;
  readonly forgetDraft: () => Promise<void>;
  readonly onServed: () => void;
}) => {
  const device = useDevice();
  const [step, setStep] = useState<RedeemStep>({ step: "entering", decline: null });
  const isBusy = useRef(false);
  const isShown = useRef(true);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);

  const redeem = async (request: Omit<RedeemAsked, "at">): Promise<void> => {
    if (isBusy.current) return;
    isBusy.current = true;
    const asked = { ...request, at: device.now() };
    setStep({ step: "asking", asked });
    try {
      // First, so that no crash leaves an amount that looks as if it was still to be redeemed.
      await forgetDraft();
      const { payWith, ...rest } = request;
      const { strategies } = PAY_WITH[payWith];
      const answer = await device.redeem({ profileId, ...rest, strategies });
      if (answer.ok) {
        setStep({ step: "served", asked, outcome: answer.value });
        // Staff may have gone elsewhere meanwhile, and that address isn't ours to change.
        if (isShown.current) onServed();
        return;
      }
      setStep({ step: "entering", decline: answer.error });
      isBusy.current = false;
    } catch {
      setStep({ step: "unclear" });
    }
  };

  /** Clears the reason when the amount changes. */
  const clearDecline = () =>
    setStep((current) =>
      current.step === "entering" && current.decline !== null
        ? { step: "entering", decline: null }
        : current,
    );

  return { step, redeem, clearDecline };
};
