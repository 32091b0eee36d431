// @vitest-environment jsdom
import { useState } from "react";
import { expect, test } from "vitest";
import { PinField } from "./pin-field.tsx";
import { draw, field, press, type } from "./test-support/draw.tsx";

let pin = "";
const Pin = () => {
  const [value, setValue] = useState("");
  pin = value;
  return (
    <PinField
      label="PIN"
      value={value}
      isDisabled={false}
      isWrong={false}
      onChange={setValue}
      onKey={() => {}}
    />
  );
};

test("a browser has no PIN to show or to save: what is typed leaves the field at once", async () => {
  await draw(<Pin />);
  for (const digit of "24x68") await type(field("PIN"), digit);
  expect(pin).toBe("2468");
  expect(field("PIN").value).toBe("");
  expect(field("PIN").type).toBe("text");
  expect(document.body.innerHTML).not.toMatch(/2468|password/);
  await press(field("PIN"), "Backspace");
  expect(pin).toBe("246");
  await type(field("PIN"), "99999");
  expect(pin).toBe("246999");
});

test("a scan that takes its digits back empties it", async () => {
  await draw(<Pin />);
  await type(field("PIN"), "29507");
  await type(field("PIN"), "");
  await type(field("PIN"), "1");
  expect(pin).toBe("1");
});
