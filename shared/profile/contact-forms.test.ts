import { expect, it } from "vitest";
import {
  finalDigits,
  foldEmail,
  formsOfIdentifier,
  nationalDigits,
  normaliseIdentifier,
  phoneDigits,
  reversed,
} from "./contact-forms.ts";
import { EMAIL_LENGTH_MAX } from "./email.ts";
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

it("has a number with and without zeros at the start, up to 24 digits", () => {
  expect(formsOfIdentifier("007")).toHaveLength(24);
  expect(formsOfIdentifier("007").slice(0, 4)).toEqual(["007", "7", "07", "0007"]);
  const [n23, n24, n25] = [23, 24, 25].map((length) => "1".repeat(length));
  expect(formsOfIdentifier(`${n23}`)).toEqual([n23, `0${n23}`]);
  expect(formsOfIdentifier(`${n24}`)).toEqual([n24]);
  expect(formsOfIdentifier(`0${n25}`)).toEqual([`0${n25}`, n25]);
  expect(formsOfIdentifier("VIP-007")).toEqual(["vip007"]);
  expect(formsOfIdentifier(" ")).toEqual([]);
});

it("folds an email address, with its domain as people type it", () => {
  expect(foldEmail("ÉVA@XN--MLLER-KVA.DE")).toBe("eva@muller.de");
  expect(foldEmail(" anna@example.com ")).toBe("anna@example.com");
  expect(foldEmail(" ")).toBeNull();
  expect(foldEmail("a".repeat(EMAIL_LENGTH_MAX + 1))).toBe("a".repeat(EMAIL_LENGTH_MAX));
  expect(foldEmail("ß".repeat(EMAIL_LENGTH_MAX))).toBe("s".repeat(EMAIL_LENGTH_MAX));
});

it("bounds the digits of a number that isn't E.164", () => {
  expect(phoneDigits("1".repeat(41))).toBe("1".repeat(40));
});

it("turns a text around, and finds the digits at the end of an identifier", () => {
  expect(reversed("abc1")).toBe("1cba");
  expect(reversed("")).toBe("");
  expect(finalDigits("vip0042")).toBe("0042");
  expect(finalDigits("42vip")).toBeNull();
});
