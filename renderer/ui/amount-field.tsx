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
  takesFocus = true,
  onChange,
  ref,
}: {
  readonly label: string;
  readonly symbol: string;
  readonly value: string;
  readonly isDisabled: boolean;
  /** Whether it has the focus when the screen opens. */
  readonly takesFocus?: boolean;
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
        data-money
        autoComplete="off"
        aria-label={label}
        placeholder="0"
        value={value}
        disabled={isDisabled}
        autoFocus={takesFocus}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </label>
  );
};
