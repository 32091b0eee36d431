import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { respellName, spellName } from "./spell-name.ts";

describe("how names are spelt (DOMAIN §3.1 no. 13)", () => {
  it.each([
    ["anna", "Anna"],
    ["ANNA MARIA", "Anna Maria"],
    ["anne-marie", "Anne-Marie"],
    ["O'BRIEN", "O'Brien"],
    ["o\u2019brien", "O\u2019Brien"],
    ["MCDONALD", "McDonald"],
    ["mc", "Mc"],
    ["élodie", "Élodie"],
    ["ΓΙΏΡΓΟΣ", "Γιώργος"],
    ["ИВАНОВ", "Иванов"],
    ["r2d2", "R2d2"],
    ["NGUYEN", "Nguyen"],
  ])("%s is %s", (typed, kept) => {
    expect(spellName(typed)).toBe(kept);
  });

  it.each([
    "McDonald",
    "de la Cruz",
    "van der Berg",
    "AJ",
    "J",
    "LaToya",
    "bell Hooks",
    "李小龍",
    "٣",
    "",
    "İBRAHİM",
    "Unknown",
  ])("%s was spelt on purpose", (typed) => {
    expect(spellName(typed)).toBe(typed);
  });

  it("an edit that only changes the case is kept", () => {
    expect(respellName("Bell Hooks", "bell hooks")).toBe("bell hooks");
    expect(respellName("Mcdonald", "MCDONALD")).toBe("MCDONALD");
    expect(respellName("Anna", "bell hooks")).toBe("Bell Hooks");
  });

  it("changes nothing but the case, and nothing twice", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 20 }), (typed) => {
        const kept = spellName(typed);
        expect(kept.toUpperCase()).toBe(typed.toUpperCase());
        expect(spellName(kept).toUpperCase()).toBe(kept.toUpperCase());
        if (kept !== typed) expect([typed.toLowerCase(), typed.toUpperCase()]).toContain(typed);
      }),
    );
  });
});
