import { useEffect, useRef, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import type { BenefitOutcome, RedeemDecline } from "#renderer/data/redeem-outcome.ts";
import { useSession } from "#renderer/state/session-store.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import { hasEffect, type Verdict } from "#shared/sync/verdict.ts";

/** The steps of using a benefit on the screen. */
export type UseStep =
  | { readonly step: "idle" }
  /** Staff must say so twice: a use can only be taken back by head office. */
  | { readonly step: "confirming" | "asking"; readonly lot: Lot }
  | { readonly step: "used"; readonly lot: Lot; readonly outcome: BenefitOutcome }
  | { readonly step: "declined"; readonly lot: Lot; readonly decline: RedeemDecline }
  /** The device threw. Only the sync page can tell whether anything was written. */
  | { readonly step: "unclear"; readonly lot: Lot };

/** Uses a benefit once it is confirmed. However often it is called, one use reaches the device. */
export const useBenefit = (profileId: ProfileId) => {
  const device = useDevice();
  const staffId = useSession((session) => session.staffId);
  const [step, setStep] = useState<UseStep>({ step: "idle" });
  const isBusy = useRef(false);

  const awaited =
    step.step === "used" && step.outcome.status === "unconfirmed" ? step.outcome.commandId : null;
  useEffect(() => {
    if (awaited === null) return;
    const following = device.verdict$(awaited).subscribe((verdict) => {
      if (verdict === null) return;
      setStep((current) =>
        current.step === "used" ? afterVerdict(current.lot, verdict) : current,
      );
    });
    return () => following.unsubscribe();
  }, [awaited, device]);

  const use = async (lot: Lot): Promise<void> => {
    if (isBusy.current || staffId === null) return;
    isBusy.current = true;
    setStep({ step: "asking", lot });
    try {
      const answer = await device.redeemBenefit({ profileId, lotId: lot.lotId, staffId });
      setStep(
        answer.ok
          ? { step: "used", lot, outcome: answer.value }
          : { step: "declined", lot, decline: answer.error },
      );
    } catch {
      setStep({ step: "unclear", lot });
    }
    isBusy.current = false;
  };

  return {
    step,
    choose: (lot: Lot) => setStep({ step: "confirming", lot }),
    cancel: () => {
      // A code that came late has been read now.
      if (step.step === "used") void device.markSeen([step.outcome.commandId]);
      setStep({ step: "idle" });
    },
    use,
  };
};

const afterVerdict = (lot: Lot, verdict: Verdict): UseStep => {
  const { commandId, reason, availableCents, againAt } = verdict;
  if (hasEffect(verdict)) {
    const outcome = { status: "confirmed", commandId, code: verdict.code ?? null } as const;
    return { step: "used", lot, outcome };
  }
  const decline = { commandId, reason: reason ?? "invalid_body", availableCents, againAt } as const;
  return { step: "declined", lot, decline: { by: "server", ...decline } };
};
