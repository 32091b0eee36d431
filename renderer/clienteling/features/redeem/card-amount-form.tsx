import { Button, Text, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import type { GiftCardFound } from "#renderer/data/gift-card.ts";
import { AmountField } from "#renderer/ui/amount-field.tsx";
import { Callout } from "#renderer/ui/callout.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Keypad } from "#renderer/ui/keypad.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import type { Cents } from "#shared/kernel/money.ts";
import { amountOfText, cleanAmountText, pressAmountKey, textOfAmount } from "./amount-text.ts";
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
  const [text, setText] = useState("");
  const [receipt, setReceipt] = useState("");
  const style = { separator: format.decimalSeparator, digits: format.currencyDigits };
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
    if (canPay) onPay(amountCents, receipt.trim() === "" ? null : receipt.trim());
  };
  return (
    <form className={classes["columns"]} onSubmit={submit} aria-label="Pay with the gift card">
      <Panel title="How much">
        <div className={classes["amount"]}>
          <AmountField
            label="Amount to take"
            symbol={format.currencySymbol}
            value={text}
            isDisabled={isHeld}
            onChange={(typed) => change(cleanAmountText(typed, style))}
          />
          {isTooMuch && (
            <Callout tone="bad" title="That's more than is on the card.">
              Take it all, and the rest another way.
            </Callout>
          )}
          <Button
            variant="default"
            className="numbers"
            disabled={isHeld}
            onClick={() => change(textOfAmount(found.remainingCents, style))}
          >
            {`All ${format.shortMoney(found.remainingCents)}`}
          </Button>
          <Keypad
            label="Amount keypad"
            separator={style.digits === 0 ? null : style.separator}
            isDisabled={isHeld}
            onKey={(key) => change(pressAmountKey(text, key, style))}
          />
          <TextInput
            label="Receipt number"
            description="Optional. Links the payment to the sale."
            value={receipt}
            data-keeps-scans
            maxLength={100}
            autoComplete="off"
            disabled={isHeld}
            onChange={(event) => setReceipt(event.currentTarget.value)}
          />
        </div>
      </Panel>
      <div className={classes["right"]}>
        <Panel title="On the card">
          <Text className={`numbers ${classes["held"]}`}>{format.money(found.remainingCents)}</Text>
          <Text c="dimmed" size="sm">
            {found.expiresAt === null
              ? "It doesn't expire."
              : `The first of it expires on ${format.date(found.expiresAt)}.`}
          </Text>
        </Panel>
        {notice}
        {!isLocked && (
          <Button variant="default" disabled={isAsking} onClick={onOther}>
            Another card
          </Button>
        )}
        <Button
          type="submit"
          size="lg"
          fullWidth
          className={classes["confirm"]}
          disabled={!canPay}
          loading={isAsking}
        >
          {amountCents === null || amountCents <= 0 ? "Take" : `Take ${format.money(amountCents)}`}
        </Button>
      </div>
    </form>
  );
};
