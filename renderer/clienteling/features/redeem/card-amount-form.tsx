import { Button, Text } from "@mantine/core";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { amountOfText, textOfAmount } from "#renderer/clienteling/amount-text.ts";
import type { GiftCardFound } from "#renderer/data/gift-card.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { say } from "#renderer/words/say.ts";
import type { Cents } from "#shared/kernel/money.ts";
import { AmountEntry, ConfirmAmount, receiptOfText, useAmountStyle } from "./amount-entry.tsx";
import classes from "./redeem-form.module.css";

/** What is on the card, and how much of it to take. */
export const CardAmountForm = ({
  found,
  isAsking,
  isLocked,
  isOffline,
  notice,
  onChange,
  onOther,
  onPay,
}: {
  readonly found: GiftCardFound;
  readonly isAsking: boolean;
  /** A payment was sent, and nothing may change until its answer is known. */
  readonly isLocked: boolean;
  readonly isOffline: boolean;
  readonly notice: ReactNode;
  readonly onChange: () => void;
  readonly onOther: () => void;
  readonly onPay: (amountCents: Cents, receiptRef: string | null) => void;
}) => {
  const format = useFormat();
  const formId = useId();
  const [text, setText] = useState("");
  const [receipt, setReceipt] = useState("");
  const style = useAmountStyle();
  const amountCents = amountOfText(text, style);
  const isHeld = isAsking || isLocked;
  const isTooMuch = amountCents !== null && amountCents > found.remainingCents;
  const canPay = amountCents !== null && amountCents > 0 && !isTooMuch && !isHeld && !isOffline;
  const change = (next: string) => {
    setText(next);
    onChange();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (canPay) onPay(amountCents, receiptOfText(receipt));
  };
  return (
    <form
      id={formId}
      className={classes["columns"]}
      onSubmit={submit}
      aria-label={say("giftCard.pay")}
    >
      <Panel title={say("giftCard.how_much")}>
        <div className={classes["amount"]}>
          <AmountEntry
            label={say("giftCard.amount")}
            text={text}
            receipt={receipt}
            receiptUse={say("giftCard.receipt_use")}
            isDisabled={isHeld}
            onText={change}
            onReceipt={setReceipt}
          >
            {isTooMuch && (
              <Callout tone="danger" title={say("giftCard.too_much")}>
                {say("giftCard.too_much_hint")}
              </Callout>
            )}
            <Button
              variant="default"
              className="numbers"
              disabled={isHeld}
              onClick={() => change(textOfAmount(found.remainingCents, style))}
            >
              {say("giftCard.all", { money: format.shortMoney(found.remainingCents) })}
            </Button>
          </AmountEntry>
        </div>
      </Panel>
      <div className={classes["right"]}>
        <Panel title={say("giftCard.on_card")}>
          <Text className={`numbers ${classes["held"]}`}>{format.money(found.remainingCents)}</Text>
          <Text c="dimmed" size="sm">
            {found.expiresAt === null
              ? say("giftCard.no_expiry")
              : say("giftCard.expires", { date: format.date(found.expiresAt) })}
          </Text>
        </Panel>
        {notice}
        {!isLocked && (
          <Button variant="default" disabled={isAsking} onClick={onOther}>
            {say("giftCard.other")}
          </Button>
        )}
        <ConfirmAmount
          label={say("redeem.take")}
          labelWith={(money) => say("redeem.take_amount", { money })}
          form={formId}
          amountCents={amountCents}
          canConfirm={canPay}
          isAsking={isAsking}
        />
      </div>
    </form>
  );
};
