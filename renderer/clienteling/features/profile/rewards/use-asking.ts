import { useEffect, useRef, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import type { BenefitOutcome, RedeemDecline } from "#renderer/data/redeem-outcome.ts";
import { useSession } from "#renderer/state/session-store.ts";
import type { StaffId } from "#shared/kernel/ids.ts";
import type { Result } from "#shared/kernel/result.ts";
import { hasEffect, type Verdict } from "#shared/sync/verdict.ts";

/** The steps, on the screen, of something about a benefit that only the server may approve. */
export type AskStep<Of> =
  | { readonly step: "idle" }
  /** Staff must say so twice: only head office can take it back. */
  | { readonly step: "confirming" | "asking"; readonly of: Of }
  | { readonly step: "done"; readonly of: Of; readonly outcome: BenefitOutcome }
  | { readonly step: "declined"; readonly of: Of; readonly decline: RedeemDecline }
  /** The device threw. Only the sync page can tell whether anything was written. */
  | { readonly step: "unclear"; readonly of: Of };

type Ask<Of> = (of: Of, staffId: StaffId) => Promise<Result<BenefitOutcome, RedeemDecline>>;

/**
 * Asks the server for something once it is confirmed. However often `go` is called, one command
 * reaches the device.
 */
export const useAsking = <Of>(ask: Ask<Of>) => {
  const device = useDevice();
  const staffId = useSession((session) => session.staffId);
  const [step, setStep] = useState<AskStep<Of>>({ step: "idle" });
  const isBusy = useRef(false);

  const awaited =
    step.step === "done" && step.outcome.status === "unconfirmed" ? step.outcome.commandId : null;
  useEffect(() => {
    if (awaited === null) return;
    const following = device.verdict$(awaited).subscribe((verdict) => {
      if (verdict === null) return;
      setStep((current) => (current.step === "done" ? afterVerdict(current.of, verdict) : current));
    });
    return () => following.unsubscribe();
  }, [awaited, device]);

  const go = async (of: Of): Promise<void> => {
    if (isBusy.current || staffId === null) return;
    isBusy.current = true;
    setStep({ step: "asking", of });
    try {
      const answer = await ask(of, staffId);
      setStep(
        answer.ok
          ? { step: "done", of, outcome: answer.value }
          : { step: "declined", of, decline: answer.error },
      );
    } catch {
      setStep({ step: "unclear", of });
    }
    isBusy.current = false;
  };

  return {
    step,
    choose: (of: Of) => setStep({ step: "confirming", of }),
    cancel: () => {
      // A code that came late has been read now.
      if (step.step === "done") void device.markSeen([step.outcome.commandId]);
      setStep({ step: "idle" });
    },
    go,
  };
};

const afterVerdict = <Of>(of: Of, verdict: Verdict): AskStep<Of> => {
  const { commandId, reason, availableCents, againAt } = verdict;
  if (hasEffect(verdict)) {
    const outcome = { status: "confirmed", commandId, code: verdict.code ?? null } as const;
    return { step: "done", of, outcome };
  }
  const decline = { commandId, reason: reason ?? "invalid_body", availableCents, againAt } as const;
  return { step: "declined", of, decline: { by: "server", ...decline } };
};
