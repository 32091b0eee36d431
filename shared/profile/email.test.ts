import { domainToASCII } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EMAIL_LENGTH_MAX, normaliseEmail, shownEmail } from "./email.ts";

describe("an email address (DOMAIN §3.1)", () => {
  test.each([
    ["anna@müller.de", "anna@xn--mller-kva.de"],
    ["ANNA@MÜLLER.DE", "anna@xn--mller-kva.de"],
    ["anna@XN--MLLER-KVA.de", "anna@xn--mller-kva.de"],
    ["ivan@xn--e1aybc.xn--p1ai", "ivan@xn--e1aybc.xn--p1ai"],
    ["ivan@тест.рф", "ivan@xn--e1aybc.xn--p1ai"],
    ["a&b@example.com", "a&b@example.com"],
    ["o'hara+news@example.com", "o'hara+news@example.com"],
    [" Anna@Example.COM\u200b", "anna@example.com"],
    ["анна@тест.рф", "анна@xn--e1aybc.xn--p1ai"],
    ["anna@ｅｘａｍｐｌｅ．ｃｏｍ", "anna@example.com"],
  ])("%j is stored as %j, so that both spellings are one person", (text, stored) => {
    expect(normaliseEmail(text)).toBe(stored);
    expect(normaliseEmail(stored)).toBe(stored);
    expect(normaliseEmail(shownEmail(stored))).toBe(stored);
  });

  test.each([
    "",
    "anna",
    "@example.com",
    "anna@",
    "example.com",
    "anna@☃.com",
    "anna@localhost",
    "anna@1.2.3.4",
    "anna@-example.com",
    "anna@example-.com",
    "anna..b@example.com",
    ".anna@example.com",
    "anna b@example.com",
    "<anna@example.com>",
    "anna@exa_mple.com",
    "anna@xn--.com",
    "anna@xn--99999999999.com",
    `${"a".repeat(65)}@example.com`,
    `anna@${"a".repeat(64)}.com`,
    `a@${"abcdefgh.".repeat(40)}com`,
    // More than Punycode can count.
    `a@${"a".repeat(20_000)}\u{2000b}.com`,
  ])("%j isn't one", (text) => {
    expect(normaliseEmail(text)).toBeNull();
  });

  test.for<[number, number, boolean]>([
    [64, 254, true],
    [64, 255, false],
    [65, 254, false],
  ])("of %i characters before the @, and %i in all: %s", ([before, length, isOne]) => {
    const rest = length - before - "@.com".length;
    const labels = "abcdefgh.".repeat(rest).slice(0, rest - 1);
    const email = `${"a".repeat(before)}@${labels}x.com`;
    expect(email).toHaveLength(length);
    expect(normaliseEmail(email)).toBe(isOne ? email : null);
  });

  test("is shown in the letters of its language", () => {
    expect(shownEmail("ivan@xn--e1aybc.xn--p1ai")).toBe("ivan@тест.рф");
    expect(shownEmail("anna@example.com")).toBe("anna@example.com");
    expect(shownEmail("ANNA@xn--mller-kva.de")).toBe("ANNA@müller.de");
    expect(shownEmail("anna@xn--99999999999.com")).toBe("anna@xn--99999999999.com");
  });

  test("has the domain that browsers and mail servers would use", () => {
    const letter = fc.constantFrom(..."aZüÜñßéΣςЖжłøçאبञ漢ｱı");
    const label = fc.array(letter, { minLength: 1, maxLength: 8 }).map((all) => all.join(""));
    fc.assert(
      fc.property(label, label, (first, second) => {
        const domain = `${first}.${second}.com`;
        const email = normaliseEmail(`a@${domain}`);
        const ascii = domainToASCII(domain);
        // Browsers also check the order of right-to-left letters, which decides nothing here.
        fc.pre(ascii !== "");
        expect(email).toBe(`a@${ascii}`);
      }),
      { numRuns: 1000 },
    );
  });

  test("whatever is accepted is stable, and no longer than what can be stored", () => {
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), fc.string({ unit: "grapheme" })), (text) => {
        const stored = normaliseEmail(text);
        fc.pre(stored !== null);
        expect(normaliseEmail(stored)).toBe(stored);
        expect(stored.length).toBeLessThanOrEqual(EMAIL_LENGTH_MAX);
      }),
    );
  });
});
