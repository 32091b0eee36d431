import type { Ref } from "react";
import { useId } from "react";
import classes from "./amount-field.module.css";

/** A large field for money. The on-screen keyboard of a tablet stays away: a keypad is beside it. */
export const AmountField = ({
  label,
  symbol,
  value,
  isDisabled,
  onChange,
  ref,
}: {
  readonly label: string;
  readonly symbol: string;
  readonly value: string;
  readonly isDisabled: boolean;
  readonly onChange: (typed: string) => void;
  readonly ref?: Ref<HTMLInputElement>;
}) => {
  const id = useId();
  return (
    <label htmlFor={id} className={classes["field"]}>
      <span className={classes["symbol"]} aria-hidden>
        {symbol}
      </span>
      <input
        id={id}
        ref={ref}
        className={`numbers ${classes["input"]}`}
        type="text"
        inputMode="none"
        autoComplete="off"
        aria-label={label}
        placeholder="0"
        value={value}
        disabled={isDisabled}
        // The screen asks for the amount first.
        autoFocus
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </label>
  );
};
