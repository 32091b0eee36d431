import { expect, test } from "vitest";
import { matchedParts } from "./matched-parts.ts";

const marked = (name: string, typed: string) =>
  matchedParts(name, typed)
    .map(({ text, isMatch }) => (isMatch ? `[${text}]` : text))
    .join("");

test.each([
  ["Anna Lee", "an le", "[An]na [Le]e"],
  ["Søren Strauß", "strauss so", "[Sø]ren [Strauß]"],
  ["Anne-Marie O’Brien", "marie", "Anne-[Marie] O’Brien"],
  ["Anna Lee", "0412", "Anna Lee"],
])("what was typed is marked in %s", (name, typed, expected) => {
  expect(marked(name, typed)).toBe(expected);
});
