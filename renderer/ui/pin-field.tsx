import { type Ref, useId } from "react";
import { PIN_LENGTH } from "#shared/organisation/staff.ts";
import classes from "./pin-field.module.css";

/**
 * One field for the whole PIN, with a dot for each digit. It keeps a tablet's on-screen keyboard
 * closed, because a keypad is next to it.
 */
export const PinField = ({
  label,
  value,
  isDisabled,
  isWrong,
  onChange,
  onKey,
  ref,
}: {
  readonly label: string;
  readonly value: string;
  readonly isDisabled: boolean;
  readonly isWrong: boolean;
  readonly onChange: (value: string) => void;
  /** A key was pressed, even one that changes nothing. */
  readonly onKey: () => void;
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
        // The PIN is all the screen asks for.
        autoFocus
        onKeyDown={onKey}
        onChange={(event) =>
          onChange(event.currentTarget.value.replace(/[^0-9]/g, "").slice(0, PIN_LENGTH))
        }
      />
      <span className={classes["dots"]} aria-hidden>
        {Array.from({ length: PIN_LENGTH }, (_, place) => (
          <span
            // The dots never move.
            // biome-ignore lint/suspicious/noArrayIndexKey: the index is all a dot has.
            key={place}
            className={classes["dot"]}
            data-filled={place < value.length || undefined}
          />
        ))}
      </span>
    </label>
  );
};
