import { Button } from "@mantine/core";
import { useState } from "react";
import { NotOnDevice } from "#renderer/clienteling/not-on-device.tsx";
import { useConfig, useProfile, useSyncStatus } from "#renderer/clienteling/use-device-data.ts";
import { useDraft } from "#renderer/clienteling/use-draft.ts";
import type { ProfileView } from "#renderer/data/views.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { LoadingRows } from "#renderer/ui/loading-rows.tsx";
import { Sheet } from "#renderer/ui/sheet.tsx";
import { say } from "#renderer/words/say.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { RecentRedemptionNote } from "./recent-redemption-note.tsx";
import { RedeemForm } from "./redeem-form.tsx";
import { RedeemSlip } from "./redeem-slip.tsx";
import { useRedeem } from "./use-redeem.ts";

/** Redeems part of a balance: the amount, what pays, the decision and the slip, in one sheet. */
export const RedeemScreen = ({
  profileId,
  onDone,
  onServed,
  onSync,
  onGiftCard,
}: {
  readonly profileId: ProfileId;
  /** Goes back to the profile, with or without a redemption; null if nobody can say yet. */
  readonly onDone: (isRedeemed: boolean | null) => void;
  readonly onServed: () => void;
  readonly onSync: () => void;
  readonly onGiftCard: () => void;
}) => {
  const current = useProfile(profileId);
  const config = useConfig();
  const status = useSyncStatus();
  const staffId = useSession((session) => session.staffId);
  const draft = useDraft("redeem", profileId);
  const { step, redeem, clearDecline } = useRedeem({
    profileId,
    forgetDraft: draft.forget,
    onServed,
  });

  // During the redemption the screen shows the balance as it was, without taking the amount off.
  const [confirmed, setConfirmed] = useState<ProfileView | null>(null);
  const view = step.step === "asking" && confirmed !== null ? confirmed : current;

  if (view === undefined || config === undefined || status === undefined || staffId === null) {
    return (
      <Sheet>
        <LoadingRows label={say("redeem.loading")} rows={6} />
      </Sheet>
    );
  }
  if (step.step === "unclear") {
    return (
      <Sheet>
        <Callout
          tone="danger"
          title={say("redeem.unclear")}
          actions={
            <>
              <Button onClick={onSync}>{say("redeem.open_sync")}</Button>
              <Button variant="default" onClick={() => onDone(null)}>
                {say("redeem.back")}
              </Button>
            </>
          }
        >
          {say("redeem.unclear_hint")}
        </Callout>
      </Sheet>
    );
  }
  if (view === null) {
    return (
      <Sheet>
        <NotOnDevice onBack={() => onDone(false)} />
      </Sheet>
    );
  }
  return step.step === "served" ? (
    <RedeemSlip
      view={view}
      config={config}
      asked={step.asked}
      outcome={step.outcome}
      onDone={onDone}
    />
  ) : (
    <RedeemForm
      view={view}
      config={config}
      connection={status.connection}
      isAsking={step.step === "asking"}
      decline={step.step === "entering" ? step.decline : null}
      draft={draft}
      note={step.step === "entering" && <RecentRedemptionNote view={view} />}
      onChange={clearDecline}
      onRedeem={(asked) => {
        setConfirmed(view);
        void redeem({ ...asked, staffId });
      }}
      onGiftCard={() => {
        void draft.forget();
        onGiftCard();
      }}
      onBack={() => {
        void draft.forget();
        onDone(false);
      }}
    />
  );
};
