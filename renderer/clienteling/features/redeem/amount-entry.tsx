import { Button, TextInput } from "@mantine/core";
import type { ReactNode, Ref } from "react";
import { AmountField } from "#renderer/ui/amount-field.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Keypad } from "#renderer/ui/keypad.tsx";
import type { Cents } from "#shared/kernel/money.ts";
import { type AmountStyle, cleanAmountText, pressAmountKey } from "./amount-text.ts";
import classes from "./redeem-form.module.css";

/** How an amount is typed here: the separator and decimals of the currency. */
export const useAmountStyle = (): AmountStyle => {
  const { decimalSeparator, currencyDigits } = useFormat();
  return { separator: decimalSeparator, digits: currencyDigits };
};

/** An amount typed or tapped, and the receipt that it is for. */
export const AmountEntry = ({
  label,
  text,
  receipt,
  receiptUse,
  fieldRef = null,
  takesFocus = true,
  isDisabled,
  children,
  onText,
  onReceipt,
}: {
  readonly label: string;
  readonly text: string;
  readonly receipt: string;
  /** What naming the receipt is good for. */
  readonly receiptUse: string;
  readonly fieldRef?: Ref<HTMLInputElement>;
  readonly takesFocus?: boolean;
  readonly isDisabled: boolean;
  /** Between the field and the keypad: what is wrong with the amount, and amounts to tap. */
  readonly children: ReactNode;
  readonly onText: (text: string) => void;
  readonly onReceipt: (receipt: string) => void;
}) => {
  const style = useAmountStyle();
  const { currencySymbol } = useFormat();
  return (
    <>
      <AmountField
        ref={fieldRef}
        label={label}
        symbol={currencySymbol}
        value={text}
        takesFocus={takesFocus}
        isDisabled={isDisabled}
        onChange={(typed) => onText(cleanAmountText(typed, style))}
      />
      {children}
      <Keypad
        label="Amount keypad"
        separator={style.digits === 0 ? null : style.separator}
        isDisabled={isDisabled}
        onKey={(key) => onText(pressAmountKey(text, key, style))}
      />
      <TextInput
        label="Receipt number"
        description={`Optional. ${receiptUse}`}
        value={receipt}
        data-keeps-scans
        maxLength={100}
        autoComplete="off"
        disabled={isDisabled}
        onChange={(event) => onReceipt(event.currentTarget.value)}
      />
    </>
  );
};

/** The number on a receipt as it was typed; null if nothing was. */
export const receiptOfText = (text: string): string | null => text.trim() || null;

/** The one button of the screen, with the amount that it moves. */
export const ConfirmAmount = ({
  verb,
  amountCents,
  canConfirm,
  isAsking,
}: {
  readonly verb: string;
  readonly amountCents: Cents | null;
  readonly canConfirm: boolean;
  readonly isAsking: boolean;
}) => {
  const format = useFormat();
  const hasAmount = amountCents !== null && amountCents > 0;
  return (
    <Button
      type="submit"
      size="lg"
      fullWidth
      className={classes["confirm"]}
      disabled={!canConfirm}
      loading={isAsking}
    >
      {hasAmount ? `${verb} ${format.money(amountCents)}` : verb}
    </Button>
  );
};
