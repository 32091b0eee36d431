import { Button } from "@mantine/core";
import { useState } from "react";
import { NotOnDevice } from "#renderer/clienteling/not-on-device.tsx";
import { useConfig, useProfile, useSyncStatus } from "#renderer/clienteling/use-device-data.ts";
import { useDraft } from "#renderer/clienteling/use-draft.ts";
import type { ProfileView } from "#renderer/data/views.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { LoadingRows } from "#renderer/ui/loading-rows.tsx";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { RecentRedemptionNote } from "./recent-redemption-note.tsx";
import { RedeemForm } from "./redeem-form.tsx";
import classes from "./redeem-screen.module.css";
import { RedeemSlip } from "./redeem-slip.tsx";
import { useRedeem } from "./use-redeem.ts";

/** Redeems part of a balance: the amount, the lots that pay, the decision and the slip. */
export const RedeemScreen = ({
  profileId,
  onDone,
  onServed,
  onSync,
  onGiftCard,
}: {
  readonly profileId: ProfileId;
  /** Goes back to the profile, with or without a redemption. */
  readonly onDone: () => void;
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
      <main id="main" className={classes["screen"]}>
        <LoadingRows label="Loading the customer" rows={6} />
      </main>
    );
  }
  if (step.step === "unclear") {
    return (
      <main id="main" className={classes["screen"]}>
        <Callout
          tone="danger"
          title="Something went wrong while redeeming."
          actions={
            <>
              <Button onClick={onSync}>Open the sync page</Button>
              <Button variant="default" onClick={onDone}>
                Back to the customer
              </Button>
            </>
          }
        >
          Before you redeem again, check the sync page to see whether this redemption is there.
        </Callout>
      </main>
    );
  }
  if (view === null) {
    return (
      <main id="main" className={classes["screen"]}>
        <NotOnDevice onBack={onDone} />
      </main>
    );
  }
  return (
    <main id="main" className={classes["screen"]}>
      {step.step === "served" ? (
        <RedeemSlip
          view={view}
          config={config}
          asked={step.asked}
          outcome={step.outcome}
          onDone={onDone}
        />
      ) : (
        <>
          {step.step === "entering" && <RecentRedemptionNote view={view} />}
          <RedeemForm
            view={view}
            config={config}
            connection={status.connection}
            isAsking={step.step === "asking"}
            decline={step.step === "entering" ? step.decline : null}
            draft={draft}
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
              onDone();
            }}
          />
        </>
      )}
    </main>
  );
};
