import { Button, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { type ReactNode, type Ref, useState } from "react";
import {
  type AmountStyle,
  cleanAmountText,
  pressAmountKey,
} from "#renderer/clienteling/amount-text.ts";
import { AmountField } from "#renderer/ui/amount-field.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Keypad } from "#renderer/ui/keypad.tsx";
import { say } from "#renderer/words/say.ts";
import type { Cents } from "#shared/kernel/money.ts";
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
  /** Between the field and the keypad: amounts to tap, and what pays. */
  readonly children: ReactNode;
  readonly onText: (text: string) => void;
  readonly onReceipt: (receipt: string) => void;
}) => {
  const style = useAmountStyle();
  const { currencySymbol } = useFormat();
  const [asksForReceipt, setAsksForReceipt] = useState(receipt !== "");
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
        label={say("redeem.keypad")}
        separator={style.digits === 0 ? null : style.separator}
        isDisabled={isDisabled}
        onKey={(key) => onText(pressAmountKey(text, key, style))}
      />
      {asksForReceipt ? (
        <TextInput
          label={say("redeem.receipt")}
          description={say("redeem.optional", { use: receiptUse })}
          value={receipt}
          data-keeps-scans
          maxLength={100}
          autoComplete="off"
          autoFocus={receipt === ""}
          disabled={isDisabled}
          onChange={(event) => onReceipt(event.currentTarget.value)}
        />
      ) : (
        <Button
          variant="subtle"
          className={classes["addReceipt"]}
          leftSection={<IconPlus size={18} aria-hidden />}
          disabled={isDisabled}
          onClick={() => setAsksForReceipt(true)}
        >
          {say("redeem.add_receipt")}
        </Button>
      )}
    </>
  );
};

/** The number on a receipt as it was typed; null if nothing was. */
export const receiptOfText = (text: string): string | null => text.trim() || null;

/** The one button of the screen, with the amount that it moves. */
export const ConfirmAmount = ({
  label,
  labelWith,
  form,
  amountCents,
  canConfirm,
  isAsking,
}: {
  readonly label: string;
  /** The same with an amount of money. */
  readonly labelWith: (money: string) => string;
  /** The id of the form that it submits. */
  readonly form: string;
  readonly amountCents: Cents | null;
  readonly canConfirm: boolean;
  readonly isAsking: boolean;
}) => {
  const format = useFormat();
  const hasAmount = amountCents !== null && amountCents > 0;
  return (
    <Button type="submit" size="lg" fullWidth form={form} disabled={!canConfirm} loading={isAsking}>
      {hasAmount ? labelWith(format.money(amountCents)) : label}
    </Button>
  );
};
