import { useEffect, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import type { ProfileView } from "#renderer/data/views.ts";
import type { Cents } from "#shared/kernel/money.ts";
import type { ModeChoice } from "#shared/redemption/choose-mode.ts";
import { PAY_WITH, type PayWith } from "./pay-with.ts";
import type { RedeemAsked } from "./use-redeem.ts";

/** What the screen knows about the sale. */
type SaleOnScreen = Pick<RedeemAsked, "basketCents" | "tillMaxCents" | "receiptRef">;

/**
 * What redeeming this amount would do right now; null until that is known. It is asked again
 * whenever the profile or the connection changes, so that what staff confirm is what they see. The
 * previous answer stays until the next one arrives; otherwise the screen would flicker at every
 * digit.
 */
export const useRedeemPreview = (
  view: ProfileView,
  connection: string,
  amountCents: Cents | null,
  payWith: PayWith,
  sale: SaleOnScreen,
  /** Keeps the current answer during the redemption. */
  isHeld: boolean,
): ModeChoice | null => {
  const device = useDevice();
  const { basketCents, tillMaxCents, receiptRef } = sale;
  const [known, setKnown] = useState<ModeChoice | null>(null);

  // `view` and `connection` are what the answer depends on besides the amount.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  useEffect(() => {
    if (isHeld) return;
    if (amountCents === null) {
      setKnown(null);
      return;
    }
    let isCurrent = true;
    const ask = async () => {
      const preview = await device.previewRedeem({
        profileId: view.profile.id,
        amountCents,
        strategies: PAY_WITH[payWith].strategies,
        basketCents,
        tillMaxCents,
        receiptRef,
      });
      if (isCurrent) setKnown(preview);
    };
    void ask();
    return () => {
      isCurrent = false;
    };
  }, [
    device,
    view,
    connection,
    amountCents,
    payWith,
    basketCents,
    tillMaxCents,
    receiptRef,
    isHeld,
  ]);

  return amountCents === null ? null : known;
};
