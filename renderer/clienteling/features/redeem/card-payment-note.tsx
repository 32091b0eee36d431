import { Button } from "@mantine/core";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import type { CardPayment } from "#renderer/data/gift-card.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { cardPaymentSentence } from "#renderer/words/card-payment.ts";
import { say } from "#renderer/words/say.ts";

/** A payment that has no answer yet, or came to nothing. */
export const CardPaymentNote = ({ payment }: { readonly payment: CardPayment }) => {
  const device = useDevice();
  const { title, advice } = cardPaymentSentence(payment, useFormat());
  const isOpen = payment.outcome.status === "open";
  return (
    <Callout
      tone={isOpen ? "danger" : "warning"}
      title={title}
      actions={
        isOpen ? (
          <Button onClick={device.syncNow}>{say("giftCard.ask_again")}</Button>
        ) : (
          <Button onClick={() => void device.markCardPaymentSeen()}>{say("giftCard.go_on")}</Button>
        )
      }
    >
      {advice}
    </Callout>
  );
};
