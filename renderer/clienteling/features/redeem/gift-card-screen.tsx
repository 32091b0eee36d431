import { ActionIcon, Button, Text, Title, Tooltip } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useSyncStatus } from "#renderer/clienteling/use-device-data.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { useUnsavedWork } from "#renderer/state/unsaved-work.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { useShortcuts } from "#renderer/ui/use-shortcuts.ts";
import { giftCardSentence } from "#renderer/words/gift-card.ts";
import { CardAmountForm } from "./card-amount-form.tsx";
import { CardNumberForm } from "./card-number-form.tsx";
import { CardSlip } from "./card-slip.tsx";
import classes from "./redeem-form.module.css";
import screenClasses from "./redeem-screen.module.css";
import { useGiftCard } from "./use-gift-card.ts";

/**
 * Pays with a gift card, for a customer or anybody: its number and PIN, what is on it, the amount
 * and the slip. Only while the server answers.
 */
export const GiftCardScreen = ({ onDone }: { readonly onDone: () => void }) => {
  const format = useFormat();
  const status = useSyncStatus();
  const staffId = useSession((session) => session.staffId);
  const { step, isAsking, lookUp, pay, askAgain, startOver, clearRefusal } = useGiftCard();
  useUnsavedWork(step.step === "unclear" || isAsking);
  const mayLeave = !isAsking && step.step !== "unclear";
  useShortcuts({ escape: () => mayLeave && onDone() });

  if (step.step === "paid") {
    return (
      <main id="main" className={screenClasses["screen"]}>
        <CardSlip found={step.found} asked={step.asked} paid={step.paid} onDone={onDone} />
      </main>
    );
  }
  const isOffline = status !== undefined && status.connection !== "online";
  const offline = giftCardSentence({ reason: "offline" }, format);
  const refusal = step.refusal === null ? null : giftCardSentence(step.refusal, format);
  const notice = refusal !== null && (
    <Callout
      tone="bad"
      title={refusal.title}
      {...(step.step === "unclear" && {
        actions: (
          <Button loading={isAsking} onClick={() => void askAgain()}>
            Ask again
          </Button>
        ),
      })}
    >
      {refusal.advice}
    </Callout>
  );
  return (
    <main id="main" className={screenClasses["screen"]}>
      <div className={classes["head"]}>
        <Tooltip label="Back (Esc)">
          <ActionIcon variant="default" aria-label="Back" disabled={!mayLeave} onClick={onDone}>
            <IconArrowLeft size={20} />
          </ActionIcon>
        </Tooltip>
        <div>
          <Title order={1}>Gift card</Title>
          <Text c="dimmed">
            {step.step === "card" ? (
              "Anybody can pay with one"
            ) : (
              <>
                The card ending in {step.found.lastFour} has{" "}
                <strong className="numbers">{format.money(step.found.remainingCents)}</strong>
              </>
            )}
          </Text>
        </div>
      </div>
      {isOffline && step.step !== "unclear" && (
        <Callout tone="warn" mb="md" title={offline.title}>
          {offline.advice}
        </Callout>
      )}
      {step.step === "card" ? (
        <CardNumberForm
          isAsking={isAsking}
          isOffline={isOffline}
          notice={notice}
          onChange={clearRefusal}
          onLookUp={(card) => void lookUp(card)}
        />
      ) : (
        <CardAmountForm
          found={step.found}
          isAsking={isAsking}
          isLocked={step.step === "unclear"}
          isOffline={isOffline}
          notice={notice}
          onChange={clearRefusal}
          onOther={startOver}
          onPay={(amountCents, receiptRef) => {
            if (staffId !== null) void pay({ amountCents, receiptRef, staffId });
          }}
        />
      )}
    </main>
  );
};
