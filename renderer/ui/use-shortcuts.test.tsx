// @vitest-environment jsdom
import { expect, test } from "vitest";
import { draw, eventually, press, scanInto, settle } from "./test-support/draw.tsx";
import { useShortcuts } from "./use-shortcuts.ts";

const Screen = ({ onKey }: { readonly onKey: (key: string) => void }) => {
  useShortcuts({ r: () => onKey("r"), e: () => onKey("e"), escape: () => onKey("escape") });
  return null;
};

const open = async () => {
  const pressed: string[] = [];
  await draw(<Screen onKey={(key) => pressed.push(key)} />);
  return pressed;
};
/** Longer than a letter waits. */
const wait = () => settle(200);

test.each([
  ["R-011", 10],
  ["E-011", 90],
  ["GOLDMEMBER", 10],
  ["GENERALMEMBER", 90],
])("a scan fires no shortcut: %s at %i ms a key", async (card, gapMs) => {
  const pressed = await open();
  await scanInto(document.body, card, { gapMs, end: "Enter" });
  await wait();
  await scanInto(document.body, card, { gapMs, end: null });
  await wait();
  expect(pressed).toEqual([]);
});

test("a single letter is a shortcut, and Escape is at once", async () => {
  const pressed = await open();
  await press(document.body, "R");
  await eventually(() => expect(pressed).toEqual(["r"]));
  await press(document.body, "Escape");
  expect(pressed).toEqual(["r", "escape"]);
});
