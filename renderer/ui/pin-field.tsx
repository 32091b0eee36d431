import { type Ref, useId } from "react";
import classes from "./pin-field.module.css";

/** How many digits a PIN has. */
export const PIN_LENGTH = 6;

/**
 * One field that holds the whole PIN and shows a dot for each digit. The on-screen keyboard of a
 * tablet stays away: there is a keypad beside it.
 */
export const PinField = ({
  label,
  value,
  isDisabled,
  isWrong,
  onChange,
  ref,
}: {
  readonly label: string;
  readonly value: string;
  readonly isDisabled: boolean;
  readonly isWrong: boolean;
  readonly onChange: (value: string) => void;
  readonly ref?: Ref<HTMLInputElement>;
}) => {
  const id = useId();
  return (
    <label htmlFor={id} className={classes["field"]} data-wrong={isWrong || undefined}>
      <input
        id={id}
        ref={ref}
        className={classes["input"]}
        type="password"
        inputMode="none"
        autoComplete="off"
        aria-label={label}
        aria-invalid={isWrong}
        value={value}
        disabled={isDisabled}
        maxLength={PIN_LENGTH}
        // The screen asks for nothing else.
        autoFocus
        onChange={(event) =>
          onChange(event.currentTarget.value.replace(/[^0-9]/g, "").slice(0, PIN_LENGTH))
        }
      />
      <span className={classes["dots"]} aria-hidden>
        {Array.from({ length: PIN_LENGTH }, (_, place) => (
          <span
            // Places never move.
            // biome-ignore lint/suspicious/noArrayIndexKey: a place is its index.
            key={place}
            className={classes["dot"]}
            data-filled={place < value.length || undefined}
          />
        ))}
      </span>
    </label>
  );
};
