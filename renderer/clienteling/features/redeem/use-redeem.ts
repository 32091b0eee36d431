import { useRef, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import type { RedeemDecline, RedeemOutcome } from "#renderer/data/redeem-outcome.ts";
import type { ProfileId, StaffId } from "#shared/kernel/ids.ts";
import type { Cents } from "#shared/kernel/money.ts";
import { type Instant, instant } from "#shared/kernel/time.ts";

/** A redemption as it was asked for, for the slip. */
export type RedeemAsked = {
  readonly amountCents: Cents;
  readonly receiptRef: string | null;
  readonly staffId: StaffId;
  readonly at: Instant;
};

/** Where a redemption stands on the screen. */
export type RedeemStep =
  | { readonly step: "entering"; readonly decline: RedeemDecline | null }
  | { readonly step: "asking"; readonly asked: RedeemAsked }
  | { readonly step: "served"; readonly asked: RedeemAsked; readonly outcome: RedeemOutcome }
  /** The device threw: whether anything was written is on the sync page, not here. */
  | { readonly step: "unclear" };

/**
 * One redemption, from the amount to the slip. However often `redeem` is called, one call at a time
 * reaches the device, and none after it was served: a second redemption takes a new screen.
 */
export const useRedeem = (profileId: ProfileId) => {
  const device = useDevice();
  const [step, setStep] = useState<RedeemStep>({ step: "entering", decline: null });
  const isTaken = useRef(false);

  const redeem = async (of: Omit<RedeemAsked, "at">): Promise<void> => {
    if (isTaken.current) return;
    isTaken.current = true;
    const asked = { ...of, at: instant(Date.now()) };
    setStep({ step: "asking", asked });
    try {
      const answer = await device.redeem({ profileId, ...of });
      if (answer.ok) {
        setStep({ step: "served", asked, outcome: answer.value });
        return;
      }
      setStep({ step: "entering", decline: answer.error });
      isTaken.current = false;
    } catch {
      setStep({ step: "unclear" });
    }
  };

  /** Takes the reason away when the amount changes. */
  const clearDecline = () =>
    setStep((current) =>
      current.step === "entering" && current.decline !== null
        ? { step: "entering", decline: null }
        : current,
    );

  return { step, redeem, clearDecline };
};
