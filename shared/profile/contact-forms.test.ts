import { expect, it } from "vitest";
import { nationalDigits, normaliseIdentifier, phoneDigits } from "./contact-forms.ts";
import { IDENTIFIER_LENGTH_MAX } from "./identifier.ts";

it.each([
  ["61412345678", "412345678"],
  ["12125550123", "2125550123"],
  ["79161234567", "9161234567"],
  ["6421555678", "21555678"],
  ["353861234567", "861234567"],
  ["37060012345", "60012345"],
  ["390612345678", "0612345678"],
  ["0412345678", "412345678"],
])("%s is dialled as %s within its country", (digits, national) => {
  expect(nationalDigits(digits)).toBe(national);
});

it("keeps only the digits of a number", () => {
  expect(phoneDigits("+61 412-345")).toBe("61412345");
  expect(phoneDigits("none")).toBeNull();
});

it("normalises identifiers without case and punctuation, and bounds long ones", () => {
  expect(normaliseIdentifier("VIP-00 42")).toBe("vip0042");
  expect(normaliseIdentifier("**")).toBe("**");
  expect(normaliseIdentifier(" ")).toBeNull();
  const longest = normaliseIdentifier("ﷺ".repeat(IDENTIFIER_LENGTH_MAX));
  expect(longest).toHaveLength(IDENTIFIER_LENGTH_MAX);
  expect(normaliseIdentifier(longest ?? "")).toBe(longest);
});
