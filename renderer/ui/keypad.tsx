import { UnstyledButton } from "@mantine/core";
import { IconBackspace } from "@tabler/icons-react";
import { say } from "#renderer/words/say-first.ts";
import classes from "./keypad.module.css";

/** A key on the keypad. `erase` removes the last character. */
export type KeypadKey =
  | { readonly kind: "digit"; readonly digit: string }
  | { readonly kind: "separator" }
  | { readonly kind: "erase" };

/**
 * A keypad for touch. It never takes the focus, so a keyboard keeps typing into the same field.
 * Without a `separator` the lower left key is empty.
 */
export const Keypad = ({
  label,
  separator = null,
  isDisabled = false,
  onKey,
}: {
  readonly label: string;
  readonly separator?: string | null;
  readonly isDisabled?: boolean;
  readonly onKey: (key: KeypadKey) => void;
}) => {
  const key = (text: string, name: string, pressed: KeypadKey) => (
    <UnstyledButton
      key={name}
      type="button"
      tabIndex={-1}
      className={classes["key"]}
      aria-label={name}
      disabled={isDisabled}
      onPointerDown={keepFocus}
      onMouseDown={keepFocus}
      onClick={() => onKey(pressed)}
    >
      {text === "" ? <IconBackspace size={24} aria-hidden /> : text}
    </UnstyledButton>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a grid in every engine.
    <div role="group" dir="ltr" aria-label={label} className={classes["keypad"]}>
      {DIGITS.map((digit) => key(digit, digit, { kind: "digit", digit }))}
      {separator === null ? (
        <span />
      ) : (
        key(separator, say("frame.separator"), { kind: "separator" })
      )}
      {key("0", "0", { kind: "digit", digit: "0" })}
      {key("", say("frame.erase"), { kind: "erase" })}
    </div>
  );
};

const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

const keepFocus = (event: { preventDefault: () => void }): void => event.preventDefault();
