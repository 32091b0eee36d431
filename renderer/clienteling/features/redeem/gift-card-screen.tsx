import { ActionIcon, Text, Title, Tooltip } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { useSyncStatus } from "#renderer/clienteling/use-device-data.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { useUnsavedWork } from "#renderer/state/unsaved-work.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { useShortcuts } from "#renderer/ui/use-shortcuts.ts";
import { giftCardSentence } from "#renderer/words/gift-card.ts";
import { say } from "#renderer/words/say.ts";
import { CardAmountForm } from "./card-amount-form.tsx";
import { CardNumberForm } from "./card-number-form.tsx";
import { CardPaymentNote } from "./card-payment-note.tsx";
import { CardSlip } from "./card-slip.tsx";
import classes from "./redeem-form.module.css";
import screenClasses from "./redeem-screen.module.css";
import { useGiftCard } from "./use-gift-card.ts";

/**
 * Pays with a gift card, for a customer or anybody: its number and PIN, what is on it, the amount
 * and the slip. Only while the server answers.
 */
export const GiftCardScreen = ({ onDone }: { readonly onDone: () => void }) => {
  const device = useDevice();
  const format = useFormat();
  const status = useSyncStatus();
  const staffId = useSession((session) => session.staffId);
  const { payment, found, refusal, isAsking, lookUp, pay, startOver, clearRefusal } = useGiftCard();
  const done = async () => {
    if (payment?.outcome.status === "paid") await device.markCardPaymentSeen();
    onDone();
  };
  useUnsavedWork(isAsking);
  useShortcuts({ escape: () => !isAsking && void done() });

  if (payment === undefined) return null;
  if (payment?.outcome.status === "paid") {
    return (
      <main id="main" className={screenClasses["screen"]}>
        <CardSlip payment={payment} paid={payment.outcome} onDone={() => void done()} />
      </main>
    );
  }
  const isOffline = status !== undefined && status.connection !== "online";
  const offline = giftCardSentence({ reason: "offline" }, format);
  const problem = refusal === null ? null : giftCardSentence(refusal, format);
  // Until the screen stops waiting, an open payment is no news.
  const lastPayment = isAsking ? null : payment;
  const notice = lastPayment ? (
    <CardPaymentNote payment={lastPayment} />
  ) : (
    problem !== null && (
      <Callout tone="danger" title={problem.title}>
        {problem.advice}
      </Callout>
    )
  );
  return (
    <main id="main" className={screenClasses["screen"]}>
      <div className={classes["head"]}>
        <Tooltip label={say("giftCard.back_key")}>
          <ActionIcon
            variant="default"
            aria-label={say("giftCard.back")}
            disabled={isAsking}
            onClick={onDone}
          >
            <IconArrowLeft size={20} />
          </ActionIcon>
        </Tooltip>
        <div>
          <Title order={1}>{say("giftCard.title")}</Title>
          <Text c="dimmed">
            {found === null
              ? say("giftCard.anybody")
              : say("giftCard.holds", {
                  digits: found.lastFour,
                  money: format.money(found.remainingCents),
                })}
          </Text>
        </div>
      </div>
      {isOffline && lastPayment === null && (
        <Callout tone="warning" mb="md" title={offline.title}>
          {offline.advice}
        </Callout>
      )}
      {found !== null ? (
        <CardAmountForm
          found={found}
          isAsking={isAsking}
          isLocked={lastPayment !== null}
          isOffline={isOffline}
          notice={notice}
          onChange={clearRefusal}
          onOther={startOver}
          onPay={(amountCents, receiptRef) => {
            if (staffId !== null) void pay({ amountCents, receiptRef, staffId });
          }}
        />
      ) : lastPayment !== null ? (
        notice
      ) : (
        <CardNumberForm
          isAsking={isAsking}
          isOffline={isOffline}
          notice={notice}
          onChange={clearRefusal}
          onLookUp={(card) => void lookUp(card)}
        />
      )}
    </main>
  );
};
