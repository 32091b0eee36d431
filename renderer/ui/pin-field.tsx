import { VisuallyHidden } from "@mantine/core";
import { type Ref, useId } from "react";
import { say } from "#renderer/words/say-first.ts";
import { PIN_LENGTH } from "#shared/organisation/staff.ts";
import classes from "./pin-field.module.css";

/**
 * One field for the whole PIN, with a dot for each digit. What is typed leaves the field at once,
 * so that a browser has no PIN to show, to suggest or to save. It keeps a tablet's on-screen
 * keyboard closed, because a keypad is next to it.
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
  const take = (typed: string) => {
    const digits = typed.replace(/[^0-9]/g, "");
    // Something other than a key has emptied the field: what was in it belonged to a scan.
    if (typed === "") onChange("");
    else if (digits !== "") onChange((value + digits).slice(0, PIN_LENGTH));
  };
  return (
    <label htmlFor={id} dir="ltr" className={classes["field"]} data-wrong={isWrong || undefined}>
      <input
        id={id}
        ref={ref}
        className={classes["input"]}
        data-pin
        type="text"
        inputMode="none"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        aria-label={label}
        aria-invalid={isWrong}
        aria-describedby={`${id}-typed`}
        value=""
        disabled={isDisabled}
        // The PIN is all the screen asks for.
        autoFocus
        onKeyDown={({ key }) => {
          onKey();
          if (key === "Backspace") onChange(value.slice(0, -1));
        }}
        onInput={(event) => take(event.currentTarget.value)}
        onChange={NOTHING_MORE}
      />
      <VisuallyHidden id={`${id}-typed`} role="status">
        {say("signIn.typed", { typed: String(value.length), length: String(PIN_LENGTH) })}
      </VisuallyHidden>
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

/** `onInput` has taken what was typed; React only wants to know that the value may change. */
const NOTHING_MORE = (): void => {};
