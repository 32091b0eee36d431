import type { Ref } from "react";
import { useId } from "react";
import classes from "./amount-field.module.css";

/**
 * A large money field. It keeps a tablet's on-screen keyboard closed, because a keypad is next to
 * it.
 */
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
        // The amount is the first thing the screen asks for.
        autoFocus
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </label>
  );
};
