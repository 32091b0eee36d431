// @vitest-environment jsdom
import { expect, test } from "vitest";
import { Keypad, type KeypadKey } from "./keypad.tsx";
import { button, click, draw } from "./test-support/draw.tsx";

test("reports digits, the separator and erase", async () => {
  const keys: KeypadKey[] = [];
  await draw(<Keypad label="Keys" separator="," onKey={(key) => keys.push(key)} />);
  await click(button("7"));
  await click(button("Decimal separator"));
  await click(button("0"));
  await click(button("Erase"));
  expect(keys).toEqual([
    { kind: "digit", digit: "7" },
    { kind: "separator" },
    { kind: "digit", digit: "0" },
    { kind: "erase" },
  ]);
});

test("leaves the focus where it is, so the keyboard keeps working", async () => {
  await draw(
    <>
      <input aria-label="Amount" />
      <Keypad label="Keys" onKey={() => {}} />
    </>,
  );
  const down = new MouseEvent("mousedown", { bubbles: true, cancelable: true });
  button("5").dispatchEvent(down);
  expect(down.defaultPrevented).toBe(true);
  expect(button("5").tabIndex).toBe(-1);
});

test("does nothing while disabled", async () => {
  const keys: KeypadKey[] = [];
  await draw(<Keypad label="Keys" isDisabled onKey={(key) => keys.push(key)} />);
  await click(button("7"));
  expect(keys).toEqual([]);
});
